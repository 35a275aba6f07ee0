import Atoms
import MomentTensor

/// What an evaluation of energies, forces and stress takes on the processor at hand, on one thread.
public struct CostEstimate: Sendable, Hashable {
    /// The best of several evaluations, neighbour search included.
    public var microsecondsPerAtom: Double
    /// Of the configuration that was evaluated.
    public var atoms: Int
    public var neighboursPerAtom: Double
    public var precision: Precision
    /// The CPU level that the program was compiled for.
    public var level: String

    public init(
        microsecondsPerAtom: Double, atoms: Int, neighboursPerAtom: Double, precision: Precision = .double,
        level: String = "\(Volterra.level)"
    ) {
        self.microsecondsPerAtom = microsecondsPerAtom
        self.atoms = atoms
        self.neighboursPerAtom = neighboursPerAtom
        self.precision = precision
        self.level = level
    }

    /// Evaluates one configuration a few times; `nil` for one without atoms.
    ///
    /// - Parameter species: for each atom, the index of its species in the potential.
    public init?(measuring plan: Plan, _ configuration: Configuration, species: [Int]) throws(VolterraError) {
        guard configuration.count > 0 else { return nil }
        let evaluator = SystemEvaluator(plan)
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(200)
        var best = Duration.seconds(1_000_000)
        repeat {
            let start = clock.now
            _ = try evaluator.evaluate(cell: configuration.cell, positions: configuration.positions, species: species)
            best = min(best, clock.now - start)
        } while clock.now < end
        let cutoff = plan.potential.radialBasis.cutoff
        var distances = PairDistances(cutoff: cutoff, speciesCount: plan.potential.species.count)
        try distances.add(configuration, species: species)
        self.init(
            microsecondsPerAtom: best / .microseconds(1) / Double(configuration.count), atoms: configuration.count,
            neighboursPerAtom: Double(distances.totalCount) / Double(configuration.count), precision: plan.options.precision)
    }

    /// Simulated nanoseconds per day of one core, of so many atoms with a time step in femtoseconds.
    public func nanosecondsPerDay(atoms: Int, timeStep: Double = 1) -> Double {
        let secondsPerStep = 1e-6 * microsecondsPerAtom * Double(atoms)
        return 86_400 / secondsPerStep * timeStep * 1e-6
    }
}
