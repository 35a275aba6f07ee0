import MomentTensor
import Training

extension FitRequest {
    /// Throws where two options exclude each other.
    static func checkContradictions(_ invocation: Invocation) throws(VolterraError) {
        if invocation.has(Options.validate), let share = invocation[Options.split] {
            throw VolterraError(
                .usage, "\(Options.validate.spelling) and \(Options.split.spelling) \(share) both say what to validate with",
                advice: "leave out one of them")
        }
        if let share = invocation[Options.split], share >= 1 {
            throw VolterraError(
                .usage, "\(Options.split.spelling) \(share) leaves nothing to fit", advice: "name a share below 1, such as 0.1")
        }
    }
}

extension FitSettings {
    /// - Parameter speciesEnergies: those that the fit is not to find.
    init(_ invocation: Invocation, speciesEnergies: [Double]?) throws(VolterraError) {
        self.init()
        ridge = invocation[Options.ridge]
        self.speciesEnergies = speciesEnergies
        maximumIterations = try invocation.required(Options.maximumIterations)
        tolerance = try invocation.required(Options.tolerance)
        starts = try invocation.required(Options.starts)
        if let seed = invocation[Options.seed] { self.seed = seed }
    }
}

extension Weighting {
    /// The preset of `--objective`, with what the other options change in it.
    init(_ invocation: Invocation) throws(VolterraError) {
        self = try invocation.required(Options.objective).weighting
        if let weight = invocation[Options.energyWeight] { energy = weight }
        if let weight = invocation[Options.forceWeight] { force = weight }
        if let weight = invocation[Options.stressWeight] { virial = weight }
        if let scaling = invocation[Options.weighting] { self.scaling = scaling }
        guard energy > 0 || force > 0 || virial > 0 else {
            throw VolterraError(.usage, "all weights are zero", advice: "give energies, forces or stresses a weight")
        }
        for word in invocation[Options.groupWeights] ?? [] {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let factor = Double(parts[1]), factor >= 0, factor.isFinite else {
                throw VolterraError(
                    .usage, "\(Options.groupWeights.spelling) needs groups and factors, not '\(word)'", advice: "as in liquid=0.5,surface=2"
                )
            }
            guard groups.updateValue(factor, forKey: String(parts[0])) == nil else {
                throw VolterraError(.usage, "\(Options.groupWeights.spelling) names \(parts[0]) twice", advice: "name each group once")
            }
        }
    }
}
