import MomentTensor

/// Writes a POSCAR of VASP 5 with Cartesian coordinates. Atoms of one element stand together, as VASP wants it: in the order of
/// `ConfigurationWriteOptions.elements`, or of appearance. One file holds one configuration.
public final class PoscarWriter: ConfigurationWriter {
    /// The feature that holds the first line.
    static let titleName = "title"

    private var output: TextOutput
    private var order: ElementOrder
    private var hasWritten = false

    public init(path: String, options: ConfigurationWriteOptions = ConfigurationWriteOptions()) throws(VolterraError) {
        output = try TextOutput(path: path)
        order = ElementOrder(options.elements)
    }

    public func write(_ configuration: Configuration) throws(VolterraError) {
        guard !hasWritten else {
            throw VolterraError(
                .badData, "a POSCAR holds one configuration", file: output.path, advice: "write several into extended XYZ or .cfg")
        }
        hasWritten = true
        try configuration.checkConsistency(writingTo: output.path)
        guard configuration.cell.volume > 0 else {
            throw VolterraError(
                .badData, "a POSCAR needs a cell with a volume", file: output.path,
                advice: "VASP is periodic in all directions; put the atoms into a box")
        }
        let types = try order.types(of: configuration, writingTo: output.path)
        let groups = try groups(types)
        let symbols = order.elements.isEmpty ? nil : groups.map { order.elements[$0].symbol }.joined(separator: " ")
        try output.append("\(title(configuration, symbols))\n1.0\n")
        for vector in configuration.cell.vectors {
            try output.append(vector, width: numberWidth)
            try output.append("\n")
        }
        if let symbols { try output.append(symbols + "\n") }
        let counts = groups.map { group in types.count { $0 == group } }
        try output.append(counts.map(String.init).joined(separator: " ") + (configuration.isFixed == nil ? "" : "\nSelective dynamics"))
        try output.append("\nCartesian\n")
        for group in groups {
            for (atom, type) in types.enumerated() where type == group {
                try output.append(configuration.positions[atom], width: numberWidth)
                if let isFixed = configuration.isFixed { try output.append(isFixed[atom] ? " F F F" : " T T T") }
                try output.append("\n")
            }
        }
    }

    public func finish() throws(VolterraError) { try output.finish() }

    /// The types that occur; without symbols, all up to the largest, since only their place tells them apart.
    private func groups(_ types: [Int]) throws(VolterraError) -> [Int] {
        guard order.elements.isEmpty else { return Set(types).sorted() }
        let largest = types.max() ?? 0
        guard largest < 1000 else {
            throw VolterraError(
                .badData, "a POSCAR without chemical symbols cannot have type \(largest)", file: output.path, advice: "name the elements")
        }
        return Array(0...largest)
    }

    private func title(_ configuration: Configuration, _ symbols: String?) -> String {
        let title = configuration.feature(Self.titleName)?.split(whereSeparator: \.isNewline).joined(separator: " ")
        return title ?? symbols ?? ""
    }
}
