import Foundation
import MomentTensor

/// The environment variables that the program reads.
enum Environment {
    static let threads = "VOLTERRA_THREADS"

    static subscript(name: String) -> String? { ProcessInfo.processInfo.environment[name] }
}

extension Invocation {
    /// The number of threads to use: `--threads`, else the environment's, else one per core that this process may use.
    func threadCount() throws(VolterraError) -> Int {
        if let given = self[Options.threads] { return given }
        guard let text = Environment[Environment.threads], !text.isEmpty else { return ProcessInfo.processInfo.activeProcessorCount }
        if let count = Options.threads.convert(text) { return count }
        throw VolterraError(
            .usage, "\(Environment.threads) is '\(text)', which is not \(Options.threads.expectation)",
            advice: "set it to a number, or unset it")
    }
}
