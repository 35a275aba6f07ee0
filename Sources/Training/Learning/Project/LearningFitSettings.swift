import MomentTensor

/// The section [fit]: how the potential is fitted in each round.
public struct LearningFitSettings: Sendable {
    public var weighting: Weighting
    /// The most iterations of the first fit, which begins with nothing, and of the others, which begin with the potential of the round
    /// before.
    public var firstIterations: Int
    public var iterations: Int
    public var tolerance: Double
    public var seed: UInt64
    public var repulsion: ZieglerBiersackLittmark.Switching?

    init(_ section: ProjectSection) throws(VolterraError) {
        weighting = .mlip
        weighting.energy = try section.number("energy-weight", above: 0, orEqual: true) ?? weighting.energy
        weighting.force = try section.number("force-weight", above: 0, orEqual: true) ?? weighting.force
        weighting.virial = try section.number("stress-weight", above: 0, orEqual: true) ?? weighting.virial
        weighting.scaling = try section.choice("weighting", of: Weighting.Scaling.self) ?? weighting.scaling
        guard weighting.energy > 0 || weighting.force > 0 || weighting.virial > 0 else {
            throw section.error("all weights are zero", "energy-weight", advice: "give energies, forces or stresses a weight")
        }
        firstIterations = try section.integer("first-iterations", atLeast: 1) ?? 50
        iterations = try section.integer("iterations", atLeast: 1) ?? 20
        tolerance = try section.number("tolerance", above: 0) ?? 1e-3
        seed = UInt64(try section.integer("seed", atLeast: 0) ?? 1)
        let radii = try section.numbers("zbl")
        guard radii.isEmpty || radii.count == 2 && radii[0] < radii[1] else {
            throw section.expectation("zbl", "an inner and a larger outer radius in Å")
        }
        repulsion = radii.isEmpty ? nil : ZieglerBiersackLittmark.Switching(inner: radii[0], outer: radii[1])
        try section.finish()
    }

    /// How the potential is evaluated and fitted.
    var planOptions: PlanOptions { PlanOptions(repulsion: repulsion) }
}
