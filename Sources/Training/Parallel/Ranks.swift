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

    /// Whether MPI was started, and is to be ended.
    private let usesMPI: Bool

    private init() {
        usesMPI = Ranks.areLaunched && mpi_start() == 0
        (rank, count) = usesMPI ? (Int(mpi_rank()), Int(mpi_size())) : (0, 1)
    }

    /// Whether a launcher has started this process as one of several: Open MPI's, or one of PMIx (Slurm, Flux).
    public static var areLaunched: Bool {
        let environment = ProcessInfo.processInfo.environment
        return ["OMPI_COMM_WORLD_SIZE", "PMIX_RANK"].contains { environment[$0] != nil }
    }

    func shares(of total: Int) -> Shares { Shares(total: total, count: count) }

    /// Of the indices below `total`, those that are this rank's work.
    func share(of total: Int) -> Range<Int> { shares(of: total)[rank] }

    private var isAlone: Bool { count == 1 }

    func send(_ values: [Double], to rank: Int) {
        values.withUnsafeBufferPointer { buffer in
            Ranks.forEachMessage(buffer.count) { start, count in _ = mpi_send(buffer.baseAddress! + start, count, Int32(rank)) }
        }
    }

    /// Waits for as many numbers as there are, and replaces them.
    func receive(_ values: inout [Double], from rank: Int) {
        values.withUnsafeMutableBufferPointer { buffer in
            Ranks.forEachMessage(buffer.count) { start, count in _ = mpi_receive(buffer.baseAddress! + start, count, Int32(rank)) }
        }
    }

    /// Replaces the numbers by those of one rank.
    func broadcast(_ values: inout [Double], from rank: Int) {
        guard !isAlone else { return }
        values.withUnsafeMutableBufferPointer { buffer in
            Ranks.forEachMessage(buffer.count) { start, count in _ = mpi_broadcast(buffer.baseAddress! + start, count, Int32(rank)) }
        }
    }

    /// One message holds fewer than 2³¹ numbers.
    private static func forEachMessage(_ total: Int, _ body: (_ start: Int, _ count: Int32) -> Void) {
        let most = 1 << 24
        for start in stride(from: 0, to: total, by: most) { body(start, Int32(min(most, total - start))) }
    }

    public func maximum(_ value: Double) -> Double { isAlone ? value : mpi_largest(value) }

    /// Whether it is true on any rank.
    public func any(_ value: Bool) -> Bool { maximum(value ? 1 : 0) > 0 }

    /// To be called at the end of the program.
    public func finish() {
        if usesMPI { _ = mpi_finish() }
    }

    /// Ends all ranks, when one of them cannot go on.
    public func abort(_ status: Int32) {
        if !isAlone { mpi_abort(status) }
    }
}
