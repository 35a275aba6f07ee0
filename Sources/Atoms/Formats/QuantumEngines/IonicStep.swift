import MomentTensor

/// What a quantum engine prints about one geometry, in the units of `Configuration`, before it is known to be complete.
struct IonicStep {
    var cell: Cell?
    /// Cartesian, Å.
    var positions: [SIMD3<Double>]?
    var forces: [SIMD3<Double>]?
    /// The pressure tensor in kbar, positive when compressed, without the kinetic part of moving ions.
    var pressure: SymmetricTensor?
    /// Without the electronic entropy term: the internal energy of the electrons at their smearing.
    var energy: Double?
    /// The variational quantity F = E − TS of which the forces are the derivative.
    var freeEnergy: Double?
    var isElectronicallyConverged = true

    /// The step as a configuration of these atoms; `nil` if a number has become infinite.
    func configuration(kinds: [Configuration.Kind]) -> Configuration? {
        var configuration = Configuration(cell: cell ?? .none, positions: positions ?? [], kinds: kinds)
        configuration.energy = energy
        configuration.forces = forces
        if let pressure, let cell {
            configuration.virial = SymmetricTensor(pressure: pressure, volume: cell.volume, unit: Units.kilobar)
        }
        if let freeEnergy {
            configuration.features.append(.init(name: "free_energy", value: freeEnergy.description))
        }
        if !isElectronicallyConverged {
            configuration.features.append(.init(name: "scf_converged", value: "F"))
        }
        return configuration.isFinite ? configuration : nil
    }
}

extension Configuration {
    fileprivate var isFinite: Bool {
        positions.allSatisfy(\.isFinite) && (forces ?? []).allSatisfy(\.isFinite) && (energy ?? 0).isFinite && (virial ?? .zero).isFinite
    }
}

/// The lines of an output file whose run may have been killed: a step that the end of the file cuts off is no mistake.
final class RunOutput {
    let lines: LineReader
    /// Whether the file ended inside a block; the error then thrown only leaves the step.
    private(set) var endedInsideBlock = false

    init(_ lines: LineReader) { self.lines = lines }

    /// The next line of a block that is not complete yet.
    func nextOfBlock() throws(VolterraError) -> UnsafeBufferPointer<UInt8> {
        guard let line = try lines.next() else {
            endedInsideBlock = true
            throw lines.prematureEnd("the rest of an ionic step")
        }
        return line
    }

    /// The error for the line last read; it only counts if further lines follow.
    func malformed(_ message: String, advice: String? = nil) throws(VolterraError) -> VolterraError {
        let error = lines.error(message, advice: advice)
        endedInsideBlock = try lines.next() == nil
        return error
    }
}

/// The element that a pseudopotential or an atom is called after: `W_sv`, `Fe1`, `Feu`, `O_s.GW`, `H.5`. Two letters that are an
/// element count as such (`Co` is cobalt).
func elementNamed(_ label: UnsafeBufferPointer<UInt8>) -> Element? {
    let letters = label.trimmed.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }.prefix(2)
    guard let first = letters.first, let last = letters.last else { return nil }
    let initial = String(UnicodeScalar(first & ~0x20))
    if letters.count == 2, let element = Element(symbol: initial + String(UnicodeScalar(last | 0x20))) { return element }
    return Element(symbol: initial)
}
