/// The order of the columns in the `Atoms` section of a LAMMPS data file.
public enum LammpsAtomStyle: String, CaseIterable, Sendable {
    /// id type x y z
    case atomic
    /// id type charge x y z
    case charge
    /// id molecule type charge x y z
    case full
    /// id molecule type x y z
    case molecular

    var typeColumn: Int { self == .full || self == .molecular ? 2 : 1 }

    var chargeColumn: Int? {
        switch self {
        case .charge: return 2
        case .full: return 3
        case .atomic, .molecular: return nil
        }
    }

    /// The column of x.
    var positionColumn: Int { (chargeColumn ?? typeColumn) + 1 }
}
