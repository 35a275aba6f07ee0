/// Evaluates neighbour lists, on the calling thread. After the first calls nothing is allocated.
///
/// One evaluator serves one caller at a time; several evaluators can share a plan.
public final class NeighbourListEvaluator {
    public let plan: Plan
    private let double: ListEngine<Lanes>
    private let mixed: ListEngine<SingleLanes>?
    /// What grades are measured against; without it there are none.
    public var activeSet: CompiledActiveSet? { didSet { double.references.activeSet = activeSet } }
    /// What deviations follow from; without it there are none.
    public var posterior: CompiledPosterior? { didSet { double.references.posterior = posterior } }

    public init(_ plan: Plan) {
        self.plan = plan
        double = ListEngine(plan, plan.tables)
        mixed = plan.singleTables.map { ListEngine(plan, $0) }
    }

    /// The memory that it occupies besides its plan, in bytes; grows to what the largest neighbourhood needs.
    public var byteCount: Int { double.byteCount + (mixed?.byteCount ?? 0) }

    /// Adds the results to `sums`; returns the sum of the site energies of the centres.
    ///
    /// Grades and deviations are in double precision. In mixed precision they take an evaluation of their own, so that nothing else
    /// depends on whether they are asked for.
    ///
    /// Throws if the list contradicts itself or an energy is not finite; `sums` are then incomplete.
    public func evaluate(_ list: NeighbourList, adding sums: NeighbourListSums) throws(VolterraError) -> Double {
        guard let mixed else { return try double.evaluate(list, adding: sums) }
        let energy = try mixed.evaluate(list, adding: sums.withoutUncertainty)
        if !sums.uncertainty.isEmpty { _ = try double.evaluate(list, adding: sums.onlyUncertainty) }
        return energy
    }
}
