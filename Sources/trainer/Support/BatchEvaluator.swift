import Atoms
import MomentTensor

/// Evaluates configurations on several threads and hands the results on in the order of the configurations.
///
/// Where there are many configurations, each is the work of one thread; where there are few, the threads share each. The numbers
/// are the same either way.
final class BatchEvaluator {
    private let plan: Plan
    private let team: ThreadTeam
    /// One for each thread.
    private let separate: [SystemEvaluator]
    private lazy var joint = SystemEvaluator(plan, threads: team.count)

    init(_ plan: Plan, threads: Int) {
        self.plan = plan
        team = ThreadTeam(count: threads)
        separate = (0..<team.count).map { _ in SystemEvaluator(plan) }
    }

    /// A configuration of the stream.
    struct Job {
        let item: ConfigurationStream.Item
        /// The index of each atom's species in the potential.
        let species: [Int]
    }

    /// Calls `body` for each configuration of the stream. Of the stream, only a batch is in memory at a time.
    ///
    /// - Parameter species: the index of each atom's species in the potential.
    func forEach(
        _ stream: ConfigurationStream, species: (Configuration) throws(VolterraError) -> [Int],
        body: (Job, Evaluation) throws(VolterraError) -> Void
    ) throws(VolterraError) {
        while true {
            let batch = try nextBatch(of: stream, species)
            guard !batch.isEmpty else { return }
            for (job, result) in zip(batch, evaluate(batch)) {
                do throws(VolterraError) {
                    try body(job, try result.get())
                } catch {
                    throw job.item.locating(error)
                }
            }
        }
    }

    private func nextBatch(
        of stream: ConfigurationStream, _ species: (Configuration) throws(VolterraError) -> [Int]
    ) throws(VolterraError) -> [Job] {
        var batch: [Job] = []
        var atomCount = 0
        while batch.count < 64 * team.count, atomCount < 2048 * team.count, let item = try stream.next() {
            do throws(VolterraError) {
                batch.append(Job(item: item, species: try species(item.configuration)))
            } catch {
                throw item.locating(error)
            }
            atomCount += item.configuration.count
        }
        return batch
    }

    private func evaluate(_ batch: [Job]) -> [Result<Evaluation, VolterraError>] {
        guard batch.count >= 2 * team.count else { return batch.map { evaluate($0, with: joint) } }
        let results = UnsafeMutablePointer<Result<Evaluation, VolterraError>>.allocate(capacity: batch.count)
        defer { results.deallocate() }
        team.forEach(batch.count) { thread, index in
            (results + index).initialize(to: evaluate(batch[index], with: separate[thread]))
        }
        return (0..<batch.count).map { (results + $0).move() }
    }

    private func evaluate(_ job: Job, with evaluator: SystemEvaluator) -> Result<Evaluation, VolterraError> {
        let configuration = job.item.configuration
        return Result { () throws(VolterraError) in
            try evaluator.evaluate(cell: configuration.cell, positions: configuration.positions, species: job.species)
        }
    }
}

extension ConfigurationStream.Item {
    /// The error, with the place of this configuration unless it already has one.
    func locating(_ error: VolterraError) -> VolterraError {
        guard error.file == nil else { return error }
        var error = error
        error.file = path
        error.message = "configuration \(number): \(error.message)"
        return error
    }
}
