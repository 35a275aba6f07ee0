/// In which numbers a potential is evaluated.
public enum Precision: String, CaseIterable, Hashable, Sendable {
    /// Everything in double precision.
    case double
    /// The work on neighbours, the moments and their products in single precision, twice as many atoms per vector; site energies, forces,
    /// virials and all sums over atoms in double precision. Gradients with respect to the parameters are always in double precision.
    case mixed
}
