import MomentTensor
import Training

/// Where the energies of isolated atoms come from: `--species-energies`.
enum SpeciesEnergies {
    /// They are fitted as well.
    case free
    /// From isolated atoms in the data.
    case isolated
    /// eV, one for each species.
    case given([Double])

    init(_ invocation: Invocation, _ potential: Potential) throws(VolterraError) {
        let words = invocation[Options.speciesEnergies] ?? ["free"]
        switch words {
        case ["free"]: self = .free
        case ["isolated"]: self = .isolated
        default: self = .given(try SpeciesEnergies.parse(words, potential))
        }
    }

    private static func parse(_ words: [String], _ potential: Potential) throws(VolterraError) -> [Double] {
        let names = potential.species.map { $0.element ?? "\($0.label)" }
        var energies = [Double?](repeating: nil, count: names.count)
        for word in words {
            let parts = word.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let energy = Double(parts[1]), energy.isFinite else {
                throw VolterraError(
                    .usage, "\(Options.speciesEnergies.spelling) needs \(Options.speciesEnergies.expectation), not '\(word)'")
            }
            guard let index = names.firstIndex(of: String(parts[0])) else {
                throw VolterraError(
                    .usage, "\(Options.speciesEnergies.spelling) names \(parts[0]), which the potential does not know",
                    advice: "it knows \(names.joined(separator: ", "))")
            }
            guard energies[index] == nil else {
                throw VolterraError(.usage, "\(Options.speciesEnergies.spelling) names \(parts[0]) twice", advice: "name each species once")
            }
            energies[index] = energy
        }
        let missing = zip(names, energies).filter { $0.1 == nil }.map(\.0)
        guard missing.isEmpty else {
            throw VolterraError(
                .usage, "\(Options.speciesEnergies.spelling) does not name \(missing.joined(separator: ", "))", advice: "name every species"
            )
        }
        return energies.compactMap(\.self)
    }

    /// eV, one for each species; `nil` if they are fitted.
    func values(_ samples: [FitSample], _ potential: Potential) throws(VolterraError) -> [Double]? {
        switch self {
        case .free: return nil
        case .given(let energies): return energies
        case .isolated:
            let energies = try IsolatedAtoms(in: samples, of: potential).energies
            let missing = energies.indices.filter { energies[$0] == nil }.map { potential.name(ofSpecies: $0) }
            guard missing.isEmpty else {
                throw VolterraError(
                    .badData, "the data have no isolated atom of \(missing.joined(separator: ", ")) with an energy",
                    advice: "add one, in a cell larger than the cutoff or without periodicity, or give the energies: "
                        + "\(Options.speciesEnergies.spelling) \(missing[0])=…")
            }
            return energies.compactMap(\.self)
        }
    }

    var text: String {
        switch self {
        case .free: "fitted"
        case .isolated: "those of the isolated atoms in the data"
        case .given(let energies): energies.map { "\($0) eV" }.joined(separator: ", ")
        }
    }
}
