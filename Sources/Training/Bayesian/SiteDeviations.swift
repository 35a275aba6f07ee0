import COpenBLAS
import MomentTensor

/// How uncertain the site energies of a configuration are.
public struct SiteDeviations: Sendable {
    /// σ_i = |Lᵀ B_i| of every atom in eV, times the calibration of energies.
    public let deviations: [Double]
    /// u_i, 0 … 1, of every atom: σ_i in units of what it would be without any data.
    public let novelties: [Double]
    /// Of the energy, sqrt(Bᵀ S B) with B = Σ B_i, in eV, times the calibration of energies.
    public let energyDeviation: Double
}

extension Posterior {
    /// - Parameter gradients: of the potential that the posterior belongs to.
    public func siteDeviations(_ gradients: SiteGradients) -> SiteDeviations {
        let (atoms, size, stride) = (gradients.atomCount, self.size, gradients.parameterCount)
        guard atoms > 0, size > 0 else {
            return SiteDeviations(deviations: [], novelties: [], energyDeviation: 0)
        }
        // Row after row: the atoms, then their sum.
        var rows = [Double](repeating: 0, count: (atoms + 1) * size)
        for atom in 0..<atoms {
            let first = atom * stride + stride - size
            for index in 0..<size {
                rows[atom * size + index] = gradients.elements[first + index]
                rows[atoms * size + index] += gradients.elements[first + index]
            }
        }
        let priors = (0..<atoms).map { atom in
            (0..<size).reduce(0) { $0 + priorVariances[$1] * rows[atom * size + $1] * rows[atom * size + $1] }
        }
        cblas_dtrmm(
            CblasRowMajor, CblasRight, CblasLower, CblasNoTrans, CblasNonUnit, Int32(atoms + 1), Int32(size), 1, factor, Int32(size), &rows,
            Int32(size))
        let lengths = (0...atoms).map { atom in length(Array(rows[atom * size..<(atom + 1) * size])) }
        return SiteDeviations(
            deviations: lengths.dropLast().map { calibration.energy * $0 },
            novelties: zip(lengths, priors).map { $1 > 0 ? min($0 / $1.squareRoot(), 1) : 0 },
            energyDeviation: calibration.energy * lengths[atoms])
    }

    private func length(_ row: [Double]) -> Double { row.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
