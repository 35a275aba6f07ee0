import Atoms
import COpenBLAS
import MomentTensor

/// AᵀA of rows of forces, with one more column for what is left of the labels.
struct GramSum: Sendable {
    var matrix: SymmetricMatrix
    /// Force components that are labels.
    var targetRowCount = 0

    var columnCount: Int { matrix.size - 1 }

    mutating func scale(by factor: Double) {
        for index in matrix.elements.indices { matrix.elements[index] *= factor }
    }

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
    /// θ
    private let values: [Double]
    private let team: ThreadTeam
    private let progress: @Sendable () -> Void

    init(_ tables: JacobianTables, _ values: [Double], team: ThreadTeam, progress: @escaping @Sendable () -> Void) {
        self.tables = tables
        self.values = values
        self.team = team
        self.progress = progress
    }

    /// - Parameter hasTargets: whether forces have labels; otherwise the last column is zero, and the forces on all atoms count.
    func sum(_ samples: [FitSample], hasTargets: Bool) throws(VolterraError) -> GramSum {
        // Cut in the same way whatever the number of threads, and added in order.
        let sliceCount = min(samples.count, 16)
        let results = team.map(sliceCount) { _, slice throws(VolterraError) in
            var sum = SymmetricMatrix(size: values.count + 1)
            for index in stride(from: slice, to: samples.count, by: sliceCount) {
                try add(samples[index], hasTargets: hasTargets, to: &sum)
                progress()
            }
            return sum
        }
        var total = GramSum(matrix: SymmetricMatrix(size: values.count + 1))
        for result in results { total.matrix += try result.get() }
        if hasTargets { total.targetRowCount = samples.reduce(0) { $0 + 3 * $1.configuration.atomsWithForces.count } }
        return total
    }

    private func add(_ sample: FitSample, hasTargets: Bool, to sum: inout SymmetricMatrix) throws(VolterraError) {
        let rows = LinearRows(tables)
        let jacobian = try rows.evaluate(sample)
        jacobian.target.update(repeating: 0, count: jacobian.stride)
        if hasTargets {
            setTargets(sample.configuration, jacobian)
            jacobian.keepForces(on: sample.configuration.atomsWithForces)
        }
        sum.addGram(jacobian.column(0), rows: 3 * jacobian.atomCount, stride: jacobian.stride)
    }

    /// F − constant − G θ
    private func setTargets(_ configuration: Configuration, _ jacobian: SystemJacobian) {
        guard let forces = configuration.forces else { return }
        for (atom, force) in forces.enumerated() {
            for c in 0..<3 { jacobian.target[3 * atom + c] = force[c] - jacobian.constant[3 * atom + c] }
        }
        cblas_dgemv(
            CblasColMajor, CblasNoTrans, Int32(3 * jacobian.atomCount), Int32(values.count), -1, jacobian.column(0), Int32(jacobian.stride),
            values, 1, 1, jacobian.target, 1)
    }
}
