import MomentTensor

/// One `<calculation>` of a vasprun.xml.
struct VasprunCalculation {
    /// The energies of one `<energy>` block, in eV.
    private struct Energies {
        var free: Double?
        var withoutEntropy: Double?
    }

    private var basis: [SIMD3<Double>] = []
    private var directPositions: [SIMD3<Double>] = []
    private var forces: [SIMD3<Double>]?
    private var stress: [SIMD3<Double>]?
    private var summary = Energies()
    private var lastIteration = Energies()
    private var iterationCount = 0

    /// What follows the tag `<calculation>`; `nil` if the file ends before it is complete.
    static func read(_ scanner: XMLScanner) throws(VolterraError) -> VasprunCalculation? {
        var calculation = VasprunCalculation()
        var isInsideIteration = false
        while let token = try scanner.next() {
            switch token {
            case .text: continue
            case .closing(let name):
                if name.equals("calculation") { return calculation }
                if name.equals("scstep") { isInsideIteration = false }
            case .opening(let tag):
                let name = XMLScanner.name(of: tag)
                if name.equals("scstep") {
                    isInsideIteration = true
                    calculation.iterationCount += 1
                    calculation.lastIteration = Energies()
                } else if name.equals("varray"), !isInsideIteration {
                    try calculation.readArray(tag, scanner)
                } else if name.equals("i") {
                    try calculation.readEnergy(tag, isInsideIteration, scanner)
                }
            }
        }
        return nil
    }

    private mutating func readEnergy(
        _ tag: UnsafeBufferPointer<UInt8>, _ isInsideIteration: Bool, _ scanner: XMLScanner
    ) throws(VolterraError) {
        guard let name = XMLScanner.attribute("name", of: tag) else { return }
        let member: WritableKeyPath<Energies, Double?>
        if name.equals("e_fr_energy") {
            member = \.free
        } else if name.equals("e_wo_entrp") {
            member = \.withoutEntropy
        } else {
            return
        }
        let value = try scanner.number()
        if isInsideIteration {
            lastIteration[keyPath: member] = value
        } else {
            summary[keyPath: member] = value
        }
    }

    private mutating func readArray(_ tag: UnsafeBufferPointer<UInt8>, _ scanner: XMLScanner) throws(VolterraError) {
        guard let name = XMLScanner.attribute("name", of: tag) else { return }
        if name.equals("basis") {
            basis = try VasprunCalculation.readRows("a lattice vector", scanner)
        } else if name.equals("positions") {
            directPositions = try VasprunCalculation.readRows("a position", scanner)
        } else if name.equals("forces") {
            forces = try VasprunCalculation.readRows("a force", scanner)
        } else if name.equals("stress") {
            stress = try VasprunCalculation.readRows("a row of the stress", scanner)
        }
    }

    /// The `<v>` rows of a `<varray>`.
    private static func readRows(_ what: String, _ scanner: XMLScanner) throws(VolterraError) -> [SIMD3<Double>] {
        var rows: [SIMD3<Double>] = []
        while let token = try scanner.next() {
            switch token {
            case .opening: continue
            case .closing(let name):
                if name.equals("varray") { return rows }
            case .text(let text):
                guard !text.isBlank else { continue }
                var numbers = FortranNumbers(text)
                guard let row = numbers.nextVector() else {
                    throw scanner.error("\(what) is not three numbers: '\(text.trimmed.excerpt)'")
                }
                rows.append(row)
            }
        }
        return rows
    }
}

extension VasprunCalculation {
    /// Checked against the header, in our units.
    func configuration(_ header: VasprunHeader, _ scanner: XMLScanner) throws(VolterraError) -> Configuration {
        var step = IonicStep()
        let cell = try cell(scanner)
        step.cell = cell
        step.positions = try positions(in: cell, header, scanner)
        if let forces {
            guard forces.count == directPositions.count else {
                throw scanner.error("the ionic step has \(forces.count) forces for \(directPositions.count) positions")
            }
            step.forces = forces
        }
        if let stress, header.hasFullStress {
            guard stress.count == 3 else { throw scanner.error("the stress has \(stress.count) rows instead of 3") }
            step.pressure = SymmetricTensor(
                xx: stress[0].x, yy: stress[1].y, zz: stress[2].z, yz: (stress[1].z + stress[2].y) / 2,
                xz: (stress[0].z + stress[2].x) / 2, xy: (stress[0].y + stress[1].x) / 2)
        }
        let enthalpyTerm = header.externalPressure * cell.volume / Units.kilobar
        step.freeEnergy = summary.free.map { $0 - enthalpyTerm }
        step.energy = energy(enthalpyTerm: enthalpyTerm)
        step.isElectronicallyConverged = iterationCount < header.maximumIterations ?? .max
        guard let configuration = step.configuration(kinds: header.kinds) else {
            throw scanner.error("the ionic step holds numbers that are too large")
        }
        return configuration
    }

    private func cell(_ scanner: XMLScanner) throws(VolterraError) -> Cell {
        guard basis.count == 3 else { throw scanner.error("the ionic step has \(basis.count) lattice vectors instead of 3") }
        let cell = Cell(basis[0], basis[1], basis[2])
        guard cell.volume > 0, cell.volume.isFinite else { throw scanner.error("the lattice vectors span no volume") }
        return cell
    }

    private func positions(
        in cell: Cell, _ header: VasprunHeader, _ scanner: XMLScanner
    ) throws(VolterraError) -> [SIMD3<Double>] {
        guard directPositions.count == header.kinds.count else {
            throw scanner.error("the ionic step has \(directPositions.count) atoms, <atominfo> lists \(header.kinds.count)")
        }
        return directPositions.map { $0.x * cell.a + $0.y * cell.b + $0.z * cell.c }
    }

    /// See `VasprunReader`. Without electronic steps (they are left out by some interfaces) the summary is all there is.
    private func energy(enthalpyTerm: Double) -> Double? {
        guard let free = summary.free, let lastFree = lastIteration.free, let last = lastIteration.withoutEntropy else {
            return summary.withoutEntropy.map { $0 - enthalpyTerm }
        }
        return free - enthalpyTerm + (last - lastFree)
    }
}
