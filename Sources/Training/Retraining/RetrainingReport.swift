import Atoms
import MomentTensor

/// What retraining did to targets, to what was to stay nearly, and to what was to stay exactly.
public struct RetrainingReport: Sendable {
    /// The forces of a group of configurations.
    public struct Forces: Sendable {
        public let group: String
        public let isTarget: Bool
        public internal(set) var before = ErrorStatistics()
        /// Of targets, from the labels as well; of others, how far they have moved.
        public internal(set) var after = ErrorStatistics()
        /// Of targets: the sizes of the errors of all components, before and after; eV/Å.
        var sizes: (before: [Double], after: [Double]) = ([], [])
    }

    /// The constraints of a group.
    public struct Drift: Sendable {
        public let group: String
        public let unit: String
        /// The deviation of each row from what was wanted.
        public internal(set) var deviations: [Double] = []
        /// The largest change that was wanted.
        public internal(set) var wanted = 0.0

        public var largest: Double { deviations.max() ?? 0 }
    }

    public let result: Retraining.Result
    public private(set) var forces: [Forces] = []
    public private(set) var drifts: [Drift] = []

    /// - Parameters:
    ///   - before: the potential to begin with, extended or not
    ///   - targets, soft: with the name of the group of each
    public init(
        _ result: Retraining.Result, before: Potential, targets: [(group: String, sample: FitSample)],
        soft: [(group: String, sample: FitSample)], hard: HardConstraints, options: PlanOptions = PlanOptions(), threads: Int
    ) throws(VolterraError) {
        self.result = result
        let team = ThreadTeam(count: threads)
        let (old, new) = (
            EvaluationPool(try Plan(before, options), team: team), EvaluationPool(try Plan(result.potential, options), team: team)
        )
        try add(targets, isTarget: true, old, new)
        try add(soft, isTarget: false, old, new)
        addDrifts(hard, before: before)
    }

    private mutating func add(
        _ samples: [(group: String, sample: FitSample)], isTarget: Bool, _ old: EvaluationPool, _ new: EvaluationPool
    ) throws(VolterraError) {
        let systems = samples.map(\.sample.system)
        let (before, after) = (try old.evaluate(systems), try new.evaluate(systems))
        for (index, item) in samples.enumerated() {
            let place = forces.firstIndex { $0.group == item.group && $0.isTarget == isTarget } ?? forces.count
            if place == forces.count { forces.append(Forces(group: item.group, isTarget: isTarget)) }
            let configuration = item.sample.configuration
            for atom in isTarget ? configuration.atomsWithForces : Array(configuration.positions.indices) {
                let label = isTarget ? configuration.forces?[atom] ?? .zero : before[index].forces[atom]
                for c in 0..<3 { forces[place].add(before[index].forces[atom][c] - label[c], after[index].forces[atom][c] - label[c]) }
            }
        }
    }

    private mutating func addDrifts(_ hard: HardConstraints, before: Potential) {
        guard let old = before.coefficients, let new = result.potential.coefficients else { return }
        let change = zip(new.species + new.linear, old.species + old.linear).map { $0 - $1 }
        for row in hard.rows {
            let place = drifts.firstIndex { $0.group == row.group && $0.unit == row.unit } ?? drifts.count
            if place == drifts.count { drifts.append(Drift(group: row.group, unit: row.unit)) }
            drifts[place].deviations.append(abs(dot(row.coefficients, change) - row.change))
            drifts[place].wanted = max(drifts[place].wanted, abs(row.change))
        }
    }
}

extension RetrainingReport.Forces {
    fileprivate mutating func add(_ deviationBefore: Double, _ deviationAfter: Double) {
        before.add(deviationBefore)
        after.add(deviationAfter)
        guard isTarget else { return }
        sizes.before.append(abs(deviationBefore))
        sizes.after.append(abs(deviationAfter))
    }
}
