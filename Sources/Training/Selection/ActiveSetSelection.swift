import Atoms
import COpenBLAS
import MomentTensor

/// Makes active sets of data, and finds the configurations that a training set lacks.
///
/// A set is n rows of all that the configurations have, such that no other row exchanged for one of them makes |det A| larger by more than the
/// threshold. What a row has to do with the set, its grade γ = max_k |(b A⁻¹)_k| tells: up to 1, the potential interpolates.
///
/// Sets for several criteria are made at once. The results do not depend on the number of threads, nor on the memory.
public final class ActiveSetSelection {
    public struct Settings: Sendable {
        public var criteria = [GradeCriterion()]
        /// Exchanges that make the determinant larger by no more than this are not made.
        public var threshold = 1.001
        /// What the matrix begins with, relative to the largest element of each column. Directions in which all data are smaller do not
        /// count, and what differs from all data in one of them has a grade of the order of the reciprocal.
        public var initialValue = 1e-6
        /// Bytes of rows that are kept; those of larger sets are worked out whenever they are looked through.
        public var memory = 2 << 30

        public init() {}
    }

    public let plan: Plan
    public let settings: Settings
    let team: ThreadTeam
    private let pool: EvaluationPool
    /// Is told how many exchanges there were, after each batch of rows.
    public var progress: (_ exchanges: Int) -> Void = { _ in }

    public init(_ plan: Plan, _ settings: Settings = Settings(), threads: Int) {
        // Threads share the rows, not the matrices.
        openblas_set_num_threads(1)
        self.plan = plan
        self.settings = settings
        team = ThreadTeam(count: threads)
        pool = EvaluationPool(plan, team: team)
    }

    /// The active sets of a training set, one for each criterion.
    public func activeSets(of training: SelectionData) throws(VolterraError) -> [ActiveSet] {
        try select(training: training, candidates: SelectionData([])).activeSets
    }

    /// Which candidates the training set lacks.
    ///
    /// The active set is made of the training set, then looks for better rows among the candidates, and among both until there are none.
    /// Selected is whatever has a row in it then. With a limit, configurations are added one after the other, each time the one with whose
    /// rows the determinants grow by most.
    public func select(
        training: SelectionData, candidates: SelectionData, limit: Int? = nil
    ) throws(VolterraError) -> Selection {
        let run = try SelectionRun(training, candidates, plan: plan, settings, pool: pool, team: team, progress: progress)
        try run.settleOnTraining()
        if let limit {
            try run.addBest(limit)
        } else {
            try run.settleOnAll()
        }
        return try run.selection()
    }
}

/// Configurations, and where each comes from if that is to be said in messages.
public struct SelectionData: Sendable {
    public var configurations: [Configuration]
    /// One for each, or none.
    public var sources: [Comparison.Source]

    public init(_ configurations: [Configuration], sources: [Comparison.Source] = []) {
        self.configurations = configurations
        self.sources = sources
    }

    func locate(_ index: Int, _ error: VolterraError) -> VolterraError {
        guard error.file == nil else { return error }
        var error = error
        let source = sources.indices.contains(index) ? sources[index] : nil
        error.file = source?.file
        error.message = "configuration \(source?.number ?? index + 1): \(error.message)"
        return error
    }
}

/// What was selected.
public struct Selection: Sendable {
    /// One for each criterion, of the training set and what was selected.
    public var activeSets: [ActiveSet]
    /// For each criterion.
    public var determinants: [Determinant]
    /// In the order of the candidates, or with a limit the best first.
    public var selected: [SelectedConfiguration]

    public struct Determinant: Hashable, Sendable {
        /// ln |det A| of the active set of the training set.
        public var before: Double
        /// And with what was selected.
        public var after: Double
        public var exchangeCount: Int
        public var rowCount: Int
        /// How many rows come from no configuration.
        public var dependentCount: Int
    }
}

/// A candidate that was selected.
public struct SelectedConfiguration: Hashable, Sendable {
    /// Among the candidates, from 0.
    public var index: Int
    /// The largest of its rows, with respect to the training set, for any criterion.
    public var grade: Double
    /// The atom that has it, from 0; `nil` if it is the configuration's as a whole.
    public var atom: Int?
    /// The atoms whose neighbourhoods are in an active set.
    public var selectedAtoms: [Int]
    /// Those of all atoms, where neighbourhoods are graded.
    public var atomGrades: [Double]?
}
