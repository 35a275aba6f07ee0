import MomentTensor
import Testing

@testable import trainer

@Suite("Command lines")
struct ParserTests {
    private func parse(_ line: String) throws -> Invocation {
        guard case .run(let invocation) = try Parser(grammar: .trainer).parse(words(line)) else { throw NotAnInvocation() }
        return invocation
    }

    private func error(_ line: String) throws -> VolterraError {
        try #require(throws: VolterraError.self) { try Parser(grammar: .trainer).parse(words(line)) }
    }

    private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

    private struct NotAnInvocation: Error {}

    @Test("options may stand before, between and behind the arguments")
    func order() throws {
        for line in ["evaluate -o out.cfg W.mtp in.cfg", "evaluate W.mtp -o out.cfg in.cfg", "evaluate W.mtp in.cfg -o out.cfg"] {
            let invocation = try parse(line)
            #expect(try invocation.required(Arguments.potential) == "W.mtp")
            #expect(invocation.all(Arguments.inputs) == ["in.cfg"])
            #expect(invocation[Options.output] == "out.cfg")
        }
    }

    @Test(
        "a value follows its option as a word, after =, or directly after the letter",
        arguments: ["--threads 3", "--threads=3", "-j 3", "-j3", "-j=3", "-qj3", "-qj 3"])
    func values(spelling: String) throws {
        #expect(try parse("errors W.mtp test.xyz \(spelling)")[Options.threads] == 3)
    }

    @Test("a value may contain = and start with a dash")
    func unusualValues() throws {
        #expect(try parse("convert a.xyz -o=b=c.xyz")[Options.output] == "b=c.xyz")
        #expect(try parse("convert a.xyz -o -b.xyz")[Options.output] == "-b.xyz")
        #expect(try parse("convert a.xyz -o b.xyz --energy-key=--energy")[Options.energyKey] == "--energy")
    }

    @Test("everything after -- is an argument, and a single dash is one anywhere")
    func separator() throws {
        #expect(try parse("check --json -- --odd -x").all(Arguments.data) == ["--odd", "-x"])
        #expect(try parse("check - --json").all(Arguments.data) == ["-"])
    }

    @Test("several files may be given where the usage line has dots")
    func severalFiles() throws {
        let invocation = try parse("errors W.mtp a.xyz b.xyz --json c.xyz")
        #expect(invocation.all(Arguments.data) == ["a.xyz", "b.xyz", "c.xyz"])
        #expect(invocation[Options.json])
    }

