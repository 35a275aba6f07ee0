import Atoms
import Foundation
import MomentTensor

// What is said over an i-PI socket, in both directions. Outside: hartree and bohr. The bytes of a cell are those of the matrix with the
// lattice vectors as its columns, row by row. The virial is Σ r ⊗ f, positive when compressed, as it is here.

/// Atoms without their kinds, which both sides know.
struct IPIStructure {
    var cell: Cell
    /// Å
    var positions: [SIMD3<Double>]
}

/// What a force engine answers.
struct IPIResult {
    /// eV
    var energy: Double
    /// eV/Å
    var forces: [SIMD3<Double>]
    /// eV
    var virial: SymmetricTensor
    /// What else it says, in its own words.
    var extra = ""
}

extension IPIConnection {
    static let mostAtoms = 10_000_000

    func send(_ structure: IPIStructure) throws(Failure) {
        let cell = Matrix3(structure.cell.a, structure.cell.b, structure.cell.c).transposed
        try send(header: "POSDATA")
        try send(cell.elements.map { $0 / Units.bohr })
        try send(cell.inverse.elements.map { $0 * Units.bohr })
        try send(structure.positions.count)
        try send(structure.positions.flatMap { [$0.x, $0.y, $0.z] }.map { $0 / Units.bohr })
    }

    /// What follows the header `POSDATA`.
    func receiveStructure(atomCount: Int) throws(Failure) -> IPIStructure {
        let rows = vectors(try receiveNumbers(9), unit: Units.bohr)
        _ = try receiveNumbers(9)
        let count = try receiveCount(atMost: IPIConnection.mostAtoms)
        guard count == atomCount else { throw .malformed("positions of \(count) atoms instead of \(atomCount)") }
        let cell = Matrix3(rows[0], rows[1], rows[2]).transposed.rows
        return IPIStructure(
            cell: Cell(cell.x, cell.y, cell.z), positions: vectors(try receiveNumbers(3 * count), unit: Units.bohr))
    }

    func send(_ result: IPIResult) throws(Failure) {
        try send(header: "FORCEREADY")
        try send([result.energy / Units.hartree])
        try send(result.forces.count)
        try send(result.forces.flatMap { [$0.x, $0.y, $0.z] }.map { $0 * Units.bohr / Units.hartree })
        try send(Matrix3(result.virial).elements.map { $0 / Units.hartree })
        let extra = Array(result.extra.utf8)
        try send(extra.count)
        try send(bytes: extra)
    }

    /// What follows the header `FORCEREADY`.
    func receiveResult(atomCount: Int) throws(Failure) -> IPIResult {
        let energy = try receiveNumbers(1)[0] * Units.hartree
        let count = try receiveCount(atMost: IPIConnection.mostAtoms)
        guard count == atomCount else { throw .malformed("forces on \(count) atoms instead of \(atomCount)") }
        let forces = vectors(try receiveNumbers(3 * count), unit: Units.hartree / Units.bohr)
        let rows = vectors(try receiveNumbers(9), unit: Units.hartree)
        let extra = try receive(try receiveCount(atMost: 1 << 28))
        return IPIResult(
            energy: energy, forces: forces, virial: Matrix3(rows[0], rows[1], rows[2]).symmetrised,
            extra: String(decoding: extra, as: UTF8.self))
    }

    private func vectors(_ numbers: [Double], unit: Double) -> [SIMD3<Double>] {
        stride(from: 0, to: numbers.count, by: 3).map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) * unit }
    }
}

extension Matrix3 {
    /// Row by row.
    fileprivate var elements: [Double] { [rows.x, rows.y, rows.z].flatMap { [$0.x, $0.y, $0.z] } }
}
