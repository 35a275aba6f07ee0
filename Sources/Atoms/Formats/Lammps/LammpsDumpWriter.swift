import MomentTensor

/// Writes LAMMPS dumps of style custom: id, type, element (where known), x y z, and q and fx fy fz where there are any.
///
/// Cells that are not in LAMMPS's orientation are rotated, with the forces (see `LammpsOrientation`).
public final class LammpsDumpWriter: ConfigurationWriter {
    /// The feature that holds the timestep; frames without it are numbered from 0.
    static let timestepName = "timestep"

    private var output: TextOutput
    private var order: ElementOrder
    private var frame = 0

    public init(path: String, options: ConfigurationWriteOptions = ConfigurationWriteOptions()) throws(VolterraError) {
        output = try TextOutput(path: path)
        order = ElementOrder(options.elements)
    }

    public func write(_ configuration: Configuration) throws(VolterraError) {
        try configuration.checkConsistency(writingTo: output.path)
        let types = try order.types(of: configuration, writingTo: output.path)
        let orientation = try LammpsOrientation(configuration, writingTo: output.path)
        let timestep = configuration.feature(Self.timestepName).flatMap { Int($0) } ?? frame
        frame += 1
        try output.append("ITEM: TIMESTEP\n\(timestep)\nITEM: NUMBER OF ATOMS\n\(configuration.count)\n")
        try writeBox(orientation.box)
        let names = types.map { order.elements.indices.contains($0) ? order.elements[$0].symbol : nil }
        let hasElements = !names.contains(nil) && !names.isEmpty
        try output.append("ITEM: ATOMS id type\(hasElements ? " element" : "") x y z")
        try output.append("\(configuration.charges == nil ? "" : " q")\(configuration.forces == nil ? "" : " fx fy fz")\n")
        for atom in types.indices {
            try output.append("\(atom + 1) \(types[atom] + 1)")
            if hasElements { try output.append(" \(names[atom] ?? "")") }
            try output.append(orientation.rotated(configuration.positions[atom]))
            if let charges = configuration.charges { try output.append(charges[atom]) }
            if let forces = configuration.forces { try output.append(orientation.rotated(forces[atom])) }
            try output.append("\n")
        }
    }

    public func finish() throws(VolterraError) { try output.finish() }

    private func writeBox(_ box: LammpsBox) throws(VolterraError) {
        let isTilted = box.tilt != .zero
        let flags = box.flags.map { $0 ? "pp" : "ff" }.joined(separator: " ")
        try output.append("ITEM: BOX BOUNDS \(isTilted ? "xy xz yz " : "")\(flags)\n")
        let bounds = box.bounds
        for axis in 0..<3 {
            try output.append("\(bounds.low[axis]) \(bounds.high[axis])\(isTilted ? " \(box.tilt[axis])" : "")\n")
        }
    }
}