    @Test("lists are separated by commas")
    func lists() throws {
        #expect(try parse("mindist a.cfg --species W,Re")[Options.species] == ["W", "Re"])
        #expect(
            try error("mindist a.cfg --species W,,Re").message
                == "--species needs chemical symbols separated by commas, such as W,Re, not 'W,,Re'")
    }

    @Test("defaults hold where an option is absent")
    func defaults() throws {
        let invocation = try parse("new --level 8 --species W --cutoff 5 -o W.mtp")
        #expect(invocation[Options.minimumDistance] == 2)
        #expect(invocation[Options.radialSize] == 8)
        #expect(invocation[Options.radialBasis] == .chebyshev)
        #expect(invocation[Options.maximumFactors] == 4)
        #expect(invocation[Options.maximumRank] == nil)
        #expect(invocation[Options.random] == nil)
        #expect(!invocation[Options.independent])
    }

    @Test(
        "help is understood everywhere",
        arguments: [
            ("--help", nil), ("-h", nil), ("info --help", "info"), ("info -h", "info"), ("info W.mtp --nonsense --help", "info"),
            ("--help info", "info"), ("dislocation --help", "dislocation"), ("--help dislocation", "dislocation"),
            ("dislocation map --help", "dislocation map"), ("--help dislocation map", "dislocation map"),
        ])
    func help(line: String, topic: String?) throws {
        switch try Parser(grammar: .trainer).parse(words(line)) {
        case .help(.program): #expect(topic == nil)
        case .help(.family(let word)): #expect(topic == word)
        case .help(.command(let command)): #expect(topic == command.name)
        default: Issue.record("\(line) is not taken for a question")
        }
    }

    @Test("the name of a command may have two words, of which neither does without the other")
    func twoWords() throws {
        #expect(try parse("dislocation core a.dump --reference p.xyz").command.name == "dislocation core")
        #expect(try error("dislocation").message == "a word is missing after 'dislocation'")
        let unknown = try error("dislocation mop")
        #expect(unknown.message == "unknown command 'dislocation mop'")
        #expect(unknown.advice?.hasPrefix("there are 'dislocation build', 'dislocation map', ") == true)
        #expect(try error("dislocatoin").advice?.hasPrefix("did you mean 'dislocation'?") == true)
        #expect(try error("map").message == "unknown command 'map'")
    }

    @Test("help after -- is a file")
    func helpAsFile() throws {
        #expect(try parse("check -- --help").all(Arguments.data) == ["--help"])
    }

    @Test("the version is printed on request")
    func version() throws {
        guard case .version = try Parser(grammar: .trainer).parse(["--version"]) else {
            Issue.record("--version is not understood")
            return
        }
    }

    @Test(
        "mistakes are named, with what to do",
        arguments: [
            ("", "a command is missing", "'trainer --help' lists the commands"),
            ("evalute", "unknown command 'evalute'", "did you mean 'evaluate'? 'trainer --help' lists the commands"),
            ("frobnicate", "unknown command 'frobnicate'", "'trainer --help' lists the commands"),
            ("--help evalute", "unknown command 'evalute'", "did you mean 'evaluate'? 'trainer --help' lists the commands"),
            (
                "--json info W.mtp", "'--json' stands where a command is expected",
                "options follow the command, as in 'trainer info POT --json'; 'trainer --help' lists the commands"
            ),
            (
                "info W.mtp --jsn", "unknown option --jsn of 'trainer info'",
                "did you mean --json? 'trainer info --help' lists the options"
            ),
            (
                "info W.mtp --level=4", "unknown option --level of 'trainer info'",
                "--level belongs to 'trainer new'; 'trainer info --help' lists the options"
            ),
            ("info W.mtp -z", "unknown option -z of 'trainer info'", "'trainer info --help' lists the options"),
            (
                "errors", "POT is missing: the potential: .mtp, or .almtp, .als, .mvs with an active set",
                "the command is 'trainer errors POT DATA... [options]'; 'trainer errors --help' explains it"
            ),
            (
                "info W.mtp more.mtp", "'more.mtp' is one argument too many",
                "the command is 'trainer info [POT] [options]'; 'trainer info --help' explains it"
            ),
            (
                "convert a.cfg", "-o, --output OUT is missing: the file to write, complete or not at all; - is the standard output",
                "the command is 'trainer convert IN... -o OUT [options]'; 'trainer convert --help' explains it"
            ),
            ("info W.mtp --json --json", "--json is given twice", "give it once"),
            ("info W.mtp --json=yes", "--json takes no value", "write --json alone"),
            (
                "errors W.mtp a.cfg --threads", "--threads needs a value",
                "write '--threads N': use N threads; the results do not depend on it"
            ),
            (
                "errors W.mtp a.cfg --threads --json", "--threads needs a value",
                "write '--threads N': use N threads; the results do not depend on it"
            ),
        ])
    func mistakes(line: String, message: String, advice: String) throws {
        let error = try error(line)
        #expect(error.kind == .usage)
        #expect(error.message == message)
        #expect(error.advice == advice)
    }

    @Test(
        "values that make no sense are named, with what would",
        arguments: [
            ("--threads 0", "--threads needs an integer from 1 to 1024, not '0'"),
            ("--threads two", "--threads needs an integer from 1 to 1024, not 'two'"),
            ("--threads 99999999999999999999", "--threads needs an integer from 1 to 1024, not '99999999999999999999'"),
            ("--threads=", "--threads needs an integer from 1 to 1024, not ''"),
        ])
    func values(option: String, message: String) throws {
        #expect(try error("errors W.mtp a.cfg \(option)").message == message)
    }

    @Test(
        "numbers of a new potential are checked",
        arguments: [
            ("--cutoff 0", "--cutoff needs a number above 0, not '0'"),
            ("--cutoff nan", "--cutoff needs a number above 0, not 'nan'"),
            ("--cutoff=-1", "--cutoff needs a number above 0, not '-1'"),
            ("--level 1", "--level needs an integer of at least 2, not '1'"),
            ("--random -1", "--random needs an integer from 0 to 18446744073709551615, not '-1'"),
            (
                "--radial-basis cubic",
                "--radial-basis needs one of RBChebyshev, RBChebyshev_repuls, RBTaylor, RBShapeev, not 'cubic'"
            ),
        ])
    func numbers(option: String, message: String) throws {
        #expect(try error("new \(option)").message == message)
    }
}
