import MomentTensor

/// Reads every ionic step of the output of Quantum ESPRESSO's pw.x.
///
/// The energy is the internal energy E = F + TS where the output tells the smearing contribution −TS, and the printed total energy
/// otherwise; F, whose derivative the forces are, is kept as the feature `free_energy`. The virial is +V times `total stress`, which pw.x
/// prints positive when compressed. The last step of a killed run is left out if it lacks a label that the steps before have.
public final class QuantumEspressoReader: ConfigurationReader {
    private let output: RunOutput
    private var lines: LineReader { output.lines }
    private var geometry = QuantumEspressoGeometry()
    private var energies = QuantumEspressoEnergies()
    private var forces: [SIMD3<Double>]?
    private var pressure: SymmetricTensor?
    private var labelsSeen = (forces: false, pressure: false)
    private var stepCount = 0
    private var hasFinished = false
    private var isAtEnd = false

    public convenience init(path: String) throws(VolterraError) {
        self.init(try ByteSource(path: path))
    }

    public init(_ source: ByteSource) { output = RunOutput(LineReader(source)) }

    /// The next complete ionic step.
    public func next() throws(VolterraError) -> Configuration? {
        if !isAtEnd {
            do {
                while let line = try lines.next() {
                    if let step = try read(line.trimmed) { return step }
                }
                isAtEnd = true
                if let step = try finishLastStep() { return step }
            } catch {
                isAtEnd = true
                guard output.endedInsideBlock else { throw error }
            }
        }
        guard stepCount > 0 else {
            throw lines.error("holds no complete ionic step", advice: "is this the output of a pw.x run that came to its first '!' line?")
        }
        return nil
    }

    /// Takes note of one line; returns the step that it closes.
    private func read(_ line: UnsafeBufferPointer<UInt8>) throws(VolterraError) -> Configuration? {
        guard let first = line.first else { return nil }
        if QuantumEspressoGeometry.begins(line) {
            let step = try finishStep()
            try geometry.read(line, output)
            return step
        }
        switch first {
        case UInt8(ascii: "!"):
            // Hybrid functionals print one such line per outer cycle; the last before the forces counts.
            let step = forces == nil ? nil : try finishStep()
            energies.begin(line, isFinal: true)
            return step
        case UInt8(ascii: "t") where line.starts(with: "total energy  "): energies.begin(line, isFinal: false)
        case UInt8(ascii: "s") where line.starts(with: "smearing contrib."): energies.entropyTerm = line.number(after: "=")
        case UInt8(ascii: "i") where line.starts(with: "internal energy E=F+TS"): energies.internalEnergy = line.number(after: "TS    =")
        case UInt8(ascii: "c") where line.starts(with: "convergence NOT achieved"): energies.giveUp()
        case UInt8(ascii: "F") where line.starts(with: "Forces acting on atoms"): try readForces()
        case UInt8(ascii: "t") where line.starts(with: "total   stress"): try readStress()
        case UInt8(ascii: "J") where line.starts(with: "JOB DONE"): hasFinished = true
        default: break
        }
        return nil
    }

    /// `atom    1 type  1   force =     0.1    0.2    0.3` per atom, after a blank line.
    private func readForces() throws(VolterraError) {
        var forces: [SIMD3<Double>] = []
        let count = geometry.positions.count
        while forces.count < count {
            let line = try output.nextOfBlock()
            if line.isBlank { continue }
            guard let tail = line.after("force =") else {
                throw try output.malformed("the forces end after \(forces.count) of \(count) atoms")
            }
            var numbers = FortranNumbers(tail)
            guard let force = numbers.nextVector() else {
                throw try output.malformed("the force of atom \(forces.count + 1) is not three numbers")
            }
            forces.append(force * Units.rydbergPerBohr)
        }
        self.forces = forces
    }

    /// Three rows; the first three columns are in Ry/bohr³ and have more digits than those in kbar.
    private func readStress() throws(VolterraError) {
        var rows: [SIMD3<Double>] = []
        for _ in 0..<3 {
            var numbers = FortranNumbers(try output.nextOfBlock())
            guard let row = numbers.nextVector() else { throw try output.malformed("a row of the stress is not three numbers") }
            rows.append(row)
        }
        let tensor = SymmetricTensor(
            xx: rows[0].x, yy: rows[1].y, zz: rows[2].z, yz: (rows[1].z + rows[2].y) / 2, xz: (rows[0].z + rows[2].x) / 2,
            xy: (rows[0].y + rows[1].x) / 2)
        pressure = tensor * (Units.rydbergPerCubicBohr * Units.kilobar)
    }

    private func finishStep() throws(VolterraError) -> Configuration? {
        defer {
            energies = QuantumEspressoEnergies()
            forces = nil
            pressure = nil
        }
        guard energies.isFinal else { return nil }
        guard let cell = geometry.cell, !geometry.positions.isEmpty else {
            throw lines.error(
                "an energy before the cell and the atoms", advice: "the beginning of the output is missing; give the complete file")
        }
        var step = IonicStep(cell: cell, positions: geometry.positions, forces: forces, pressure: pressure)
        step.energy = energies.withoutEntropy
        step.freeEnergy = energies.free
        step.isElectronicallyConverged = energies.isConverged
        guard let configuration = step.configuration(kinds: geometry.kinds) else {
            throw lines.error("the ionic step holds numbers that are too large")
        }
        labelsSeen = (labelsSeen.forces || forces != nil, labelsSeen.pressure || pressure != nil)
        stepCount += 1
        return configuration
    }

    private func finishLastStep() throws(VolterraError) -> Configuration? {
        let isCutOff = (labelsSeen.forces && forces == nil) || (labelsSeen.pressure && pressure == nil)
        return isCutOff && !hasFinished ? nil : try finishStep()
    }
}

/// The energies that pw.x prints at the end of an electronic loop, in eV.
struct QuantumEspressoEnergies {
    private(set) var free: Double?
    /// −TS in Ry, as printed.
    var entropyTerm: Double?
    /// In Ry, as printed by newer versions.
    var internalEnergy: Double?
    private(set) var isFinal = false
    private(set) var isConverged = true

    /// A line `total energy = … Ry`; the one of the last iteration is marked by an exclamation mark.
    mutating func begin(_ line: UnsafeBufferPointer<UInt8>, isFinal: Bool) {
        self = QuantumEspressoEnergies()
        free = line.number(after: "=").map { $0 * Units.rydberg }
        self.isFinal = isFinal && free != nil
    }

    /// The electronic loop was given up: its last energy is all there is.
    mutating func giveUp() {
        isFinal = free != nil
        isConverged = false
    }

    var withoutEntropy: Double? {
        if let internalEnergy { return internalEnergy * Units.rydberg }
        return free.map { $0 - (entropyTerm ?? 0) * Units.rydberg }
    }
}
