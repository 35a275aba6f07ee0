import Foundation
import Testing

@testable import trainer

@Suite("Completions")
struct CompletionsTests {
    /// Runs a line of a shell with the completion script in the file `$SCRIPT`; what it prints, split at white space.
    private func words(_ shell: Shell, _ line: String) throws -> [String] {
        let folder = try TemporaryFolder()
        let script = try folder.write(shell.completions(of: .trainer), to: "script")
        try folder.write("", to: "some file.cfg")
        try folder.write(line, to: "line")
        let run = try TrainerRun(shell: "\(shell.rawValue) line", in: folder, environment: ["SCRIPT": script])
        #expect(run.errors == "")
        #expect(run.status == 0)
        return run.output.split(whereSeparator: \.isNewline).map(String.init)
    }

    /// What bash offers when the cursor stands at the end of the last word.
    private func bash(_ words: String...) throws -> [String] { try bash(words) }

    private func bash(_ words: [String]) throws -> [String] {
        let quoted = words.map { "'\($0)'" }.joined(separator: " ")
        return try self.words(
            .bash,
            """
            source "$SCRIPT"
            COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1)
            _trainer
            printf '%s\\n' "${COMPREPLY[@]}"
            """)
    }

    @Test("bash completes commands, options, words and files")
    func bashCompletes() throws {
        #expect(try bash("trainer", "e") == ["evaluate", "enumerate", "errors"])
        #expect(try bash("trainer", "info", "--r") == ["--rank"])
        #expect(try bash("trainer", "completions", "") == ["bash", "zsh", "fish"])
        #expect(try bash("trainer", "help", "mi") == ["mindist"])
        #expect(try bash("trainer", "new", "--radial-basis", "RBT") == ["RBTaylor"])
        #expect(try bash("trainer", "new", "--radial-basis", "=", "RBT") == ["RBTaylor"])
        #expect(try bash("trainer", "info", "some") == ["some file.cfg"])
        #expect(try bash("trainer", "evaluate", "-o", "some") == ["some file.cfg"])
        #expect(try bash("trainer", "errors", "--threads", "") == [])
        #expect(try bash("trainer", "errors", "--precision", "") == ["double", "mixed"])
        #expect(try bash("trainer", "dis") == ["dislocation"])
        #expect(try bash("trainer", "dislocation", "b") == ["build", "barrier"])
        #expect(try bash("trainer", "dislocation", "build", "--geometry", "ki") == ["kinks"])
        #expect(try bash("trainer", "dislocation", "map", "some") == ["some file.cfg"])
    }

    @Test("bash offers every option of every command", arguments: Grammar.trainer.commands.map(\.name))
    func bashOptions(name: String) throws {
        let command = try #require(Grammar.trainer.command(named: name))
        #expect(try bash(["trainer"] + command.words + ["--"]) == command.options.map(\.spelling))
    }

    @Test("the scripts are valid in their shells", arguments: Shell.allCases)
    func syntax(shell: Shell) throws {
        guard try TrainerRun(shell: "command -v \(shell.rawValue)").status == 0 else { return }
        let folder = try TemporaryFolder()
        try folder.write(shell.completions(of: .trainer), to: "script")
        let run = try TrainerRun(shell: "\(shell.rawValue) -n script", in: folder)
        #expect(run.errors == "")
        #expect(run.status == 0)
    }

    @Test("zsh accepts the function", .enabled(if: isInstalled("zsh")))
    func zshLoads() throws {
        #expect(try words(.zsh, "autoload -Uz compinit; compinit -u -D; source $SCRIPT; print $_comps[trainer]") == ["_trainer"])
    }

    @Test("fish completes commands, options and words", .enabled(if: isInstalled("fish")))
    func fishCompletes() throws {
        #expect(try words(.fish, "source $SCRIPT; complete -C 'trainer ev'").map { $0.prefix { $0 != "\t" } } == ["evaluate"])
        #expect(try words(.fish, "source $SCRIPT; complete -C 'trainer info --r'").map { $0.prefix { $0 != "\t" } } == ["--rank"])
        #expect(
            try words(.fish, "source $SCRIPT; complete -C 'trainer new --radial-basis RBT'").map { $0.prefix { $0 != "\t" } } == [
                "RBTaylor"
            ])
        #expect(try words(.fish, "source $SCRIPT; complete -C 'trainer completions z'") == ["zsh"])
        #expect(try words(.fish, "source $SCRIPT; complete -C 'trainer dislocation ba'").map { $0.prefix { $0 != "\t" } } == ["barrier"])
    }

    @Test("the command prints the script", arguments: Shell.allCases)
    func command(shell: Shell) throws {
        let run = try TrainerRun("completions", shell.rawValue)
        #expect(run.status == 0)
        #expect(run.output == shell.completions(of: .trainer))
    }

    @Test("other shells are refused")
    func otherShell() throws {
        let unknown = try TrainerRun("completions", "tcsh")
        #expect(unknown.status == 2)
        #expect(
            unknown.errors == """
                trainer: there are no completions for 'tcsh'
                hint: there are some for bash, zsh and fish

                """)
        #expect(try TrainerRun("completions", "bsah").errors.hasSuffix("hint: did you mean bash?\n"))
    }
}

private func isInstalled(_ shell: String) -> Bool {
    (try? TrainerRun(shell: "command -v \(shell)"))?.status == 0
}
