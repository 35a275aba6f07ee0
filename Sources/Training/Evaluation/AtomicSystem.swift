import Atoms
import MomentTensor

/// What a potential is evaluated for: atoms in a cell, each with the index of its species in the potential.
public struct AtomicSystem: Sendable, Hashable {
    public var cell: Cell
    /// Å
    public var positions: [SIMD3<Double>]
    public var species: [Int]

    public init(cell: Cell, positions: [SIMD3<Double>], species: [Int]) {
        self.cell = cell
        self.positions = positions
        self.species = species
    }

    public init(_ configuration: Configuration, species: [Int]) {
        self.init(cell: configuration.cell, positions: configuration.positions, species: species)
    }

    public var count: Int { positions.count }

    /// Cell and atoms after the linear map `deformation`.
    func deformed(by deformation: Matrix3) -> AtomicSystem {
        AtomicSystem(cell: cell.deformed(by: deformation), positions: positions.map { deformation * $0 }, species: species)
    }

    /// The periodic cell `counts.x` × `counts.y` × `counts.z` times.
    func repeated(_ counts: SIMD3<Int>) -> AtomicSystem {
        var copy = AtomicSystem(cell: cell, positions: [], species: [])
        copy.cell.a *= Double(counts.x)
        copy.cell.b *= Double(counts.y)
        copy.cell.c *= Double(counts.z)
        for i in 0..<counts.x {
            for j in 0..<counts.y {
                for k in 0..<counts.z {
                    let shift = Double(i) * cell.a + Double(j) * cell.b + Double(k) * cell.c
                    copy.positions += positions.map { $0 + shift }
                    copy.species += species
                }
            }
        }
        return copy
    }

    /// Every coordinate moved by up to `size`, in the same way each time: so that no atom stays where only symmetry holds it.
    func perturbed(by size: Double) -> AtomicSystem {
        var copy = self
        var generator = SplitMix64(seed: 1)
        for atom in positions.indices {
            for axis in 0..<3 { copy.positions[atom][axis] += Double.random(in: -size...size, using: &generator) }
        }
        return copy
    }
}

extension Cell {
    func deformed(by deformation: Matrix3) -> Cell {
        var copy = self
        (copy.a, copy.b, copy.c) = (deformation * a, deformation * b, deformation * c)
        return copy
    }
}
