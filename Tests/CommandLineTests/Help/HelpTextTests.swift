import Foundation
import Testing

@testable import trainer

@Suite("Help")
struct HelpTextTests {
    static let topics = ["trainer"] + Grammar.trainer.commands.map(\.name)

    private func text(of topic: String) throws -> String {
        topic == "trainer" ? Grammar.trainer.helpText : try #require(Grammar.trainer.command(named: topic)).helpText
    }

    @Test("the text is the one in Snapshots; VOLTERRA_UPDATE_SNAPSHOTS=1 writes it there", arguments: topics)
    func snapshot(topic: String) throws {
        let url = Repository.root.appendingPathComponent("Tests/CommandLineTests/Snapshots/help-\(topic.replacing(" ", with: "-")).txt")
        let text = try text(of: topic)
        if ProcessInfo.processInfo.environment["VOLTERRA_UPDATE_SNAPSHOTS"] != nil { try Data(text.utf8).write(to: url) }
        #expect(try String(contentsOf: url, encoding: .utf8) == text)
    }

    @Test("the manual contains the text word by word", arguments: topics)
    func manual(topic: String) throws {
        let manual = try String(contentsOf: Repository.root.appendingPathComponent("docs/trainer.md"), encoding: .utf8)
        #expect(manual.contains("```\n" + (try text(of: topic)) + "```\n"))
    }

    @Test("no line is wider than 80 characters", arguments: topics)
    func width(topic: String) throws {
        for line in try text(of: topic).split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test("every argument, option and example of a command is in its text", arguments: Grammar.trainer.commands.map(\.name))
    func completeness(name: String) throws {
        let command = try #require(Grammar.trainer.command(named: name))
        for argument in command.arguments { #expect(command.helpText.contains("\n  \(argument.synopsis) ")) }
        for option in command.options { #expect(command.helpText.contains(option.synopsis)) }
        #expect(!command.examples.isEmpty)
    }

    @Test("every example is understood by the parser", arguments: Grammar.trainer.commands.flatMap(\.examples))
    func examples(line: String) throws {
        let words = line.prefix { $0 != ">" }.split(separator: " ").map(String.init)
        guard case .run = try Parser(grammar: .trainer).parse(words) else {
            Issue.record("\(line) does not run a command")
            return
        }
    }

    @Test("all ways to ask print the same, and succeed", arguments: Grammar.trainer.commands.map(\.name))
    func waysToAsk(name: String) throws {
        let expected = try text(of: name)
        for run in [
            try run("help \(name)"), try run("\(name) --help"), try run("\(name) -h"), try run("--help \(name)"),
        ] {
            #expect(run.status == 0)
            #expect(run.output == expected)
            #expect(run.errors.isEmpty)
        }
    }

    private func run(_ line: String) throws -> TrainerRun { try TrainerRun(shell: "exec \"$0\" \(line)") }

    @Test("the first word of several commands leads to a list of them")
    func family() throws {
        for line in ["dislocation --help", "help dislocation"] {
            let run = try run(line)
            #expect(run.status == 0)
            for command in Grammar.trainer.family("dislocation") { #expect(run.output.contains("  \(command.words[1]) ")) }
        }
        let refused = try run("help info new")
        #expect(refused.status == 2)
        #expect(refused.errors.hasPrefix("trainer: 'new' is one argument too many"))
    }

    @Test("the program explains itself")
    func program() throws {
        for run in [try TrainerRun("--help"), try TrainerRun("-h"), try TrainerRun("help")] {
            #expect(run.status == 0)
            #expect(run.output == Grammar.trainer.helpText)
        }
    }
}
