/// What to compute besides energy, forces, virial and site energies.
public struct EvaluationOptions: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Per-atom virials, six components.
    public static let siteVirials = EvaluationOptions(rawValue: 1)
    /// Per-atom virials, nine components.
    public static let siteVirialTensors = EvaluationOptions(rawValue: 2)
    /// dE/dθ
    public static let parameterGradient = EvaluationOptions(rawValue: 4)
    /// dE_i/dθ of every atom
    public static let siteGradients = EvaluationOptions(rawValue: 8)

    /// Grades of the atoms; they need an active set.
    public static let siteGrades = EvaluationOptions(rawValue: 16)
    /// σ_i and u_i of the atoms; they need a posterior.
    public static let siteDeviations = EvaluationOptions(rawValue: 32)

    var needParameterGradients: Bool { !isDisjoint(with: [.parameterGradient, .siteGradients, .siteGrades, .siteDeviations]) }
    var needUncertainty: Bool { !isDisjoint(with: [.siteGrades, .siteDeviations]) }
}

/// The potential's answer for one configuration.
public struct Evaluation: Sendable {
    /// E = Σ E_i in eV.
    public var energy: Double
    /// −dE/dr_i in eV/Å.
    public var forces: [SIMD3<Double>]
    /// −Σ_ij r_ij ⊗ ∂E_i/∂r_j in eV, positive when compressed.
    public var virial: SymmetricTensor
    /// E_i in eV.
    public var siteEnergies: [Double]
    /// Each pair's part of the virial shared half and half by its two atoms; eV.
    public var siteVirials: [SymmetricTensor]?
    /// −Σ_i r_ij ⊗ ∂E_i/∂r_j for every atom j, row by row (xx xy xz yx yy yz zx zy zz): the form that the heat flux
    /// Σ_j W_j v_j of a many-body potential needs; eV.
    public var siteVirialTensors: [[Double]]?
    /// dE/dθ in the order radial, species, linear.
    public var parameterGradient: [Double]?
    public var siteGradients: SiteGradients?
    /// γ_i
    public var siteGrades: [Double]?
    /// σ_i in eV, times the energy factor.
    public var siteDeviations: [Double]?
    /// u_i
    public var siteRelativeDeviations: [Double]?
}

/// dE_i/dθ of every atom, a row each, in the order radial, species, linear.
public struct SiteGradients: Sendable {
    /// The length of a row.
    public let parameterCount: Int
    /// Row after row.
    public let elements: [Double]

    public var atomCount: Int { parameterCount == 0 ? 0 : elements.count / parameterCount }

    public subscript(atom: Int) -> ArraySlice<Double> { elements[atom * parameterCount..<(atom + 1) * parameterCount] }
}
