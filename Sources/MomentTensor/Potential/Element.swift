/// A chemical element, by its symbol.
public struct Element: Hashable, Sendable {
    /// 1 … 118
    public let atomicNumber: Int

    public var symbol: String { Element.symbols[atomicNumber - 1] }

    public init?(symbol: String) {
        guard let number = Element.numbers[symbol] else { return nil }
        atomicNumber = number
    }

    public init?(atomicNumber: Int) {
        guard (1...Element.symbols.count).contains(atomicNumber) else { return nil }
        self.atomicNumber = atomicNumber
    }

    /// From the one or two bytes of its symbol.
    public init?(symbol: UnsafeBufferPointer<UInt8>) {
        guard let number = Element.numbersByBytes[Element.key(symbol)] else { return nil }
        atomicNumber = number
    }

    private static let symbols: [String] = """
        H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh \
        Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr \
        Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og
        """.split(separator: " ").map(String.init)

    private static let numbers = Dictionary(uniqueKeysWithValues: zip(symbols, 1...))

    private static let numbersByBytes: [UInt16: Int] = {
        let keys = symbols.map { symbol in
            Array(symbol.utf8).withUnsafeBufferPointer { key($0) }
        }
        return Dictionary(uniqueKeysWithValues: zip(keys, 1...))
    }()

    private static func key(_ symbol: UnsafeBufferPointer<UInt8>) -> UInt16 {
        switch symbol.count {
        case 1: return UInt16(symbol[0])
        case 2: return UInt16(symbol[0]) << 8 | UInt16(symbol[1])
        default: return 0
        }
    }
}

extension Element: CustomStringConvertible {
    public var description: String { symbol }
}

extension Element {
    /// The symbol at the start of a label such as `Fe_pv`, `W/5b1c` or `O1`: the form of POTCAR titles and LAMMPS type labels.
    public init?(label: String) {
        let letters = label.prefix { $0.isASCII && $0.isLetter }
        self.init(symbol: String(letters))
    }
}
