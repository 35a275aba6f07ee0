import Atoms
import Foundation
import MomentTensor

/// The side of an i-PI socket that computes forces, for a driver that moves the atoms.
public final class IPIClient {
    private let connection: IPIConnection
    private let atomCount: Int
    /// How many structures it has answered.
    public private(set) var answerCount = 0

    /// - Parameter atomCount: of the structures that the driver sends.
    public init(_ address: IPIAddress, atomCount: Int, isCancelled: @escaping () -> Bool) throws(VolterraError) {
        let descriptor = address.makeSocket()
        let status = address.withSocketAddress { connect(descriptor, $0, $1) }
        guard descriptor >= 0, let status, status == 0 else {
            let reason = status == nil ? "there is no such host" : String(cString: strerror(errno))
            close(descriptor)
            throw VolterraError(
                .inputOutput, "no i-PI driver answers at \(address.argument): \(reason)", advice: "start the driver first")
        }
        connection = IPIConnection(descriptor: descriptor, isCancelled: isCancelled)
        self.atomCount = atomCount
    }

    /// Answers until the driver has had enough, or nobody waits any longer.
    ///
    /// - Parameter evaluate: energy, forces and virial of the atoms in this cell at these positions.
    public func serve(_ evaluate: (Cell, [SIMD3<Double>]) throws(VolterraError) -> Evaluation) throws(VolterraError) {
        do {
            try answer(evaluate)
        } catch let error as VolterraError {
            throw error
        } catch IPIConnection.Failure.closed where answerCount > 0 {
            // Drivers that have finished often just go away.
        } catch IPIConnection.Failure.cancelled {
        } catch IPIConnection.Failure.malformed(let what) {
            throw VolterraError(.badData, "the i-PI driver sends \(what)")
        } catch {
            throw VolterraError(.inputOutput, "the i-PI driver closed the connection before it sent a structure")
        }
    }

    private func answer(_ evaluate: (Cell, [SIMD3<Double>]) throws(VolterraError) -> Evaluation) throws {
        var result: IPIResult?
        while true {
            switch try connection.receiveHeader() {
            case "STATUS": try connection.send(header: result == nil ? "READY" : "HAVEDATA")
            case "INIT":
                _ = try connection.receiveInteger()
                _ = try connection.receive(try connection.receiveCount(atMost: 1 << 20))
            case "POSDATA":
                let structure = try connection.receiveStructure(atomCount: atomCount)
                let evaluation = try evaluate(structure.cell, structure.positions)
                result = IPIResult(energy: evaluation.energy, forces: evaluation.forces, virial: evaluation.virial)
            case "GETFORCE":
                guard let answer = result else { throw IPIConnection.Failure.malformed("GETFORCE before POSDATA") }
                try connection.send(answer)
                result = nil
                answerCount += 1
            case "EXIT": return
            case let other: throw IPIConnection.Failure.malformed("'\(other)', which the protocol does not know")
            }
        }
    }
}
