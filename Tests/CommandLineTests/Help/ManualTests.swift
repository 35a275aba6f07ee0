import Foundation
import Testing

@testable import trainer

@Suite("The manual")
struct ManualTests {
    /// A command line of docs/trainer.md, and what the manual says that it prints.
    struct Example {
        var line: String
        var output: String
    }

    /// All `$ …` lines inside of `console` fences, in their order.
    static let examples: [Example] = {
        let manual = (try? String(contentsOf: Repository.root.appendingPathComponent("docs/trainer.md"), encoding: .utf8)) ?? ""
        var examples: [Example] = []
        var isInside = false
        for line in manual.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isInside = line == "```console"
            } else if isInside, line.hasPrefix("$ ") {
                examples.append(Example(line: String(line.dropFirst(2)), output: ""))
            } else if isInside, !examples.isEmpty {
                examples[examples.count - 1].output += line + "\n"
            }
        }
        return examples
    }()

    @Test("every example prints what the manual shows")
    func outputs() throws {
        let folder = try TemporaryFolder()
        for path in [Repository.tungstenPotential, Repository.tungsten] {
            let name = URL(fileURLWithPath: path).lastPathComponent
            try FileManager.default.copyItem(atPath: path, toPath: folder.path(name))
        }
        #expect(Self.examples.count > 10)
        for example in Self.examples {
            let run = try TrainerRun(shell: "trainer() { \"$0\" \"$@\"; }; { \(example.line); } 2>&1", in: folder)
            #expect(run.output == example.output, "\(example.line)")
        }
    }

    @Test("every command has a section")
    func sections() throws {
        let manual = try String(contentsOf: Repository.root.appendingPathComponent("docs/trainer.md"), encoding: .utf8)
        for command in Grammar.trainer.commands { #expect(manual.contains("\n## \(command.name)\n")) }
    }
}
