import Atoms
import MomentTensor

/// The crystal in which dislocations are built, and how stiff it is.
public struct DislocationMaterial: Sendable {
    public let crystal: Crystal
    /// Along the axes of the cube; GPa.
    public let elasticity: ElasticTensor

    /// From given numbers: the lattice constant in Å, and C11, C12, C44 in GPa.
    public init(_ structure: CrystalStructure, latticeConstant: Double, elasticConstants: [Double]) throws(VolterraError) {
        guard elasticConstants.count == 3 else {
            throw VolterraError(.usage, "a cubic crystal has three elastic constants", advice: "they are C11, C12 and C44 in GPa")
        }
        crystal = Crystal(structure, species: 0, a: latticeConstant, c: latticeConstant)
        elasticity = .cubic(c11: elasticConstants[0], c12: elasticConstants[1], c44: elasticConstants[2])
    }

    /// From what the potential says of the crystal, except for numbers that are given.
    public init(
        _ structure: CrystalStructure, species: Int, latticeConstant: Double? = nil, elasticConstants: [Double]? = nil,
        _ pool: EvaluationPool
    ) throws(VolterraError) {
        let relaxed = try pool.mapAll(1) { evaluator, _ throws(VolterraError) in
            try Crystal.lowest(structure, species: species, with: evaluator)
        }[0]
        guard var crystal = relaxed else {
            throw VolterraError(
                .notConverged, "the potential has no bound \(structure.rawValue) crystal", advice: "was it trained on this crystal?")
        }
        if let latticeConstant { (crystal.a, crystal.c) = (latticeConstant, latticeConstant) }
        self.crystal = crystal
        if let c = elasticConstants, c.count == 3 {
            elasticity = .cubic(c11: c[0], c12: c[1], c44: c[2])
        } else {
            elasticity = try ElasticConstants(crystal, pool).relaxed
        }
    }

    /// C11, C12, C44
    public var elasticConstants: [Double] { [elasticity[1, 1], elasticity[1, 2], elasticity[4, 4]] }
}
