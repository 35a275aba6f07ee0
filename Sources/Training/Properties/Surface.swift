import MomentTensor

/// The surface of a crystal along one of its planes, in the smallest cell unless its name says otherwise.
public struct Surface: Sendable {
    /// `(110)`
    public let name: String
    /// After relaxation; J/m².
    public let energy: Double
    /// As cut; J/m².
    public let unrelaxedEnergy: Double
    public let atomCount: Int
    /// Å
    public let thickness: Double

    /// One eV/Å² in J/m².
    static let joulePerSquareMetre = 16.021_766_34
    /// Thick enough for its two surfaces not to feel each other; Å.
    static let leastThickness = 30.0

    static func all(_ crystal: Crystal, _ pool: EvaluationPool) -> [Result<Surface, VolterraError>] {
        let planes = CrystalPlane.surfaces(of: crystal.structure)
        return pool.map(planes.count) { evaluator, index throws(VolterraError) in
            try Surface(planes[index], crystal, with: evaluator)
        }
    }

    /// A slab with two equal surfaces and nothing beyond them.
    private init(_ plane: CrystalPlane, _ crystal: Crystal, with evaluator: SystemEvaluator) throws(VolterraError) {
        var slab = plane.layers(of: crystal, thickness: Surface.leastThickness, cut: .widest)
        slab.cell.isPeriodicAlongC = false
        var relaxation = Relaxation()
        relaxation.cell = .fixed
        relaxation.forceTolerance = 1e-3
        relaxation.steps = 500
        let bulk = crystal.energyPerAtom * Double(slab.count)
        let area = 2 * slab.areaOfBase
        unrelaxedEnergy = (try evaluator.evaluate(slab).energy - bulk) / area * Surface.joulePerSquareMetre
        let relaxed = try relaxation.run(slab.perturbed(by: 0.02), with: evaluator)
        guard relaxed.isConverged else {
            throw VolterraError(
                .notConverged, "the surface \(plane.name) did not come to rest: a force of \(shortText(relaxed.largestForce)) eV/Å is left")
        }
        energy = (relaxed.evaluation.energy - bulk) / area * Surface.joulePerSquareMetre
        name = plane.name
        atomCount = slab.count
        thickness = slab.cell.c.z
    }
}
