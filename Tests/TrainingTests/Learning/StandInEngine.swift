import Atoms
import MomentTensor
import Synchronization

@testable import Training

/// An engine whose truth is a potential, or any function.
final class StandInEngine: LabellingEngine {
    private let truth: @Sendable (Configuration) throws(VolterraError) -> Configuration
    private let count = Atomic<Int>(0)

    init(_ truth: @escaping @Sendable (Configuration) throws(VolterraError) -> Configuration) { self.truth = truth }

    /// All atoms are of the one species of the potential.
    convenience init(_ plan: Plan) {
        self.init { configuration throws(VolterraError) in
            let evaluation = try SystemEvaluator(plan).evaluate(configuration.system)
            return configuration.withoutLabels.labelled(by: evaluation)
        }
    }

    var calls: Int { count.load(ordering: .relaxed) }

    func check() {}

    func makeWorker() -> any LabellingWorker { Worker(engine: self) }

    private final class Worker: LabellingWorker {
        private let engine: StandInEngine

        init(engine: StandInEngine) { self.engine = engine }

        func label(
            _ configuration: Configuration, in folder: String, isCancelled: @escaping @Sendable () -> Bool
        ) throws(LabellingFailure) -> Configuration {
            if isCancelled() { throw .cancelled }
            engine.count.add(1, ordering: .relaxed)
            do throws(VolterraError) {
                let answer = try engine.truth(configuration)
                var labelled = configuration
                (labelled.energy, labelled.forces, labelled.virial) = (answer.energy, answer.forces, answer.virial)
                return labelled
            } catch {
                throw .failed(error.message)
            }
        }

        func finish() {}
    }
}
