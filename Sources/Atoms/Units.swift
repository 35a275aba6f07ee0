import MomentTensor

/// The only place where units and signs change. Inside: eV, Å, and the virial Σ r ⊗ f in eV, positive when compressed.
public enum Units {
    /// One eV/Å³ in GPa (CODATA 2018).
    public static let gigapascal = 160.217_663_4
    /// One eV/Å³ in kbar.
    public static let kilobar = 1602.176_634
    /// One bohr in Å.
    public static let bohr = 0.529_177_210_903
    /// One rydberg in eV.
    public static let rydberg = 13.605_693_122_994
    /// One hartree in eV.
    public static let hartree = 2 * rydberg
    /// One Ry/bohr in eV/Å.
    public static let rydbergPerBohr = rydberg / bohr
    /// One Ry/bohr³ in eV/Å³.
    public static let rydbergPerCubicBohr = rydberg / (bohr * bohr * bohr)
}

extension SymmetricTensor {
    /// The virial [eV] of a cell of `volume` [Å³] whose stress has ASE's sign (negative when compressed): −V σ.
    /// `unit` is the number of these stress units in one eV/Å³.
    public init(stress: SymmetricTensor, volume: Double, unit: Double = 1) {
        self = stress * (-volume / unit)
    }

    /// The virial [eV] of a cell of `volume` [Å³] under a pressure tensor (positive when compressed, VASP's `in kB`): V p.
    public init(pressure: SymmetricTensor, volume: Double, unit: Double = 1) {
        self = pressure * (volume / unit)
    }

    /// A virial as ASE's stress [eV/Å³, negative when compressed].
    public func stress(volume: Double) -> SymmetricTensor { self * (-1 / volume) }

    public var isFinite: Bool { voigt.allSatisfy(\.isFinite) }
}
