/// A column of `AtomData:`.
enum CfgAtomColumn: String, CaseIterable {
    case id, type
    case cartesX = "cartes_x"
    case cartesY = "cartes_y"
    case cartesZ = "cartes_z"
    case directX = "direct_x"
    case directY = "direct_y"
    case directZ = "direct_z"
    case fx, fy, fz
    case siteEnergy = "site_en"
    case charge
    /// Magnetic moments, and derivatives with respect to them: MLIP-3 writes them, Volterra has no use for them.
    case magneticMomentX = "magmom_x"
    case magneticMomentY = "magmom_y"
    case magneticMomentZ = "magmom_z"
    case magneticForceX = "en_der_mx"
    case magneticForceY = "en_der_my"
    case magneticForceZ = "en_der_mz"
    case ghost
    case grade = "nbh_grades"

    /// Columns that come in threes or not at all.
    static let triples: [[CfgAtomColumn]] = [
        [.cartesX, .cartesY, .cartesZ], [.directX, .directY, .directZ], [.fx, .fy, .fz],
        [.magneticMomentX, .magneticMomentY, .magneticMomentZ], [.magneticForceX, .magneticForceY, .magneticForceZ],
    ]
}
