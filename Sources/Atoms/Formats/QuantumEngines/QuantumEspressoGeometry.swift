import MomentTensor

/// The cell and the atoms of which pw.x speaks, in Å; updated by every block that prints them.
struct QuantumEspressoGeometry {
    private(set) var cell: Cell?
    private(set) var positions: [SIMD3<Double>] = []
    private(set) var kinds: [Configuration.Kind] = []
    /// The lattice parameter in Å.
    private var latticeParameter: Double?
    private var atomCount: Int?

    /// Whether the line belongs to a description of cell or atoms, so that an ionic step before it has ended.
    static func begins(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        switch line.first {
        case UInt8(ascii: "l"): line.starts(with: "lattice parameter (alat)")
        case UInt8(ascii: "c"): line.starts(with: "celldm(1)=") || line.starts(with: "crystal axes: (cart. coord. in units of alat)")
        case UInt8(ascii: "n"): line.starts(with: "number of atoms/cell")
        case UInt8(ascii: "s"): line.starts(with: "site n.")
        case UInt8(ascii: "C"): line.starts(with: "CELL_PARAMETERS")
        case UInt8(ascii: "A"): line.starts(with: "ATOMIC_POSITIONS")
        default: false
        }
    }

    /// Reads the block that `line` begins.
    mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ output: RunOutput) throws(VolterraError) {
        if line.starts(with: "lattice parameter") || line.starts(with: "celldm") {
            try readLatticeParameter(line, output)
        } else if line.starts(with: "number of atoms/cell") {
            atomCount = line.integer(after: "=")
        } else if line.starts(with: "crystal axes") {
            cell = try readCell(unit: try latticeParameter(output), output)
        } else if line.starts(with: "CELL_PARAMETERS") {
            // With its value in the title, alat is a new unit.
            if let value = line.number(after: "alat=") { latticeParameter = value * Units.bohr }
            guard case .length(let length) = try unit(line, output) else {
                throw output.lines.error("lattice vectors in units of themselves")
            }
            cell = try readCell(unit: length, output)
        } else if line.starts(with: "site n.") {
            let isCrystal = line.contains("cryst")
            try readAtoms(isCrystal ? .cell : .length(try latticeParameter(output)), hasSiteNumbers: true, output)
        } else {
            try readAtoms(try unit(line, output), hasSiteNumbers: false, output)
        }
    }

    private enum Unit {
        /// Å per unit.
        case length(Double)
        /// Of the lattice vectors.
        case cell
    }

    /// `(angstrom)`, `(bohr)`, `(crystal)`, `(alat)`; alat if there is nothing.
    private func unit(_ title: UnsafeBufferPointer<UInt8>, _ output: RunOutput) throws(VolterraError) -> Unit {
        if title.contains("angstrom") { return .length(1) }
        if title.contains("bohr") { return .length(Units.bohr) }
        if title.contains("crystal") { return .cell }
        return .length(try latticeParameter(output))
    }

    private func latticeParameter(_ output: RunOutput) throws(VolterraError) -> Double {
        guard let latticeParameter else {
            throw output.lines.error(
                "a block in units of alat before alat is known", advice: "the beginning of the output is missing; give the complete file")
        }
        return latticeParameter
    }

    private mutating func readLatticeParameter(_ line: UnsafeBufferPointer<UInt8>, _ output: RunOutput) throws(VolterraError) {
        guard let value = line.number(after: "="), value > 0 else { throw try output.malformed("the lattice parameter is not a number") }
        latticeParameter = value * Units.bohr
    }

    /// Three vectors, bare or as `a(1) = ( 1.0 0.0 0.0 )`.
    private func readCell(unit: Double, _ output: RunOutput) throws(VolterraError) -> Cell {
        var vectors: [SIMD3<Double>] = []
        for _ in 0..<3 {
            let line = try output.nextOfBlock()
            var numbers = FortranNumbers(line.after("= (") ?? line)
            guard let vector = numbers.nextVector() else { throw try output.malformed("a lattice vector is not three numbers") }
            vectors.append(vector * unit)
        }
        let cell = Cell(vectors[0], vectors[1], vectors[2])
        guard cell.volume > 0, cell.volume.isFinite else { throw try output.malformed("the lattice vectors span no volume") }
        return cell
    }

    /// `Fe 0.0 0.0 0.0 [0 0 0]`, or `1  Fe  tau(  1) = ( 0.0 0.0 0.0 )` in the header.
    private mutating func readAtoms(_ unit: Unit, hasSiteNumbers: Bool, _ output: RunOutput) throws(VolterraError) {
        guard let atomCount else { throw output.lines.error("atoms before the line 'number of atoms/cell'") }
        var positions: [SIMD3<Double>] = []
        var kinds: [Configuration.Kind] = []
        while positions.count < atomCount {
            let line = try output.nextOfBlock()
            var fields = Fields(line)
            if hasSiteNumbers { _ = fields.next() }
            guard let label = fields.next(), let element = elementNamed(label) else {
                throw try output.malformed(
                    "atom \(positions.count + 1) of \(atomCount) is not named after an element: '\(line.trimmed.excerpt)'")
            }
            var numbers = FortranNumbers(line.after("= (") ?? fields.rest)
            guard let vector = numbers.nextVector() else {
                throw try output.malformed("the position of atom \(positions.count + 1) is not three numbers")
            }
            positions.append(try cartesian(vector, unit, output))
            kinds.append(.element(element))
        }
        self.positions = positions
        self.kinds = kinds
    }

    private func cartesian(_ vector: SIMD3<Double>, _ unit: Unit, _ output: RunOutput) throws(VolterraError) -> SIMD3<Double> {
        switch unit {
        case .length(let length): return vector * length
        case .cell:
            guard let cell else { throw output.lines.error("positions in units of the cell before the cell is known") }
            return vector.x * cell.a + vector.y * cell.b + vector.z * cell.c
        }
    }
}
