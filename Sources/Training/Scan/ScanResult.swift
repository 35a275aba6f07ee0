import MomentTensor

/// A finished fit of a scan.
public struct ScanResult: Sendable, Codable {
    public let candidate: ScanCandidate
    public let scalarCount: Int
    public let parameterCount: Int
    /// Of the training data.
    public let loss: Double
    public let validationLoss: Double
    /// Of the validation data: root mean squares in meV/atom, eV/Å and GPa; `nil` where there are no labels.
    public let energyError: Double?
    public let forceError: Double?
    public let stressError: Double?
    /// One thread, energies, forces and stress.
    public let microsecondsPerAtom: Double
    public let neighboursPerAtom: Double
    public let iterations: Int
    /// What the fit took.
    public let seconds: Double
    /// Whether the fit came to its end before its time did.
    public let isConverged: Bool
    let coefficients: StoredCoefficients

    enum CodingKeys: String, CodingKey {
        case candidate
        case scalarCount = "scalars"
        case parameterCount = "parameters"
        case loss
        case validationLoss = "validation_loss"
        case energyError = "energy_rmse_meV_per_atom"
        case forceError = "force_rmse_eV_per_A"
        case stressError = "stress_rmse_GPa"
        case microsecondsPerAtom = "us_per_atom"
        case neighboursPerAtom = "neighbours_per_atom"
        case iterations, seconds
        case isConverged = "converged"
        case coefficients
    }
}
