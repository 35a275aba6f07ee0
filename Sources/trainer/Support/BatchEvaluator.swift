import Atoms
import MomentTensor
import Training

/// Does the same with each configuration of a stream on several threads, and hands the results on in the order of the configurations.
/// Of the stream, only a batch is in memory at a time.
final class BatchEvaluator {
    private let pool: EvaluationPool
    /// Per thread and batch.
    private let configurationsPerThread: Int

    init(_ plan: Plan, threads: Int, configurationsPerThread: Int = 64) {
        pool = EvaluationPool(plan, threads: threads)
        self.configurationsPerThread = configurationsPerThread
    }

    /// A configuration of the stream.
    struct Job {
        let item: ConfigurationStream.Item
        /// The index of each atom's species in the potential.
        let species: [Int]

        var system: AtomicSystem {
            AtomicSystem(item.configuration, species: species)
        }
    }

    /// Calls `body` for each configuration with what `work` made of it.
    ///
    /// - Parameter species: the index of each atom's species in the potential.
    func forEach<Product>(
        _ stream: ConfigurationStream, species: (Configuration) throws(VolterraError) -> [Int],
        work: (Job, SystemEvaluator) throws(VolterraError) -> Product, body: (Job, Product) throws(VolterraError) -> Void
    ) throws(VolterraError) {
        while true {
            let batch = try nextBatch(of: stream, species)
            guard !batch.isEmpty else { return }
            let results = pool.map(batch.count) { evaluator, index throws(VolterraError) in try work(batch[index], evaluator) }
            for (job, result) in zip(batch, results) {
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
        let threads = pool.threadCount
        while batch.count < configurationsPerThread * threads, atomCount < 2048 * threads, let item = try stream.next() {
            do throws(VolterraError) {
                batch.append(Job(item: item, species: try species(item.configuration)))
            } catch {
                throw item.locating(error)
            }
            atomCount += item.configuration.count
        }
        return batch
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
