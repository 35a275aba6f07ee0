/// A chemical element, by its symbol.
public struct Element: Hashable, Sendable {
    /// 1 … 118
    public let atomicNumber: Int

    public var symbol: String { Element.symbols[atomicNumber - 1] }

    public init?(symbol: String) {
        guard let index = Element.symbols.firstIndex(of: symbol) else { return nil }
        atomicNumber = index + 1
    }

    public init?(atomicNumber: Int) {
        guard (1...Element.symbols.count).contains(atomicNumber) else { return nil }
        self.atomicNumber = atomicNumber
    }

    private static let symbols: [String] = """
        H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh \
        Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr \
        Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og
        """.split(separator: " ").map(String.init)
}
