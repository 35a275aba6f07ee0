import CMPI
import Foundation
import MomentTensor

/// The processes that `mpirun` started this program as; one that was started by itself is alone, and MPI is not touched.
public final class Ranks: Sendable {
    public static let world = Ranks()

    /// 0 ..< count
    public let rank: Int
    public let count: Int

    public var isFirst: Bool { rank == 0 }

    private init() {
        let isParallel = Ranks.areLaunched && mpi_start() == 0
        (rank, count) = isParallel ? (Int(mpi_rank()), Int(mpi_size())) : (0, 1)
    }

    /// Whether a launcher has started this process as one of several: Open MPI's, or one of PMIx (Slurm, Flux).
    public static var areLaunched: Bool {
        let environment = ProcessInfo.processInfo.environment
        return ["OMPI_COMM_WORLD_SIZE", "PMIX_RANK"].contains { environment[$0] != nil }
    }

    /// Of the indices below `total`, those that are this rank's work: each is that of one rank.
    func share(of total: Int) -> [Int] { (0..<total).filter { $0 % count == rank } }

    private var isAlone: Bool { count == 1 }

    /// Replaces the numbers by their sums over all ranks; every rank gets the same bits.
    public func sum(_ values: inout [Double]) {
        guard !isAlone else { return }
        values.withUnsafeMutableBufferPointer { buffer in
            // One message holds fewer than 2³¹ numbers, and less memory is needed for several smaller ones.
            let piece = 1 << 24
            for start in stride(from: 0, to: buffer.count, by: piece) {
                _ = mpi_sum(buffer.baseAddress! + start, Int32(min(piece, buffer.count - start)))
            }
        }
    }

    public func sum(_ value: Double) -> Double {
        var values = [value]
        sum(&values)
        return values[0]
    }

    public func maximum(_ value: Double) -> Double { isAlone ? value : mpi_largest(value) }

    /// Whether it is true on any rank.
    public func any(_ value: Bool) -> Bool { maximum(value ? 1 : 0) > 0 }

    /// To be called at the end of the program.
    public func finish() {
        if !isAlone { _ = mpi_finish() }
    }

    /// Ends all ranks, when one of them cannot go on.
    public func abort(_ status: Int32) {
        if !isAlone { mpi_abort(status) }
    }
}
