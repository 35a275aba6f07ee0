import Atoms
import MomentTensor

/// Changes the species and linear coefficients θ of a potential by d so that it reproduces forces better, while some of what it says stays
/// exactly and some nearly what it is:
///
///     min  Σ |F − F₀ − G d|² + λ Σ |A_S d|² + ρ Σ_k (s_k d_k)²        A_H d = δ
///
/// G and A_S are forces of targets and of soft configurations, A_H hard rows, δ zero for what stays, s_k² the squares of column k of the two
/// sums together: so ρ is relative to what the data say about a coefficient. The radial coefficients stay.
///
/// Only sums of p × p numbers are kept of the configurations, p = C + S, one for each fold.
public struct Retraining {
    public struct Settings: Sendable {
        /// λ
        public var softWeight = 1.0
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

    public func run(
        targets: [FitSample], soft: [FitSample], hard: HardConstraints, progress: @escaping @Sendable () -> Void = {}
    ) throws(VolterraError) -> Result {
        guard let coefficients = potential.coefficients else {
            throw VolterraError(.badData, "the potential \(potential.name) is untrained: it has no coefficients", advice: "fit it first")
        }
        let tables = JacobianTables(try JacobianPlan(potential, options), coefficients)
        let values = coefficients.species + coefficients.linear
        let gram = GramAssembly(tables, values, team: team, progress: progress)
        let foldCount = settings.ridge == nil ? max(min(settings.folds, targets.count), 1) : 1
        let folds = try (0..<foldCount).map { fold throws(VolterraError) in
            try gram.sum(targets.indices.filter { $0 % foldCount == fold }.map { targets[$0] }, hasTargets: true)
        }
        var softSum = try gram.sum(soft, hasTargets: false)
        softSum.scale(by: settings.softWeight)
        let all = folds.reduce(softSum) { $0 + $1 }
        let space = try FreeSpace(hard, scales: Retraining.scales(all), tolerance: settings.tolerance)
        let problem = RetrainingProblem(space)
        let trials = settings.ridge == nil && foldCount > 1 ? try problem.trials(folds: folds, soft: softSum) : []
        let ridge = settings.ridge ?? Retraining.strongest(trials) ?? 1e-8
        let change = try problem.solve(all, ridge: ridge)
        var result = potential
        let speciesCount = potential.species.count
        result.coefficients?.species = zip(coefficients.species, change).map { $0 + $1 }
        result.coefficients?.linear = zip(coefficients.linear, change.dropFirst(speciesCount)).map { $0 + $1 }
        return Result(
            potential: result, coefficientCount: values.count, rank: space.rank, singularValues: space.singularValues, ridge: ridge,
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

/// Solves the problem in the space that the constraints leave.
private struct RetrainingProblem {
    let space: FreeSpace

    init(_ space: FreeSpace) { self.space = space }

    /// The equations of one sum in rotated coordinates.
    private struct Rotated {
        /// All elements by columns.
        var matrix: [Double]
        var products: [Double]
        var labelSquares: Double
        var rowCount: Int

        static func - (left: Rotated, right: Rotated) -> Rotated {
            Rotated(
                matrix: zip(left.matrix, right.matrix).map { $0 - $1 }, products: zip(left.products, right.products).map { $0 - $1 },
                labelSquares: left.labelSquares - right.labelSquares, rowCount: left.rowCount - right.rowCount)
        }
    }

    private func rotated(_ sum: GramSum) -> Rotated {
        let size = sum.columnCount
        return Rotated(
            matrix: space.rotated(sum.matrix.block(0..<size)), products: space.rotated((0..<size).map { sum.matrix[$0, size] }),
            labelSquares: sum.matrix[size, size], rowCount: sum.targetRowCount)
    }

    /// d
    func solve(_ sum: GramSum, ridge: Double) throws(VolterraError) -> [Double] {
        space.change(try free(rotated(sum), ridge: ridge))
    }

    /// y₂ = (M₂₂ + ρ)⁻¹ (b₂ − M₂₁ y₁)
    private func free(_ equations: Rotated, ridge: Double) throws(VolterraError) -> [Double] {
        let (size, rank) = (space.size, space.rank)
        var matrix = SymmetricMatrix(size: size - rank)
        var right = Array(equations.products[rank...])
        for j in rank..<size {
            for i in rank...j { matrix[i - rank, j - rank] = equations.matrix[i + j * size] }
            for i in 0..<rank { right[j - rank] -= equations.matrix[i + j * size] * space.fixed[i] }
        }
        matrix.addToDiagonal(ridge)
        guard let cholesky = Cholesky(matrix) else {
            throw VolterraError(
                .notConverged, "the equations of the coefficients cannot be solved", advice: "take a larger ridge, as in --ridge 1e-6")
        }
        return cholesky.solve(right)
    }

    private static let ridges = (0...13).map { index in (0..<index).reduce(1e-13) { value, _ in value * 10 } }

    /// How well each ρ predicts the targets of each fold from the others.
    func trials(folds: [GramSum], soft: GramSum) throws(VolterraError) -> [Retraining.Trial] {
        let parts = folds.map(rotated)
        let all = rotated(folds.reduce(soft) { $0 + $1 })
        let rowCount = parts.reduce(0) { $0 + $1.rowCount }
        var trials: [Retraining.Trial] = []
        for ridge in RetrainingProblem.ridges {
            var squares = 0.0
            for part in parts {
                guard let free = try? self.free(all - part, ridge: ridge) else {
                    squares = .infinity
                    break
                }
                squares += squaredDeviation(part, space.fixed + free)
            }
            if squares.isFinite {
                trials.append(Retraining.Trial(ridge: ridge, error: (max(squares, 0) / Double(max(rowCount, 1))).squareRoot()))
            }
        }
        return trials
    }

    /// |y − G x|²
    private func squaredDeviation(_ equations: Rotated, _ x: [Double]) -> Double {
        let size = space.size
        var squares = equations.labelSquares
        for j in 0..<size {
            var image = 0.0
            for i in 0..<size { image += equations.matrix[i + j * size] * x[i] }
            squares += x[j] * (image - 2 * equations.products[j])
        }
        return squares
    }
}
