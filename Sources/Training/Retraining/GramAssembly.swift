import COpenBLAS
import MomentTensor

/// AᵀA of rows of forces, with one more column for what is left of the labels.
struct GramSum: Sendable {
    var matrix: SymmetricMatrix
    /// Force components that are labels.
    var targetRowCount = 0

    var columnCount: Int { matrix.size - 1 }

    static func + (left: GramSum, right: GramSum) -> GramSum {
        var sum = left
        sum.matrix += right.matrix
        sum.targetRowCount += right.targetRowCount
        return sum
    }
}

/// Sums over configurations, on all threads; the numbers do not depend on how many.
struct GramAssembly {
    private let tables: JacobianTables
    private let coefficients: Potential.Coefficients
    private let team: ThreadTeam

    init(_ tables: JacobianTables, _ coefficients: Potential.Coefficients, team: ThreadTeam) {
        self.tables = tables
        self.coefficients = coefficients
        self.team = team
    }

    /// Of the forces that are labels.
    func targets(_ samples: [FitSample]) throws(VolterraError) -> GramSum {
        let matrix = try sum(samples.map(\.withForcesOnly)) { sample, jacobian in
            Labels(sample, jacobian, coefficients.species).apply(to: jacobian)
            subtractPredictions(from: jacobian)
        }
        return GramSum(matrix: matrix, targetRowCount: samples.reduce(0) { $0 + 3 * $1.configuration.atomsWithForces.count })
    }

    /// Of the forces on all atoms with the weights of the samples, times a common one; there are no labels, and the last column is zero.
    func held(_ samples: [FitSample], weight: Double) throws(VolterraError) -> GramSum {
        let sum = try sum(samples) { sample, jacobian in
            let root = sample.weights.force.squareRoot()
            for index in 0..<jacobian.columnCount where root != 1 { cblas_dscal(Int32(jacobian.stride), root, jacobian.column(index), 1) }
            jacobian.target.update(repeating: 0, count: jacobian.stride)
        }
        var matrix = SymmetricMatrix(size: sum.size)
        matrix += (weight, sum)
        return GramSum(matrix: matrix)
    }

    private func sum(
        _ samples: [FitSample], _ complete: (FitSample, SystemJacobian) -> Void
    ) throws(VolterraError) -> SymmetricMatrix {
        // Cut in the same way whatever the number of threads, and added in order.
        let sliceCount = min(samples.count, 16)
        let zero = SymmetricMatrix(size: tables.columnCount(.linear) + 1)
        let results = team.map(sliceCount) { _, slice throws(VolterraError) in
            var sum = zero
            let (evaluator, jacobian) = (JacobianEvaluator(tables), SystemJacobian())
            for index in stride(from: slice, to: samples.count, by: sliceCount) {
                try jacobian.fill(samples[index], with: evaluator, .linear)
                complete(samples[index], jacobian)
                sum.addGram(jacobian.column(0), rows: 3 * jacobian.atomCount, stride: jacobian.stride)
            }
            return sum
        }
        var total = zero
        for result in results { total += try result.get() }
        return total
    }

    /// y − G θ
    private func subtractPredictions(from jacobian: SystemJacobian) {
        cblas_dgemv(
            CblasColMajor, CblasNoTrans, Int32(3 * jacobian.atomCount), Int32(jacobian.columnCount), -1, jacobian.column(0),
            Int32(jacobian.stride), coefficients.species + coefficients.linear, 1, 1, jacobian.target, 1)
    }
}

extension FitSample {
    /// With forces of weight 1 as its only labels.
    var withForcesOnly: FitSample {
        var copy = self
        copy.weights = Weights(energy: 0, force: 1, virial: 0)
        return copy
    }
}
