import MomentTensor

/// The equations of retraining in the space that the constraints leave.
struct RetrainingProblem {
    private let space: FreeSpace
    private let all: Rotated

    /// - Parameter all: of all targets and soft configurations.
    init(_ space: FreeSpace, _ all: GramSum) {
        self.space = space
        self.all = Rotated(all, space)
    }

    /// The equations of one sum in rotated coordinates.
    private struct Rotated {
        /// All elements by columns.
        var matrix: [Double]
        var products: [Double]
        var labelSquares: Double
        var rowCount: Int

        init(_ sum: GramSum, _ space: FreeSpace) {
            let size = sum.columnCount
            matrix = space.rotated(sum.matrix.block(0..<size))
            products = space.rotated((0..<size).map { sum.matrix[$0, size] })
            labelSquares = sum.matrix[size, size]
            rowCount = sum.targetRowCount
        }

        static func - (left: Rotated, right: Rotated) -> Rotated {
            var rest = left
            rest.matrix = difference(left.matrix, right.matrix)
            rest.products = difference(left.products, right.products)
            rest.labelSquares -= right.labelSquares
            rest.rowCount -= right.rowCount
            return rest
        }
    }

    /// d
    func change(ridge: Double) throws(VolterraError) -> [Double] { space.change(try free(all, ridge: ridge)) }

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

    /// How well each ρ predicts the targets of each fold from the others; without those for which the equations cannot be solved.
    func trials(_ folds: [GramSum]) -> [Retraining.Trial] {
        var squares = [Double](repeating: 0, count: RetrainingProblem.ridges.count)
        for fold in folds {
            let part = Rotated(fold, space)
            let rest = all - part
            for (index, ridge) in RetrainingProblem.ridges.enumerated() {
                let free = try? free(rest, ridge: ridge)
                squares[index] += free.map { squaredDeviation(part, space.fixed + $0) } ?? .infinity
            }
        }
        let rowCount = Double(max(all.rowCount, 1))
        return zip(RetrainingProblem.ridges, squares).filter(\.1.isFinite).map { ridge, squares in
            Retraining.Trial(ridge: ridge, error: (max(squares, 0) / rowCount).squareRoot())
        }
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
