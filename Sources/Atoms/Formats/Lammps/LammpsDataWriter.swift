import MomentTensor

/// Writes a LAMMPS data file of atom style atomic, or charge where there are charges. One file holds one configuration.
///
/// LAMMPS knows only cells in its own orientation: others are rotated (see `LammpsOrientation`). The title, which LAMMPS ignores,
/// says what `boundary` the script needs.
public final class LammpsDataWriter: ConfigurationWriter {
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
                .badData, "a LAMMPS data file holds one configuration", file: output.path,
                advice: "write several into a dump or extended XYZ")
        }
        hasWritten = true
        try configuration.checkConsistency(writingTo: output.path)
        let types = try order.types(of: configuration, writingTo: output.path)
        let orientation = try LammpsOrientation(configuration, writingTo: output.path)
        try writeHeader(configuration, orientation.box, typeCount: max(order.elements.count, (types.max() ?? 0) + 1))
        if !order.elements.isEmpty { try writeMasses() }
        try output.append("\nAtoms # \(configuration.charges == nil ? "atomic" : "charge")\n\n")
        for (atom, position) in configuration.positions.enumerated() {
            try output.append("\(atom + 1) \(types[atom] + 1)")
            if let charges = configuration.charges { try output.append(charges[atom]) }
            try output.append(orientation.rotated(position), width: numberWidth)
            try output.append("\n")
        }
    }

    public func finish() throws(VolterraError) { try output.finish() }

    private func writeHeader(_ configuration: Configuration, _ box: LammpsBox, typeCount: Int) throws(VolterraError) {
        let boundary = box.flags.map { $0 ? "p" : "f" }.joined(separator: " ")
        try output.append("LAMMPS data file written by Volterra, units = metal, boundary \(boundary)\n\n")
        try output.append("\(configuration.count) atoms\n\(typeCount) atom types\n\n")
        for (axis, name) in ["x", "y", "z"].enumerated() {
            try output.append("\(box.low[axis]) \(box.high[axis]) \(name)lo \(name)hi\n")
        }
        if box.tilt != .zero { try output.append("\(box.tilt.x) \(box.tilt.y) \(box.tilt.z) xy xz yz\n") }
    }

    private func writeMasses() throws(VolterraError) {
        try output.append("\nMasses\n\n")
        for (type, element) in order.elements.enumerated() {
            try output.append("\(type + 1) \(element.mass) # \(element.symbol)\n")
        }
    }
}
