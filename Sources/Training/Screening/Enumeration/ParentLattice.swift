import Foundation
import MomentTensor

/// A lattice whose sites are given to elements in all ways.
public enum ParentLattice: String, CaseIterable, Sendable {
    case fcc, bcc, hcp, sc

    /// Lattice vectors of the primitive cell in any unit.
    private var shape: Cell {
        switch self {
        case .fcc: Cell(SIMD3(0, 1, 1), SIMD3(1, 0, 1), SIMD3(1, 1, 0))
        case .bcc: Cell(SIMD3(-1, 1, 1), SIMD3(1, -1, 1), SIMD3(1, 1, -1))
        case .hcp: Cell(SIMD3(1, 0, 0), SIMD3(-0.5, 0.75.squareRoot(), 0), SIMD3(0, 0, (8.0 / 3).squareRoot()))
        case .sc: Cell(SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1))
        }
    }

    /// The scalar products of the lattice vectors, in a unit in which they are integers.
    private var metric: IntegerMatrix {
        switch self {
        case .fcc: IntegerMatrix([2, 1, 1, 1, 2, 1, 1, 1, 2])
        case .bcc: IntegerMatrix([3, -1, -1, -1, 3, -1, -1, -1, 3])
        case .hcp: IntegerMatrix([6, -3, 0, -3, 6, 0, 0, 0, 16])
        case .sc: .identity
        }
    }

    /// What the coordinates of sites are divided by.
    static let denominator = 12

    /// The sites of the primitive cell, in twelfths of the lattice vectors.
    var sites: [SIMD3<Int>] {
        switch self {
        case .fcc, .bcc, .sc: [.zero]
        case .hcp: [SIMD3(4, 8, 3), SIMD3(8, 4, 9)]
        }
    }

    /// Its primitive cell with a volume for each atom.
    func cell(volumePerAtom: Double) -> Cell {
        let shape = shape
        let factor = cbrt(volumePerAtom * Double(sites.count) / shape.volume)
        return Cell(factor * shape.a, factor * shape.b, factor * shape.c)
    }

    /// A symmetry: x ↦ M x + t in coordinates of the lattice vectors, t in twelfths.
    struct Symmetry {
        let matrix: IntegerMatrix
        let translation: SIMD3<Int>
    }

    /// All of them but translations by lattice vectors. The entries of M are −1, 0 or 1, because the lattice vectors are as short as can be.
    var symmetries: [Symmetry] {
        var symmetries: [Symmetry] = []
        for matrix in IntegerMatrix.small where matrix.transposed * metric * matrix == metric {
            for site in sites {
                let translation = site &- matrix * sites[0]
                let images = sites.map { ParentLattice.wrapped(matrix * $0 &+ translation) }
                if Set(images) == Set(sites) { symmetries.append(Symmetry(matrix: matrix, translation: translation)) }
            }
        }
        return symmetries
    }

    /// Within the primitive cell.
    static func wrapped(_ site: SIMD3<Int>) -> SIMD3<Int> {
        SIMD3(modulo(site.x, denominator), modulo(site.y, denominator), modulo(site.z, denominator))
    }
}

/// Of a division by a positive number that rounds down.
func modulo(_ number: Int, _ divisor: Int) -> Int {
    let rest = number % divisor
    return rest < 0 ? rest + divisor : rest
}

/// The quotient of the same division.
func floorQuotient(_ number: Int, _ divisor: Int) -> Int { (number - modulo(number, divisor)) / divisor }
