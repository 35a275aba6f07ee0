import Atoms
import MomentTensor

/// Changes the species and linear coefficients θ of a potential by d so that it reproduces forces better, while some of what it says stays
/// exactly and some nearly what it is:
///
///     min  Σ |F − F₀ − G d|² + λ Σ |A_S d|² + γ Σ w |A_D d|² + ρ Σ_k (s_k d_k)²        A_H d = δ
///
/// G, A_S and A_D are forces of targets, of soft configurations, and of distorted crystals of weights w; A_H are hard rows, δ is zero for what
/// stays, s_k² the squares of column k of the three sums together: so ρ is relative to what the data say about a coefficient. The radial
/// coefficients stay.
///
/// Only sums of p × p numbers are kept of the configurations, p = C + S, one for each fold.
public struct Retraining {
    public struct Settings: Sendable {
        /// λ
        public var softWeight = 1.0
        /// γ
        public var distortedWeight = 0.003
        /// ρ; `nil`: the largest that predicts left-out targets about as well as any.
        public var ridge: Double?
        /// Below which part of the largest a direction of the constraints counts as none.
        public var tolerance = 1e-14
        /// How many parts of the targets are left out in turn to choose ρ.
        public var folds = 4

        public init() {}
    }

    /// One ρ that was tried.
    public struct Trial: Sendable {
        public let ridge: Double
        /// Root of the mean square of a force component of targets that were left out; eV/Å.
        public let error: Double
    }

    public struct Result: Sendable {
        public let potential: Potential
        /// p
        public let coefficientCount: Int
        /// The independent constraints, and the singular values of their rows.
        public let rank: Int
        public let singularValues: [Double]
        public let ridge: Double
        /// Empty if ρ was given.
        public let trials: [Trial]
    }

    private let potential: Potential
    private let options: PlanOptions
    private let settings: Settings
    private let team: ThreadTeam

    /// - Parameter potential: with all coefficients that may change.
    public init(_ potential: Potential, options: PlanOptions = PlanOptions(), _ settings: Settings, threads: Int) {
        self.potential = potential
        self.options = options
        self.settings = settings
        team = ThreadTeam(count: threads)
    }

    /// - Parameter distorted: the weights of their forces are w
    public func run(
        targets: [FitSample], soft: [FitSample], distorted: [FitSample] = [], hard: HardConstraints
    ) throws(VolterraError) -> Result {
        guard let coefficients = potential.coefficients else {
            throw VolterraError(.badData, "the potential \(potential.name) is untrained: it has no coefficients", advice: "fit it first")
        }
        let tables = JacobianTables(try JacobianPlan(potential, options), coefficients)
        let gram = GramAssembly(tables, coefficients, team: team)
        let foldCount = settings.ridge == nil ? max(min(settings.folds, targets.count), 1) : 1
        let folds = try (0..<foldCount).map { fold throws(VolterraError) in
            try gram.targets(targets.indices.filter { $0 % foldCount == fold }.map { targets[$0] })
        }
        let held =
            try gram.held(soft.map(\.withForcesOnly), weight: settings.softWeight)
            + gram.held(distorted, weight: settings.distortedWeight)
        let all = folds.reduce(held) { $0 + $1 }
        let space = try FreeSpace(hard, scales: Retraining.scales(all), tolerance: settings.tolerance)
        let problem = RetrainingProblem(space, all)
        let trials = settings.ridge == nil && foldCount > 1 ? problem.trials(folds) : []
        let ridge = settings.ridge ?? Retraining.strongest(trials) ?? 1e-8
        let change = try problem.change(ridge: ridge)
        var result = potential
        let speciesCount = potential.species.count
        result.coefficients?.species = zip(coefficients.species, change).map { $0 + $1 }
        result.coefficients?.linear = zip(coefficients.linear, change.dropFirst(speciesCount)).map { $0 + $1 }
        return Result(
            potential: result, coefficientCount: space.size, rank: space.rank, singularValues: space.singularValues, ridge: ridge,
            trials: trials)
    }

    /// Of the ridges that predict left-out targets about as well as the best one, the largest: targets that resemble one another hardly tell
    /// a change that is needed from one that does harm elsewhere.
    private static func strongest(_ trials: [Trial]) -> Double? {
        guard let best = trials.map(\.error).min() else { return nil }
        return trials.filter { $0.error <= 1.1 * best }.map(\.ridge).max()
    }

    private static func scales(_ sum: GramSum) -> [Double] {
        (0..<sum.columnCount).map { sum.matrix[$0, $0] > 0 ? 1 / sum.matrix[$0, $0].squareRoot() : 1 }
    }
}
