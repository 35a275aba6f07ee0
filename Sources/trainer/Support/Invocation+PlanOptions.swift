import MomentTensor

extension Invocation {
    /// What `--precision` and `--zbl` say about how a potential is evaluated; throws if it cannot be evaluated so.
    func planOptions(for potential: Potential) throws(VolterraError) -> PlanOptions {
        PlanOptions(repulsion: try repulsion(for: potential), precision: try required(Options.precision))
    }

    private func repulsion(for potential: Potential) throws(VolterraError) -> ZieglerBiersackLittmark.Switching? {
        let option = Options.repulsion
        guard let words = self[option] else { return nil }
        let radii = words.compactMap { Double($0) }
        guard words.count == 2, radii.count == 2, radii[0] > 0, radii[1] > radii[0], radii[1].isFinite else {
            throw VolterraError(
                .usage, "\(option.spelling) needs an inner and a larger outer radius, not '\(words.joined(separator: ","))'",
                advice: "as in \(option.spelling) 1.0,2.0")
        }
        guard radii[1] <= potential.radialBasis.cutoff else {
            throw VolterraError(
                .usage, "\(option.spelling) reaches \(radii[1]) Å, and the potential \(potential.radialBasis.cutoff) Å",
                advice: "take an outer radius below the cutoff")
        }
        guard potential.hasElements else {
            throw VolterraError(
                .usage, "\(option.spelling) needs to know the elements, and the potential does not name them",
                advice: "name them in its order, as in \(Options.species.spelling) W,Re")
        }
        return .init(inner: radii[0], outer: radii[1])
    }
}
