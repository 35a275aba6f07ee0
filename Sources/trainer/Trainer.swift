import Foundation
import MomentTensor
import Training

/// The program without its process: words in, exit status out.
enum Trainer {
    static let version = "\(Volterra.version)"

    /// Does what the command line asks for, and says on standard error what went wrong.
    static func run(_ words: [String]) -> ExitStatus {
        do throws(VolterraError) {
            switch try Parser(grammar: .trainer).parse(words) {
            case .version: try Console.print("trainer \(version)\n")
            case .help(.program): try Console.print(Grammar.trainer.helpText)
            case .help(.family(let word)): try Console.print(Grammar.trainer.helpText(family: word))
            case .help(.command(let command)): try Console.print(command.helpText)
            case .run(let invocation): try run(invocation)
            }
            return .success
        } catch {
            Console.report(error)
            return ExitStatus(error.kind)
        }
    }

    private static func run(_ invocation: Invocation) throws(VolterraError) {
        guard Ranks.areLaunched else { return try invocation.command.run(invocation) }
        guard invocation.command.isParallel else {
            throw VolterraError(.usage, "trainer \(invocation.command.name) runs in one process", advice: "start it without mpirun")
        }
        let ranks = Ranks.world
        Console.isSilent = !ranks.isFirst
        do throws(VolterraError) {
            try invocation.command.run(invocation)
            ranks.finish()
        } catch {
            guard ranks.count > 1 else {
                ranks.finish()
                throw error
            }
            // What all ranks fail of, the first one says; what only another fails of, that one says itself, a moment later.
            if !ranks.isFirst { sleep(1) }
            Console.isSilent = false
            Console.report(error)
            ranks.abort(ExitStatus(error.kind).rawValue)
        }
    }
}
