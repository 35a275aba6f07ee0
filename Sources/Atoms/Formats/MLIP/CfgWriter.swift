import MomentTensor

/// Writes text `.cfg` in MLIP's layout, with as many digits as the numbers have.
///
/// Types are numbers there. Chemical symbols get theirs from `ConfigurationWriteOptions.elements`, or in the order in which they
/// appear, and the feature `elements` keeps the names. Lattice vectors without periodicity are written as zero, which is how
/// MLIP says it.
public final class CfgWriter: ConfigurationWriter {
    private var output: TextOutput
    private var order: ElementOrder

    public init(path: String, options: ConfigurationWriteOptions = ConfigurationWriteOptions()) throws(VolterraError) {
        output = try TextOutput(path: path)
        order = ElementOrder(options.elements)
    }

    private init(elements: [Element]?) {
        output = TextOutput()
        order = ElementOrder(elements)
    }

    /// The records of the configurations as a file would have them.
    public static func text(of configurations: [Configuration], elements: [Element]? = nil) throws(VolterraError) -> String {
        let writer = CfgWriter(elements: elements)
        for configuration in configurations { try writer.write(configuration) }
        return writer.output.text
    }

    public func write(_ configuration: Configuration) throws(VolterraError) {
        try configuration.checkConsistency(writingTo: output.path)
        let types = try order.types(of: configuration, writingTo: output.path)
        try output.append("BEGIN_CFG\n Size\n    \(configuration.count)\n")
        try writeCell(configuration.cell)
        try writeAtoms(configuration, types: types)
        if let energy = configuration.energy { try output.append(" Energy\n    \(energy)\n") }
        if let virial = configuration.virial { try writeVirial(virial) }
        if configuration.kinds.first?.isElement ?? false {
            try output.append(CfgFeature.lines(name: CfgFeature.elementsName, value: order.elements.map(\.symbol).joined(separator: " ")))
        }
        for feature in configuration.features {
            try output.append(CfgFeature.lines(name: feature.name, value: feature.value))
        }
        for column in configuration.atomColumns {
            // MLIP refuses columns that it does not know.
            try output.append(CfgFeature.lines(name: column.name, value: column.values.map(\.description).joined(separator: " ")))
        }
        try output.append("END_CFG\n\n")
    }

    public func finish() throws(VolterraError) { try output.finish() }

    private func writeCell(_ cell: Cell) throws(VolterraError) {
        guard let last = cell.periodicity.lastIndex(of: true) else { return }
        try output.append(" Supercell\n")
        for row in 0...last {
            try output.append("   ")
            try output.append(cell.periodicity[row] ? cell.vectors[row] : .zero, width: numberWidth)
            try output.append("\n")
        }
    }

    private func writeAtoms(_ configuration: Configuration, types: [Int]) throws(VolterraError) {
        var names = ["cartes_x", "cartes_y", "cartes_z"]
        if configuration.siteEnergies != nil { names.append("site_en") }
        if configuration.forces != nil { names += ["fx", "fy", "fz"] }
        if configuration.charges != nil { names.append("charge") }
        if configuration.grades != nil { names.append("nbh_grades") }
        try output.append(" AtomData:  id type")
        for name in names { try output.append(name, width: numberWidth) }
        try output.append("\n")
        for atom in configuration.positions.indices {
            try output.append("\(atom + 1)", width: 12)
            try output.append("\(types[atom])", width: 4)
            try output.append(configuration.positions[atom], width: numberWidth)
            if let energies = configuration.siteEnergies { try output.append(energies[atom], width: numberWidth) }
            if let forces = configuration.forces { try output.append(forces[atom], width: numberWidth) }
            if let charges = configuration.charges { try output.append(charges[atom], width: numberWidth) }
            if let grades = configuration.grades { try output.append(grades[atom], width: numberWidth) }
            try output.append("\n")
        }
    }

    private func writeVirial(_ virial: SymmetricTensor) throws(VolterraError) {
        try output.append(" PlusStress:")
        for name in SymmetricTensor.voigtNames { try output.append(name, width: numberWidth) }
        try output.append("\n            ")
        for component in virial.voigt { try output.append(component, width: numberWidth) }
        try output.append("\n")
    }
}
