import MomentTensor

/// Threads with an evaluator each. Where there are many things to do, each is the work of one thread; where there are few, the
/// threads share each. The numbers are the same either way.
public final class EvaluationPool {
    public let plan: Plan
    private let team: ThreadTeam
    /// One for each thread.
    private let separate: [SystemEvaluator]
    private lazy var joint = SystemEvaluator(plan, team: team)

    public convenience init(_ plan: Plan, threads: Int) { self.init(plan, team: ThreadTeam(count: threads)) }

    init(_ plan: Plan, team: ThreadTeam) {
        self.plan = plan
        self.team = team
        separate = (0..<team.count).map { _ in SystemEvaluator(plan) }
    }

    public var threadCount: Int { team.count }

    /// The results of `body` for the indices below `count`, which is called with an evaluator that nobody else uses meanwhile.
    public func map<Success>(
        _ count: Int, _ body: (SystemEvaluator, Int) throws(VolterraError) -> Success
    ) -> [Result<Success, VolterraError>] {
        guard team.count > 1, count >= 2 * team.count else {
            return (0..<count).map { index in Result { () throws(VolterraError) in try body(joint, index) } }
        }
        return team.map(count) { thread, index throws(VolterraError) in try body(separate[thread], index) }
    }

    /// The same where one failure is the failure of all: that of the lowest index is thrown.
    public func mapAll<Success>(
        _ count: Int, _ body: (SystemEvaluator, Int) throws(VolterraError) -> Success
    ) throws(VolterraError) -> [Success] {
        var values: [Success] = []
        for result in map(count, body) { values.append(try result.get()) }
        return values
    }

    func evaluate(_ systems: [AtomicSystem]) throws(VolterraError) -> [Evaluation] {
        try mapAll(systems.count) { evaluator, index throws(VolterraError) in try evaluator.evaluate(systems[index]) }
    }
}

extension SystemEvaluator {
    public func evaluate(_ system: AtomicSystem, options: EvaluationOptions = []) throws(VolterraError) -> Evaluation {
        try evaluate(cell: system.cell, positions: system.positions, species: system.species, options: options)
    }
}
