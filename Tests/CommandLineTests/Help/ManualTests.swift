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
            #expect(agree(run.output, example.output), "\(example.line) prints\n\(run.output)instead of\n\(example.output)")
        }
    }

    /// Whether the texts are the same but for the last digits of numbers, which depend on the processor.
    private func agree(_ one: String, _ other: String) -> Bool {
        let (first, second) = (words(one), words(other))
        guard first.count == second.count else { return false }
        return zip(first, second).allSatisfy { one, other in
            if one == other { return true }
            guard let one = Double(one), let other = Double(other) else { return false }
            return abs(one - other) <= 1e-9 * max(abs(one), abs(other))
        }
    }

    private func words(_ text: String) -> [Substring] { text.split { $0.isWhitespace || $0 == "," || $0 == "\"" } }

    @Test("every command has a section")
    func sections() throws {
        let manual = try String(contentsOf: Repository.root.appendingPathComponent("docs/trainer.md"), encoding: .utf8)
        for command in Grammar.trainer.commands { #expect(manual.contains("\n## \(command.name)\n")) }
    }
}
