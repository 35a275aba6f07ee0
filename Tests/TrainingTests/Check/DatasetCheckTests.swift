import Atoms
import FuzzSupport
import MomentTensor
import Testing
import Training

@Suite("Checks of training data")
struct DatasetCheckTests {
    private func report(_ configurations: [Configuration]) -> DatasetReport {
        var check = DatasetCheck()
        for configuration in configurations { check.add(configuration) }
        return check.report()
    }

    /// Displaced crystals of slightly different sizes, exactly labelled: nothing is wrong with them but that there is no isolated atom.
    private func sound(_ count: Int = 20, seed: UInt64 = 1) throws -> [Configuration] {
        var generator = SplitMix64(seed: seed)
        return try (0..<count).map { try bcc(a: 3.1 + 0.01 * Double($0 % 9)).displaced(by: 0.15, using: &generator).labelledByMorse() }
    }

    private func finding(_ check: String, _ configurations: [Configuration]) -> Finding? {
        report(configurations).findings.first { $0.check == check }
    }

    @Test("sound data gives no finding but the note about the isolated atom")
    func soundData() throws {
        let report = report(try sound())
        #expect(report.findings.map(\.check) == ["isolated-atom"])
        #expect(report.worstSeverity == .note && report.configurationCount == 20 && report.atomCount == 320)
    }

    @Test("an empty file is an error")
    func empty() {
        #expect(report([]).findings.map(\.message) == ["the file holds no configuration"])
        #expect(finding("empty", [Configuration()])?.message == "there are no atoms in 1 configuration")
    }

    @Test("missing labels are counted; if all are missing the name may be wrong")
    func missingLabels() throws {
        var data = try sound()
        data[3].energy = nil
        data[4].forces = nil
        data[5].virial = nil
        #expect(finding("missing-energy", data)?.message == "there are no energies in 1 of 20 configurations")
        #expect(finding("missing-energy", data)?.configurations == [4])
        #expect(finding("missing-forces", data)?.configurations == [5])
        #expect(finding("missing-stress", data)?.message == "there is no stress in 1 of 20 periodic configurations")
        for index in data.indices { data[index].forces = nil }
        #expect(finding("missing-forces", data)?.message == "no configuration has forces")
        #expect(finding("missing-forces", data)?.advice == "if the file has them under another name, say which when it is read")
    }

