import Atoms
import COpenBLAS
import MomentTensor

/// How uncertain the predictions for a configuration are, as standard deviations that the posterior's calibration has been applied to.
public struct PredictedDeviations: Sendable {
    /// Of the energy, eV.
    public let energy: Double
    /// Of every force component, eV/Å.
    public let forces: [SIMD3<Double>]
}

extension Posterior {
    /// Works out sqrt(g S gᵀ) for the energy and every force component. The plan must be that of the potential.
    public func deviations(of system: AtomicSystem, _ tables: JacobianTables) throws(VolterraError) -> PredictedDeviations {
        let products = JacobianProducts(tables)
        try products.fill(system)
        let lengths = products.times(lower: factor).lengths
        return PredictedDeviations(
            energy: calibration.energy * lengths[products.jacobian.energyRow],
            forces: (0..<system.count).map { atom in
                calibration.force * SIMD3(lengths[3 * atom], lengths[3 * atom + 1], lengths[3 * atom + 2])
            })
    }
}

extension Posterior {
    /// sqrt(Bᵀ S B), B = Σ B_i, times the calibration: the standard deviation of an energy in eV.
    ///
    /// - Parameter gradient: dE/dθ with respect to all parameters.
    public func energyDeviation(parameterGradient gradient: [Double]) -> Double {
        var row = Array(gradient.suffix(size))
        cblas_dtrmv(CblasRowMajor, CblasLower, CblasTrans, CblasNonUnit, Int32(size), factor, Int32(max(size, 1)), &row, 1)
        return calibration.energy * dot(row, row).squareRoot()
    }
}

extension JacobianProducts {
    fileprivate func fill(_ system: AtomicSystem) throws(VolterraError) {
        try fill(
            FitSample(
                Configuration(cell: system.cell, positions: system.positions), species: system.species,
                weights: .init(energy: 0, force: 0, virial: 0)))
    }
}
