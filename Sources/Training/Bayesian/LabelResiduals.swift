import COpenBLAS
import MomentTensor

/// Labels minus predictions of a sample, in the rows of its Jacobian.
struct LabelResiduals {
    private let sample: FitSample
    private let jacobian: SystemJacobian
    private(set) var values: [Double]

    /// - Parameter jacobian: with the columns of the linear parameters.
    init(_ sample: FitSample, _ jacobian: SystemJacobian, _ coefficients: Potential.Coefficients) {
        self.sample = sample
        self.jacobian = jacobian
        let parameters = coefficients.species + coefficients.linear
        values = jacobian.constant
        cblas_dgemv(
            CblasColMajor, CblasNoTrans, Int32(jacobian.rowCount), Int32(jacobian.columnCount), 1, jacobian.column(0),
            Int32(jacobian.stride), parameters, 1, 1, &values, 1)
        for row in values.indices { values[row] = -values[row] }
        let configuration = sample.configuration
        if let energy = configuration.energy { values[jacobian.energyRow] += energy }
        for (atom, force) in (configuration.forces ?? []).enumerated() {
            for c in 0..<3 { values[3 * atom + c] += force[c] }
        }
        for (index, component) in (configuration.virial?.voigt ?? []).enumerated() { values[jacobian.virialRow + index] += component }
    }

    /// The rows of the labels that count.
    func rows(of kind: LabelKind) -> [Int] {
        guard sample.labelCount(of: kind) > 0 else { return [] }
        guard kind == .force else { return Array(jacobian.rows(of: kind)) }
        return sample.configuration.atomsWithForces.flatMap { [3 * $0, 3 * $0 + 1, 3 * $0 + 2] }
    }
}
