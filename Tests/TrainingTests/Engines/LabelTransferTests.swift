import Atoms
import MomentTensor
import TestSupport
import Testing

@testable import Training

@Suite("Labels of what an engine answers")
struct LabelTransferTests {
    /// Two species in a skewed cell, with labels that depend on the places of the atoms.
    private func configuration(seed: UInt64 = 3) throws -> Configuration {
        var data = try FitTestData(speciesCount: 2, count: 1, seed: seed).configurations[0]
        data.features = [.init(name: "config_type", value: "x")]
        return data
    }

    private func stripped(_ configuration: Configuration) -> Configuration {
        var copy = configuration.withoutLabels
        copy.features = configuration.features
        return copy
    }

    @Test("follow atoms that were put into another order and moved by lattice vectors")
    func order() throws {
        let asked = try configuration()
        var answer = asked
        let order = [3, 1, 7, 0, 2, 6, 5, 4]
        answer.positions = order.map { asked.positions[$0] + asked.cell.a * Double($0 - 3) + SIMD3(repeating: 4e-4) }
        answer.kinds = order.map { asked.kinds[$0] }
        answer.forces = order.map { asked.forces![$0] }
        answer.features = []
        let labelled = try LabelTransfer(configuration: stripped(asked)).labels(from: answer)
        #expect(labelled == asked)
    }

    @Test("are turned back where the engine turned the cell")
    func rotation() throws {
        let asked = try configuration()
        let rotation = Matrix3(SIMD3(0, 0, 1), SIMD3(1, 0, 0), SIMD3(0, 1, 0))
        var answer = asked
        answer.cell = Cell(rotation * asked.cell.a, rotation * asked.cell.b, rotation * asked.cell.c)
        answer.positions = asked.positions.map { rotation * $0 }
        answer.forces = asked.forces!.map { rotation * $0 }
        answer.virial = (rotation * Matrix3(asked.virial!) * rotation.transposed).symmetrised
        let labelled = try LabelTransfer(configuration: stripped(asked)).labels(from: answer)
        #expect(zip(labelled.forces!, asked.forces!).allSatisfy { ($0 - $1).length < 1e-12 })
        #expect(zip(labelled.virial!.voigt, asked.virial!.voigt).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(labelled.positions == asked.positions && labelled.cell == asked.cell)
    }

    @Test("of other atoms, another cell, or none at all are refused")
    func refusals() throws {
        let asked = try configuration()
        func reason(_ change: (inout Configuration) -> Void) -> String? {
            var answer = asked
            change(&answer)
            do throws(LabellingFailure) {
                _ = try LabelTransfer(configuration: stripped(asked)).labels(from: answer)
                return nil
            } catch { return error.description }
        }
        #expect(reason { $0.positions[2].x += 0.05 } == "the output has no atom where atom 3 was asked for")
        #expect(reason { $0.cell.a.x += 0.01 } == "the output has another cell than it was asked for")
        #expect(reason { $0.cell.a.x *= -1 } == "the output has another cell than it was asked for")
        #expect(reason { $0.energy = nil } == "the output has no energy")
        #expect(reason { $0.forces = nil } == "the output has no forces")
        #expect(
            reason {
                $0.positions.removeLast()
                $0.kinds.removeLast()
            } == "the output has 7 atoms instead of 8")
        let other = asked.kinds.firstIndex { $0 != asked.kinds[0] } ?? 0
        #expect(reason { $0.kinds.swapAt(0, other) }?.hasPrefix("the output has no atom where") == true)
        #expect(reason { $0.virial = nil } == nil)
    }
}