    @Test("labels that are not finite are errors of their own")
    func nonFinite() throws {
        var data = try sound()
        data[2].forces?[1].y = .nan
        data[6].energy = .infinity
        let findings = report(data).findings.filter { $0.check == "non-finite" }
        #expect(
            findings.map(\.message) == [
                "the energy of 1 configuration is not a finite number", "the forces of 1 configuration is not a finite number",
            ])
        #expect(findings.map(\.configurations) == [[7], [3]] && findings.allSatisfy { $0.severity == .error })
        #expect(report(data).findings.allSatisfy { !$0.check.hasPrefix("missing") })
    }

    @Test("forces that do not add up to zero are reported with the largest sum")
    func netForce() throws {
        var data = try sound()
        data[8].forces?[0].x += 0.5
        #expect(
            finding("net-force", data)?.message
                == "the forces of 1 configuration do not add up to zero; the largest sum is 0.500 eV/Å (configuration 9)")
    }

    @Test("a structure is recognised when moved, wrapped, rotated and written in another order")
    func duplicates() throws {
        var data = try sound()
        var copy = data[5]
        copy.positions = copy.positions.reversed().map { $0 + SIMD3(1.7, -40.2, 3.3) }
        copy.forces = copy.forces?.reversed()
        func turned(_ v: SIMD3<Double>) -> SIMD3<Double> { SIMD3(0.6 * v.x - 0.8 * v.z, v.y, 0.8 * v.x + 0.6 * v.z) }
        var rotated = data[6]
        rotated.positions = rotated.positions.map(turned)
        rotated.cell = Cell(turned(rotated.cell.a), turned(rotated.cell.b), turned(rotated.cell.c))
        rotated.virial = nil
        data += [copy, rotated]
        let finding = finding("duplicate", data)
        #expect(
            finding?.message
                == "the structure of 2 configurations repeats an earlier one (up to translation, rotation and the order of the atoms)")
        #expect(finding?.configurations == [21, 22] && finding?.severity == .warning)
        #expect(self.finding("contradiction", data) == nil)
    }

    @Test("a displacement by a hundredth of an ångström is no duplicate")
    func notDuplicates() throws {
        let perfect = try bcc(n: 3)
        let data = try [0.0, 0.01, 0.02].map { shift -> Configuration in
            var copy = perfect
            copy.positions[7].x += shift
            return try copy.labelledByMorse()
        }
        #expect(finding("duplicate", data) == nil)
        #expect(finding("near-duplicate", data) != nil)
    }

    @Test("the same structure with another energy is worse than a duplicate")
    func contradiction() throws {
        var data = try sound()
        var copy = data[3]
        copy.energy = (copy.energy ?? 0) + 0.32
        data.append(copy)
        let finding = finding("contradiction", data)
        #expect(
            finding?.message
                == "the labels of 1 configuration contradict those of the same structure earlier; energies differ by up to 20.0 meV/atom")
        #expect(finding?.severity == .error && finding?.configurations == [21])
    }

    @Test("atoms closer than covalent radii allow are reported with place and atoms")
    func closePairs() throws {
        var data = try sound()
        data[11].positions[1] = data[11].positions[0] + SIMD3(0, 1.5, 0)
        data[12].positions[1] = data[12].positions[0] + SIMD3(0, 0.5, 0)
        let findings = report(data).findings.filter { $0.check == "close-pair" }
        #expect(
            findings.map(\.message) == [
                "W-W comes as close as 0.500 Å (configuration 13, atoms 1 and 2), and is unusually close in 1 configuration",
                "W-W comes as close as 1.500 Å (configuration 12, atoms 1 and 2), and is unusually close in 1 configuration",
            ])
        #expect(findings.map(\.severity) == [.error, .warning])
    }

    @Test("nameless types are compared with their usual distance")
    func closeTypes() throws {
        var data = try sound().map { configuration in
            var copy = configuration
            copy.kinds = copy.kinds.map { _ in .type(0) }
            return copy
        }
        data[11].positions[1] = data[11].positions[0] + SIMD3(0, 1.3, 0)
        #expect(finding("close-pair", data)?.configurations == [12])
        #expect(finding("close-pair", data)?.message.hasPrefix("type 0-type 0 comes as close as 1.300 Å") == true)
    }

    @Test("a cell that cannot be used is an error that says why")
    func geometry() throws {
        var data = try sound()
        data[0].cell.c = data[0].cell.b
        #expect(
            finding("geometry", data)?.message == "the geometry of 1 configuration is unusable: the lattice vectors are linearly dependent")
    }

    @Test("energies, forces and volumes far from the rest of their composition are outliers")
    func outliers() throws {
        var data = try sound()
        data[9].energy = (data[9].energy ?? 0) + 16 * 20
        data[10].forces?[0].x += 80
        data[10].forces?[1].x -= 80
        data[14].cell.c *= 2
        #expect(finding("energy-outlier", data)?.configurations == [10])
        #expect(finding("force-outlier", data)?.configurations == [11])
        #expect(finding("volume-outlier", data)?.configurations == [15])
    }

    @Test("an isolated atom makes its note go away, and shows whether its energy has the same zero")
    func isolatedAtom() throws {
        var atom = Configuration(positions: [.zero], kinds: [try element("W")])
        atom.energy = 0
        atom.forces = [.zero]
        #expect(report(try sound() + [atom]).findings.isEmpty)
        atom.energy = -2000
        let finding = finding("energy-reference", try sound() + [atom])
        #expect(finding?.message.hasPrefix("the most stable W is bound by -19") == true)
        #expect(finding?.configurations == [21])
    }

    @Test("energies counted from two zeros fall into two groups")
    func mixedReferences() throws {
        var data = try sound()
        for index in 14..<20 { data[index].energy = (data[index].energy ?? 0) - 16 * 40 }
        let finding = finding("energy-reference", data)
        #expect(finding?.message.hasPrefix("the energies of W1 fall into two groups, 6 around -4") == true)
        #expect(finding?.configurations == [15, 16, 17, 18, 19, 20])
    }

    @Test("energies with few digits are noted with what stays undetermined")
    func precision() throws {
        let data = try sound().map { configuration in
            var copy = configuration
            copy.energy = copy.energy.map { ($0 * 10).rounded() / 10 }
            return copy
        }
        #expect(
            finding("energy-precision", data)?.message
                == "the energies have 3 significant digits, which leaves up to 3.13 meV/atom undetermined")
    }

    @Test("the report lists the gravest first, as text and as JSON")
    func rendering() throws {
        var data = try sound(10)
        data[4].energy = .nan
        let report = report(data)
        #expect(report.findings.map(\.severity) == [.error, .note] && report.worstSeverity == .error)
        #expect(
            report.text == """
                10 configurations, 160 atoms

                error: the energy of 1 configuration is not a finite number
                  configuration 5
                  remove these configurations or this label

                note: there is no isolated atom of W
                  fine for condensed matter; for gas, evaporation or cohesive energies add one atom alone in a large cell

                """)
        #expect(report.json.text.contains("\"severity\": \"error\",\n      \"check\": \"non-finite\""))
    }
}
