import MomentTensor

/// Builds crystals with dislocations of one kind.
public struct DislocationBuilder: Sendable {
    public let frame: DislocationFrame
    /// Along the axes of the frame; GPa.
    let elasticity: ElasticTensor
    public var core = DislocationCore.easy
    /// Å between the two partial dislocations of fcc; 0 for a dislocation in one piece.
    public var dissociation = 0.0
    /// Whether displacements are those of the places where the atoms come to rest, and not of those where they were.
    public var isSelfConsistent = true

    /// - Parameter elasticity: along the axes of the crystal.
    public init(_ frame: DislocationFrame, _ elasticity: ElasticTensor) throws(VolterraError) {
        self.frame = frame
        self.elasticity = elasticity.rotated(to: frame.rotation)
        _ = try StrohField(self.elasticity, burgers: frame.burgers)
    }

    /// K of W = K b² ln(R/r) / 4π, the energy per length between two radii; GPa.
    public func energyFactor() throws(VolterraError) -> Double { try StrohField(elasticity, burgers: frame.burgers).energyFactor }

    var sweeps: Int { isSelfConsistent ? 100 : 1 }

    /// The dislocation, or its two partials, in the coordinates of the frame.
    ///
    /// - Parameter sign: −1 for the opposite Burgers vector.
    func lines(at position: SIMD2<Double>, sign: Double = 1) throws(VolterraError) -> [DislocationLine] {
        guard dissociation > 0 else { return [try DislocationLine(at: position, burgers: sign * frame.burgers, elasticity)] }
        let (left, right) = try frame.partials(sign: sign)
        let half = SIMD2(0.5 * dissociation, 0)
        return [
            try DislocationLine(at: position - half, burgers: left, elasticity),
            try DislocationLine(at: position + half, burgers: right, elasticity),
        ]
    }
}
