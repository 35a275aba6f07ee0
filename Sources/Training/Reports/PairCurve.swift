import MomentTensor

/// What a potential says of two atoms: its radial functions for a pair of species, and the energy of a dimer.
public struct PairCurve: Sendable {
    public let centre: Int
    public let neighbour: Int
    /// Å, rising, to the cutoff.
    public let distances: [Double]
    /// f_μ at each distance, for each μ.
    public let radialFunctions: [[Double]]
    /// The energy of two atoms alone less that of each alone, in eV.
    public let dimer: [Double]

    /// As many distances are looked at.
    private static let sampleCount = 121

    /// - Parameter start: the first distance, Å.
    public init(_ plan: Plan, centre: Int, neighbour: Int, from start: Double) throws(VolterraError) {
        self.centre = centre
        self.neighbour = neighbour
        let cutoff = plan.potential.radialBasis.cutoff
        let range = ScaledRange(.linear, max(min(start, 0.9 * cutoff), 0.01 * cutoff)...cutoff)
        distances = (0..<PairCurve.sampleCount).map { range.value(at: Double($0) / Double(PairCurve.sampleCount - 1)) }
        radialFunctions = try plan.radialFunctions(centre: centre, neighbour: neighbour, at: distances)
        let evaluator = SystemEvaluator(plan)
        var alone = 0.0
        for species in [centre, neighbour] {
            alone += try evaluator.evaluate(cell: .none, positions: [.zero], species: [species]).energy
        }
        var energies: [Double] = []
        for distance in distances {
            let pair = try evaluator.evaluate(cell: .none, positions: [.zero, SIMD3(distance, 0, 0)], species: [centre, neighbour])
            energies.append(pair.energy - alone)
        }
        dimer = energies
    }
}
