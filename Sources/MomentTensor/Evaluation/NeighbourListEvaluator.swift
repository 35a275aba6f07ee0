/// Evaluates neighbour lists, on the calling thread. After the first calls nothing is allocated.
///
/// One evaluator serves one caller at a time; several evaluators can share a plan.
public final class NeighbourListEvaluator {
    public let plan: Plan
    private let engine: Engine

    private enum Engine {
        case double(ListEngine<Lanes>)
        case mixed(ListEngine<SingleLanes>)
    }

    public init(_ plan: Plan) {
        self.plan = plan
        engine = plan.singleTables.map { .mixed(ListEngine(plan, $0)) } ?? .double(ListEngine(plan, plan.tables))
    }

    /// The memory that it occupies besides its plan, in bytes; grows to what the largest neighbourhood needs.
    public var byteCount: Int {
        switch engine {
        case .double(let engine): engine.byteCount
        case .mixed(let engine): engine.byteCount
        }
    }

    /// Adds the results to `sums`; returns the sum of the site energies of the centres.
    ///
    /// Throws if the list contradicts itself or an energy is not finite; `sums` are then incomplete.
    public func evaluate(_ list: NeighbourList, adding sums: NeighbourListSums) throws(VolterraError) -> Double {
        switch engine {
        case .double(let engine): try engine.evaluate(list, adding: sums)
        case .mixed(let engine): try engine.evaluate(list, adding: sums)
        }
    }
}
