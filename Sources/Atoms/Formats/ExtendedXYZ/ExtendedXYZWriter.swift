import MomentTensor

/// Writes extended XYZ that ASE reads: `energy` [eV], `forces` [eV/Å], `stress` [eV/Å³, negative when compressed], and `virial`
/// [eV, positive when compressed], which keeps the last bit of what the stress is made of.
///
/// Atoms that have no chemical symbol are written as the dummy element `X`, with their type from 0 in a column `type`.
public final class ExtendedXYZWriter: ConfigurationWriter {
    private var output: TextOutput
    private let elements: [Element]?

    public init(path: String, options: ConfigurationWriteOptions = ConfigurationWriteOptions()) throws(VolterraError) {
        output = try TextOutput(path: path)
        elements = options.elements
    }

    public func write(_ configuration: Configuration) throws(VolterraError) {
        try configuration.checkConsistency(writingTo: output.path)
        let kinds = configuration.kinds.map { $0.named(by: elements) }
        let hasTypes = kinds.contains { !$0.isElement }
        try output.append("\(configuration.count)\n")
        try output.append(comment(configuration, hasTypes: hasTypes) + "\n")
        for atom in configuration.positions.indices {
            try writeAtom(atom, of: configuration, kinds[atom], hasTypes: hasTypes)
        }
    }

    public func finish() throws(VolterraError) { try output.finish() }

    private func comment(_ configuration: Configuration, hasTypes: Bool) -> String {
        var parts: [String] = []
        if configuration.cell.vectors.contains(where: { $0 != .zero }) {
            let numbers = configuration.cell.vectors.flatMap { [$0.x, $0.y, $0.z] }
            parts.append("Lattice=\"\(joined(numbers))\"")
        }
        parts.append("Properties=" + properties(configuration, hasTypes: hasTypes))
        if let energy = configuration.energy { parts.append("energy=\(energy)") }
        if let virial = configuration.virial {
            let stress = virial.stress(volume: configuration.cell.volume)
            if stress.isFinite { parts.append("stress=\"\(joined(stress.rows))\"") }
            parts.append("virial=\"\(joined(virial.rows))\"")
        }
        parts += features(configuration.features)
        parts.append("pbc=\"\(configuration.cell.periodicity.map { $0 ? "T" : "F" }.joined(separator: " "))\"")
        return parts.joined(separator: " ")
    }

    private func properties(_ configuration: Configuration, hasTypes: Bool) -> String {
        var properties = ["species:S:1:pos:R:3"]
        if hasTypes { properties.append("type:I:1") }
        if configuration.forces != nil { properties.append("forces:R:3") }
        if configuration.siteEnergies != nil { properties.append("energies:R:1") }
        if configuration.charges != nil { properties.append("charge:R:1") }
        if configuration.grades != nil { properties.append("nbh_grades:R:1") }
        for column in configuration.atomColumns { properties.append("\(column.name):R:\(column.width)") }
        if configuration.isFixed != nil { properties.append("fix_mask:L:1") }
        return properties.joined(separator: ":")
    }

    /// A feature whose name means something else to the reader, or is not the first of its name, gets underscores.
    private func features(_ features: [Configuration.Feature]) -> [String] {
        var taken = Self.reservedNames
        return features.map { feature in
            var name = feature.name
            while !taken.insert(name).inserted { name += "_" }
            return "\(ExtendedXYZComment.quoted(name))=\(ExtendedXYZComment.quoted(feature.value))"
        }
    }

    private static let reservedNames: Set<String> = ["Lattice", "Properties", "pbc", "energy", "stress", "virial"]

    private func writeAtom(_ atom: Int, of configuration: Configuration, _ kind: Configuration.Kind, hasTypes: Bool) throws(VolterraError) {
        var type = 0
        switch kind {
        case .element(let element): try output.append(element.symbol)
        case .type(let number):
            try output.append("X")
            type = number
        }
        try output.append(configuration.positions[atom], width: numberWidth)
        if hasTypes { try output.append("\(type)", width: 4) }
        if let forces = configuration.forces { try output.append(forces[atom], width: numberWidth) }
        if let energies = configuration.siteEnergies { try output.append(energies[atom], width: numberWidth) }
        if let charges = configuration.charges { try output.append(charges[atom], width: numberWidth) }
        if let grades = configuration.grades { try output.append(grades[atom], width: numberWidth) }
        for column in configuration.atomColumns {
            for value in column.values[column.width * atom..<column.width * (atom + 1)] { try output.append(value, width: numberWidth) }
        }
        if let isFixed = configuration.isFixed { try output.append(isFixed[atom] ? " T" : " F") }
        try output.append("\n")
    }

    private func joined(_ numbers: [Double]) -> String { numbers.map(\.description).joined(separator: " ") }
}

extension SymmetricTensor {
    /// All nine components, row by row.
    var rows: [Double] { [xx, xy, xz, xy, yy, yz, xz, yz, zz] }
}

extension Configuration.Kind {
    /// The element behind a type number, where somebody named it.
    func named(by elements: [Element]?) -> Configuration.Kind {
        guard case .type(let type) = self, let elements, elements.indices.contains(type) else { return self }
        return .element(elements[type])
    }
}
