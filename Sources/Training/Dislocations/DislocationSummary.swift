import MomentTensor

/// What was built.
public struct DislocationSummary: Sendable {
    private let crystal: DislocatedCrystal
    private let energyFactor: Double
    private let material: DislocationMaterial
    private let frame: DislocationFrame

    public init(_ crystal: DislocatedCrystal, _ energyFactor: Double, _ material: DislocationMaterial, _ frame: DislocationFrame) {
        (self.crystal, self.energyFactor, self.material, self.frame) = (crystal, energyFactor, material, frame)
    }

    /// For people.
    public var text: String {
        let constants = zip(["C11", "C12", "C44"], material.elasticConstants).map { "\($0) \(fixedText($1, 1))" }.joined(separator: ", ")
        let b = frame.burgers
        let places = crystal.places.map { "(\(fixedText($0.position.x, 3)), \(fixedText($0.position.y, 3)))" }.joined(separator: ", ")
        return """
            crystal         \(material.crystal.structure.rawValue), a = \(fixedText(material.crystal.a, 5)) Å; \(constants) GPa
            Burgers vector  (\(fixedText(b.x, 4)), \(fixedText(b.y, 4)), \(fixedText(b.z, 4))) Å, of length \(fixedText(b.length, 4)) Å
            energy factor   \(fixedText(energyFactor, 2)) GPa
            step of glide   \(fixedText(frame.glideStep, 4)) Å
            period of line  \(fixedText(frame.period, 4)) Å
            lines at        \(places) Å
            atoms           \(crystal.groups.map { "\($0.atoms.count) \($0.name)" }.joined(separator: ", "))

            """
    }

    /// For programs: Å, GPa; atoms are counted from 1.
    public var json: JSONValue {
        .object([
            ("crystal", .string(material.crystal.structure.rawValue)), ("lattice_constant", .number(material.crystal.a)),
            ("elastic_constants", .array(material.elasticConstants.map(JSONValue.number))),
            ("burgers_vector", .array((0..<3).map { .number(frame.burgers[$0]) })), ("energy_factor", .number(energyFactor)),
            ("glide_step", .number(frame.glideStep)), ("period", .number(frame.period)), ("atoms", .integer(crystal.system.count)),
            (
                "lines",
                .array(
                    crystal.places.map { line in
                        .object([
                            ("x", .number(line.position.x)), ("y", .number(line.position.y)),
                            ("sign", .number(line.sign)),
                        ])
                    })
            ),
            (
                "groups",
                .array(
                    crystal.groups.map { group in
                        .object([
                            ("name", .string(group.name)), ("first", .integer(group.atoms.lowerBound + 1)),
                            ("last", .integer(group.atoms.upperBound)), ("fixed", .bool(group.isFixed)),
                        ])
                    })
            ),
        ])
    }
}

extension DislocatedCrystal {
    /// What a LAMMPS script includes after it has read the data file.
    public func lammpsGroups(file: String) -> String {
        let name = file.split(separator: "/").last ?? ""
        return "# The groups of \(name)\n"
            + groups.map { "group \($0.name) id \($0.atoms.lowerBound + 1):\($0.atoms.upperBound)\n" }.joined()
    }
}
