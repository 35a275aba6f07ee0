import MomentTensor

/// One configuration after the other, without holding the file in memory.
public protocol ConfigurationReader: AnyObject {
    /// The next configuration, or `nil` at the end of the file. Errors carry file and line.
    func next() throws(VolterraError) -> Configuration?
}

/// What a reader has to be told about a file that the file does not say itself.
public struct ConfigurationReadOptions: Sendable {
    /// The elements behind the types 0, 1, … of a file that has numbers instead of chemical symbols.
    public var elements: [Element]?
    /// The names of labels in extended XYZ, where they are not among the usual ones.
    public var labelKeys = LabelKeys()
    /// The atom style of LAMMPS data files that do not say it.
    public var atomStyle: LammpsAtomStyle?

    /// The atoms of extended XYZ whose forces are labels; `nil`: all.
    public var forceMask: ForceMask?

    public init(
        elements: [Element]? = nil, labelKeys: LabelKeys = LabelKeys(), atomStyle: LammpsAtomStyle? = nil, forceMask: ForceMask? = nil
    ) {
        self.elements = elements
        self.labelKeys = labelKeys
        self.atomStyle = atomStyle
        self.forceMask = forceMask
    }
}

/// The atoms for which a column of an extended XYZ file has one of some values, such as `region=QM`. In frames without the column these are
/// all atoms.
public struct ForceMask: Hashable, Sendable {
    public var column: String
    public var values: [String]

    public init(column: String, values: [String]) {
        self.column = column
        self.values = values
    }

    /// Whether an atom with that field is one. T and True are the same, and F and False.
    func selects(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        values.contains { value in field.text == value || ForceMask.logicals.contains { $0.contains(value) && $0.contains(field.text) } }
    }

    private static let logicals = [["T", "True", "TRUE", "true"], ["F", "False", "FALSE", "false"]]
}

/// Under which names an extended XYZ file keeps its labels; `nil` means the usual names, see `docs/formats/extended-xyz.md`.
/// A name given here must occur in the file.
public struct LabelKeys: Hashable, Sendable {
    public var energy: String?
    public var forces: String?
    public var stress: String?
    public var virial: String?

    public init(energy: String? = nil, forces: String? = nil, stress: String? = nil, virial: String? = nil) {
        self.energy = energy
        self.forces = forces
        self.stress = stress
        self.virial = virial
    }
}
