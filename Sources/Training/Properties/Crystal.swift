import MomentTensor

/// A perfect crystal of one species, relaxed.
public struct Crystal: Sendable {
    public let structure: CrystalStructure
    /// The index of its species in the potential.
    public let species: Int
    /// Å
    public internal(set) var a: Double
    /// Å; a for cubic structures.
    public internal(set) var c: Double
    /// eV
    public internal(set) var energyPerAtom = 0.0

    init(_ structure: CrystalStructure, species: Int, a: Double, c: Double) {
        self.structure = structure
        self.species = species
        self.a = a
        self.c = c
    }

    var conventional: [SIMD3<Double>] { structure.conventionalVectors(a: a, c: c) }

    /// A vector that is given in units of the conventional ones; Å.
    func cartesian(_ v: SIMD3<Double>) -> SIMD3<Double> {
        let vectors = conventional
        return v.x * vectors[0] + v.y * vectors[1] + v.z * vectors[2]
    }

    var primitive: AtomicSystem {
        let vectors = structure.primitiveVectors.map(cartesian)
        return system(Cell(vectors[0], vectors[1], vectors[2]), structure.basis.map(cartesian))
    }

    /// Å³
    public var volumePerAtom: Double {
        let cell = primitive
        return cell.cell.volume / Double(cell.count)
    }

    /// Å
    public var neighbourDistance: Double {
        var shortest = Double.infinity
        let vectors = structure.primitiveVectors
        for i in -1...1 {
            for j in -1...1 {
                for k in -1...1 {
                    let shift = Double(i) * vectors[0] + Double(j) * vectors[1] + Double(k) * vectors[2]
                    for atom in structure.basis where shift != .zero || atom != .zero {
                        shortest = min(shortest, cartesian(atom + shift).length)
                    }
                }
            }
        }
        return shortest
    }

    /// The conventional cell: cubic, or that of hcp.
    var unitCell: AtomicSystem { oriented(SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)) }

    /// The crystal in a cell of lattice vectors, given in units of the conventional ones.
    func oriented(_ u: SIMD3<Double>, _ v: SIMD3<Double>, _ w: SIMD3<Double>) -> AtomicSystem {
        let cell = Cell(cartesian(u), cartesian(v), cartesian(w))
        let toPrimitive = Matrix3(structure.primitiveVectors).transposed.inverse
        let toCell = Matrix3([u, v, w]).transposed.inverse
        let corners = [.zero, u, v, w, u + v, u + w, v + w, u + v + w].map { (corner: SIMD3<Double>) in toPrimitive * corner }
        let ranges = (0..<3).map { axis in
            let coordinates = corners.map { $0[axis] }
            return Int(coordinates.min()!.rounded(.down)) - 1...Int(coordinates.max()!.rounded(.up)) + 1
        }
        var positions: [SIMD3<Double>] = []
        let vectors = structure.primitiveVectors
        for i in ranges[0] {
            for j in ranges[1] {
                for k in ranges[2] {
                    let shift = Double(i) * vectors[0] + Double(j) * vectors[1] + Double(k) * vectors[2]
                    for atom in structure.basis {
                        let fractional = toCell * (atom + shift)
                        guard fractional.min() > -1e-6, fractional.max() < 1 - 1e-6 else { continue }
                        positions.append(cartesian(atom + shift))
                    }
                }
            }
        }
        return system(cell, positions)
    }

    /// The atoms within `radius` of the first atom of the primitive cell and of its other atoms; nothing is periodic.
    ///
    /// - Returns: with each atom, its place in the primitive cell and the lattice vector from there (Å). The atoms of the primitive
    ///   cell at the origin come first.
    func ball(radius: Double) -> (system: AtomicSystem, sites: [(basis: Int, shift: SIMD3<Double>)]) {
        let vectors = structure.primitiveVectors.map(cartesian)
        let atoms = structure.basis.map(cartesian)
        let reach = radius + (atoms.map(\.length).max() ?? 0)
        let inverse = Matrix3(vectors).transposed.inverse
        let counts = [inverse.rows.x, inverse.rows.y, inverse.rows.z].map { Int((reach * $0.length).rounded(.up)) + 1 }
        var sites = atoms.indices.map { (basis: $0, shift: SIMD3<Double>.zero) }
        for i in -counts[0]...counts[0] {
            for j in -counts[1]...counts[1] {
                for k in -counts[2]...counts[2] where i != 0 || j != 0 || k != 0 {
                    let shift = Double(i) * vectors[0] + Double(j) * vectors[1] + Double(k) * vectors[2]
                    for (basis, atom) in atoms.enumerated() where atoms.contains(where: { (atom + shift - $0).length < radius }) {
                        sites.append((basis, shift))
                    }
                }
            }
        }
        return (system(.none, sites.map { atoms[$0.basis] + $0.shift }), sites)
    }

    private func system(_ cell: Cell, _ positions: [SIMD3<Double>]) -> AtomicSystem {
        AtomicSystem(cell: cell, positions: positions, species: Array(repeating: species, count: positions.count))
    }
}

extension Matrix3 {
    init(_ rows: [SIMD3<Double>]) { self.init(rows[0], rows[1], rows[2]) }
}
