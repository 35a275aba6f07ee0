import MomentTensor

/// Reads every ionic step of a VASP OUTCAR.
///
/// The energy is `energy without entropy` of the summary that follows the forces: the internal energy of the electrons, with
/// dispersion corrections and without P·V. The free energy TOTEN, whose derivative the forces are, is kept as the feature
/// `free_energy`. The virial is +V times the line `in kB`, which is positive when compressed and has no kinetic part; runs with ISIF = 1,
/// whose stress is right only in its trace, have none. A last step that a killed run left unfinished is not returned.
public final class OutcarReader: ConfigurationReader {
    private let output: RunOutput
    private var lines: LineReader { output.lines }
    private var header = OutcarHeader()
    private var step = IonicStep()
    private var cell: Cell?
    private var kinds: [Configuration.Kind] = []
    private var electronicIterations = 0
    private var isConverged: Bool?
    private var stepCount = 0

    public convenience init(path: String) throws(VolterraError) {
        self.init(try ByteSource(path: path))
    }

    public init(_ source: ByteSource) { output = RunOutput(LineReader(source)) }

    /// The next complete ionic step.
    public func next() throws(VolterraError) -> Configuration? {
        do {
            while let line = try lines.next() {
                if let configuration = try read(line.trimmed) { return configuration }
            }
        } catch {
            guard output.endedInsideBlock else { throw error }
        }
        guard stepCount > 0 else {
            throw lines.error("holds no complete ionic step", advice: "is this the OUTCAR of a VASP run that came to its first forces?")
        }
        return nil
    }

    /// Takes note of one line; returns the step that it completes.
    private func read(_ line: UnsafeBufferPointer<UInt8>) throws(VolterraError) -> Configuration? {
        guard let first = line.first else { return nil }
        switch first {
        case UInt8(ascii: "-"): readIteration(line)
        case UInt8(ascii: "d") where line.starts(with: "direct lattice vectors"): try readCell()
        case UInt8(ascii: "i") where line.starts(with: "in kB"): readPressure(line)
        case UInt8(ascii: "P") where line.starts(with: "POSITION") && line.contains("TOTAL-FORCE"): try readForces(line)
        case UInt8(ascii: "F") where line.starts(with: "FREE ENERGIE OF THE ION-ELECTRON SYSTEM"): return try readEnergies()
        case UInt8(ascii: "M") where line.starts(with: "ML FREE ENERGIE"): beginStep()
        default:
            if try header.read(line, from: lines) { kinds = [] }
        }
        return nil
    }

    private func beginStep() {
        step = IonicStep()
        electronicIterations = 0
        isConverged = nil
    }

    /// `--- Iteration 3( 12) ---` and the two lines that close the electronic loop.
    private func readIteration(_ line: UnsafeBufferPointer<UInt8>) {
        if let iteration = line.after("Iteration")?.integer(after: "(") {
            electronicIterations = iteration
        } else if line.contains("EDIFF is reached") {
            isConverged = true
        } else if line.contains("EDIFF was not reached") {
            isConverged = false
        }
    }

    private func readCell() throws(VolterraError) {
        var vectors: [SIMD3<Double>] = []
        for _ in 0..<3 {
            var numbers = FortranNumbers(try output.nextOfBlock())
            guard let vector = numbers.nextVector() else { throw try output.malformed("a lattice vector is not three numbers") }
            vectors.append(vector)
        }
        let cell = Cell(vectors[0], vectors[1], vectors[2])
        guard cell.volume > 0, cell.volume.isFinite else { throw try output.malformed("the lattice vectors span no volume") }
        self.cell = cell
    }

    /// XX YY ZZ XY YZ ZX in kbar. A pressure too large for its column is no label.
    private func readPressure(_ line: UnsafeBufferPointer<UInt8>) {
        guard header.hasFullStress, step.pressure == nil else { return }
        guard let tail = line.after("in kB") else { return }
        var numbers = FortranNumbers(tail)
        guard let diagonal = numbers.nextVector(), let shear = numbers.nextVector() else { return }
        step.pressure = SymmetricTensor(xx: diagonal.x, yy: diagonal.y, zz: diagonal.z, yz: shear.y, xz: shear.z, xy: shear.x)
    }

    private func readForces(_ title: UnsafeBufferPointer<UInt8>) throws(VolterraError) {
        // Steps predicted by VASP's own force field are no data of a quantum engine.
        guard !title.contains("(ML)") else { return }
        let count = try header.atomCount(lines)
        _ = try output.nextOfBlock()
        var positions: [SIMD3<Double>] = []
        var forces: [SIMD3<Double>] = []
        while true {
            let line = try output.nextOfBlock().trimmed
            if line.starts(with: "---") { break }
            var numbers = FortranNumbers(line)
            guard let position = numbers.nextVector(), let force = numbers.nextVector() else {
                throw try output.malformed("position and force of atom \(positions.count + 1) are not six numbers")
            }
            guard positions.count < count else {
                throw lines.error("the step has more atoms than the \(count) of 'ions per type'")
            }
            positions.append(position)
            forces.append(force)
        }
        guard positions.count == count else {
            throw try output.malformed("the step has \(positions.count) atoms, 'ions per type' says \(count)")
        }
        step.positions = positions
        step.forces = forces
    }

    /// The summary after the forces: TOTEN, and below it the energy without entropy.
    private func readEnergies() throws(VolterraError) -> Configuration? {
        while true {
            let line = try output.nextOfBlock()
            if line.contains("TOTEN") {
                step.freeEnergy = line.number(after: "=")
            } else if line.after("energy  without entropy") != nil {
                // The second number tells that the first was written to its end.
                guard let energy = line.number(after: "entropy="), line.number(after: "energy(sigma->0) =") != nil else {
                    throw try output.malformed("the energy without entropy is not a number")
                }
                step.energy = energy
                return try complete()
            } else if line.trimmed.starts(with: "POSITION") || line.contains("Iteration") {
                throw try output.malformed("the energies of the ionic step are missing")
            }
        }
    }

    private func complete() throws(VolterraError) -> Configuration? {
        defer { beginStep() }
        guard let positions = step.positions else { return nil }
        guard try header.atomCount(lines) == positions.count else {
            throw lines.error("'ions per type' changes within the ionic step")
        }
        guard let cell else { throw try output.malformed("the ionic step has no lattice vectors") }
        step.cell = cell
        step.isElectronicallyConverged = isConverged ?? (electronicIterations < header.maximumIterations ?? .max)
        if kinds.isEmpty { kinds = try header.kinds(lines) }
        guard let configuration = step.configuration(kinds: kinds) else {
            throw lines.error("the ionic step holds numbers that are too large")
        }
        stepCount += 1
        return configuration
    }
}
