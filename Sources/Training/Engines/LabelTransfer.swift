import Atoms
import Foundation
import MomentTensor

/// Takes labels from what an engine wrote to the configuration that it was asked for.
///
/// Engines print positions with few digits, put atoms into another order, shift them by lattice vectors, and turn cells; the configuration
/// itself stays as it is, and the labels follow. What belongs to other atoms is refused.
struct LabelTransfer {
    /// Å by which positions and lattice vectors may differ.
    static let tolerance = 2e-3

    let configuration: Configuration

    func labels(from labelled: Configuration) throws(LabellingFailure) -> Configuration {
        guard labelled.count == configuration.count else {
            throw .failed("the output has \(labelled.count) atoms instead of \(configuration.count)")
        }
        guard let energy = labelled.energy, let forces = labelled.forces else {
            throw .failed("the output has no \(labelled.energy == nil ? "energy" : "forces")")
        }
        let rotation = try rotation(from: labelled.cell)
        let order = try order(of: labelled, rotation)
        var result = configuration
        result.energy = energy
        result.forces = order.map { rotation * forces[$0] }
        result.virial = labelled.virial.map { (rotation * Matrix3($0) * rotation.transposed).symmetrised }
        result.siteEnergies = nil
        result.charges = nil
        return result
    }

    /// What turns the cell of the output into that of the configuration.
    private func rotation(from other: Cell) throws(LabellingFailure) -> Matrix3 {
        let (wanted, found) = (configuration.cell, other)
        if zip(wanted.vectors, found.vectors).allSatisfy({ ($0 - $1).length < LabelTransfer.tolerance }) { return .identity }
        guard wanted.isFullyPeriodic, wanted.volume > 0, found.volume > 0 else {
            throw .failed("the output has another cell than it was asked for")
        }
        let map = Matrix3(found.a, found.b, found.c).inverse * Matrix3(wanted.a, wanted.b, wanted.c)
        let rotation = map.transposed
        let product = rotation * map
        let excess = [product.rows.x - SIMD3(1, 0, 0), product.rows.y - SIMD3(0, 1, 0), product.rows.z - SIMD3(0, 0, 1)]
        guard excess.allSatisfy({ $0.length < 1e-3 }), rotation.determinant > 0 else {
            throw .failed("the output has another cell than it was asked for")
        }
        return rotation
    }

    /// For each atom, which of the output it is.
    private func order(of labelled: Configuration, _ rotation: Matrix3) throws(LabellingFailure) -> [Int] {
        let cell = configuration.cell
        let inverse = cell.isFullyPeriodic ? Matrix3(cell.a, cell.b, cell.c).inverse.transposed : nil
        func distance(_ atom: Int, _ other: Int) -> Double {
            var difference = rotation * labelled.positions[other] - configuration.positions[atom]
            guard let inverse else { return difference.length }
            let fraction = inverse * difference
            difference -= fraction.x.rounded() * cell.a + fraction.y.rounded() * cell.b + fraction.z.rounded() * cell.c
            return difference.length
        }
        func isSame(_ atom: Int, _ other: Int) -> Bool {
            labelled.kinds[other] == configuration.kinds[atom] && distance(atom, other) < LabelTransfer.tolerance
        }
        if configuration.positions.indices.allSatisfy({ isSame($0, $0) }) { return Array(configuration.positions.indices) }
        var isTaken = [Bool](repeating: false, count: labelled.count)
        var order: [Int] = []
        for atom in configuration.positions.indices {
            guard let match = labelled.positions.indices.first(where: { !isTaken[$0] && isSame(atom, $0) }) else {
                throw .failed("the output has no atom where atom \(atom + 1) was asked for")
            }
            isTaken[match] = true
            order.append(match)
        }
        return order
    }
}
