/// Evaluates whole configurations, on one or several threads. The numbers do not depend, not even in the last bit, on how many.
///
/// One evaluator serves one caller at a time; several evaluators can share a plan.
public final class SystemEvaluator {
    public let plan: Plan
    private let double: SystemEngine<Lanes>
    private let mixed: SystemEngine<SingleLanes>?
    /// What grades are measured against; without it there are none.
    public var activeSet: CompiledActiveSet? { didSet { double.references.activeSet = activeSet } }
    /// What deviations follow from; without it there are none.
    public var posterior: CompiledPosterior? { didSet { double.references.posterior = posterior } }

    public convenience init(_ plan: Plan, threads: Int = 1) { self.init(plan, team: ThreadTeam(count: threads)) }

    public init(_ plan: Plan, team: ThreadTeam) {
        self.plan = plan
        double = SystemEngine(plan, plan.tables, team)
        mixed = plan.singleTables.map { SystemEngine(plan, $0, team) }
    }

    /// The memory that it occupies besides its plan, in bytes; grows to what the largest neighbourhoods need.
    public var byteCount: Int { double.byteCount + (mixed?.byteCount ?? 0) }

    /// Gradients with respect to the parameters, grades and deviations are in double precision, and everything that comes with them.
    ///
    /// - Parameter species: for each atom, the index of its species in the potential.
    public func evaluate(
        cell: Cell, positions: [SIMD3<Double>], species: [Int], options: EvaluationOptions = []
    ) throws(VolterraError) -> Evaluation {
        try plan.potential.check(species, positions)
        if let mixed, !options.needParameterGradients {
            return try mixed.evaluate(cell: cell, positions: positions, species: species, options: options)
        }
        return try double.evaluate(cell: cell, positions: positions, species: species, options: options)
    }
}

extension Potential {
    /// Throws unless there is a species for every atom, which the potential has.
    func check(_ species: [Int], _ positions: [SIMD3<Double>]) throws(VolterraError) {
        guard positions.count == species.count else {
            throw VolterraError(.usage, "there are \(positions.count) positions but \(species.count) species")
        }
        guard positions.count < Int32.max else { throw VolterraError(.unsupported, "more than 2³¹ atoms in one configuration") }
        let speciesCount = self.species.count
        if let atom = species.firstIndex(where: { !(0..<speciesCount).contains($0) }) {
            throw VolterraError(
                .badData, "atom \(atom + 1) has species \(species[atom]), but the potential has \(speciesCount) (0 … \(speciesCount - 1))")
        }
    }
}
