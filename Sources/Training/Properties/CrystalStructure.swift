import Foundation

/// The structures among which that of an element is looked for.
public enum CrystalStructure: String, CaseIterable, Sendable {
    case bcc, fcc, hcp, diamond

    public var isCubic: Bool { self != .hcp }

    /// What the cell may do without losing the symmetry.
    var freedom: CellFreedom { isCubic ? .isotropic : .axial }

    /// The lattice constant a over the distance of nearest neighbours; for hcp with the ideal c/a.
    var latticeConstantPerNeighbourDistance: Double {
        switch self {
        case .bcc: 2 / 3.0.squareRoot()
        case .fcc: 2.0.squareRoot()
        case .hcp: 1
        case .diamond: 4 / 3.0.squareRoot()
        }
    }

    /// c/a of touching spheres, √(8/3); 1 for cubic structures, whose c is a.
    var idealRatio: Double { isCubic ? 1 : (8.0 / 3).squareRoot() }

    /// The vectors in which directions and planes are named: those of the cube, or a₁, a₂ (at 120°) and c.
    func conventionalVectors(a: Double, c: Double) -> [SIMD3<Double>] {
        isCubic
            ? [SIMD3(a, 0, 0), SIMD3(0, a, 0), SIMD3(0, 0, a)]
            : [SIMD3(a, 0, 0), SIMD3(-0.5 * a, 0.5 * 3.0.squareRoot() * a, 0), SIMD3(0, 0, c)]
    }

    /// In units of the conventional vectors.
    var primitiveVectors: [SIMD3<Double>] {
        switch self {
        case .bcc: [SIMD3(-0.5, 0.5, 0.5), SIMD3(0.5, -0.5, 0.5), SIMD3(0.5, 0.5, -0.5)]
        case .fcc, .diamond: [SIMD3(0, 0.5, 0.5), SIMD3(0.5, 0, 0.5), SIMD3(0.5, 0.5, 0)]
        case .hcp: [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
        }
    }

    /// The atoms of the primitive cell, in units of the conventional vectors. Every other one is at an inversion, translation or
    /// twofold axis of the first, so that all have the same energy.
    var basis: [SIMD3<Double>] {
        switch self {
        case .bcc, .fcc: [.zero]
        case .hcp: [.zero, SIMD3(2.0 / 3, 1.0 / 3, 0.5)]
        case .diamond: [.zero, SIMD3(repeating: 0.25)]
        }
    }
}
