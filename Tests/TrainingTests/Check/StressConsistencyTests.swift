import Atoms
import FuzzSupport
import MomentTensor
import Testing
import Training

@Suite("Stresses against energies")
struct StressConsistencyTests {
    /// Strained crystals labelled by a potential, their virials changed by `falsify`.
    private func strained(_ falsify: (SymmetricTensor, Double) -> SymmetricTensor) throws -> DatasetReport {
        var check = DatasetCheck()
        for size in [-0.02, -0.01, 0.005, 0.015, 0.03] {
            for strain in [
                SymmetricTensor(xx: size, yy: size, zz: size, yz: 0, xz: 0, xy: 0),
                SymmetricTensor(xx: size, yy: 0, zz: 0, yz: 0.2 * size, xz: 0, xy: 0),
                SymmetricTensor(xx: 0, yy: 0, zz: -size, yz: 0, xz: 0, xy: size),
            ] {
                var configuration = try bcc(a: 3.2).strained(strain).labelledByMorse()
                configuration.virial = configuration.virial.map { falsify($0, configuration.cell.volume) }
                configuration.features = [.init(name: "config_type", value: "elastic")]
                check.add(configuration)
            }
        }
        return check.report()
    }

    private func stressFindings(_ report: DatasetReport) -> [Finding] { report.findings.filter { $0.check.hasPrefix("stress") } }

    @Test("a virial that is the derivative of the energy is found consistent")
    func consistent() throws {
        #expect(stressFindings(try strained { virial, _ in virial }).isEmpty)
    }

    @Test("a stress with the wrong sign is found")
    func negated() throws {
        let findings = stressFindings(try strained { virial, _ in virial * -1 })
        #expect(
            findings.map(\.message) == [
                "stress looks negated: by the energies of 95 pairs of strained cells of elastic its sign is the opposite"
            ])
        #expect(findings.first?.severity == .error && findings.first?.count == 15)
    }

    @Test("an isotropic offset is found with its size and sign")
    func offset() throws {
        let findings = stressFindings(
            try strained { virial, volume in
                let extra = -2.8 * volume / Units.gigapascal
                return SymmetricTensor(
                    xx: virial.xx + extra, yy: virial.yy + extra, zz: virial.zz + extra, yz: virial.yz, xz: virial.xz, xy: virial.xy)
            })
        #expect(
            findings.map(\.message) == [
                "by the energies of 95 pairs of strained cells of elastic the pressure is off by an isotropic −2.8 GPa"
            ])
    }

    @Test("a wrong unit is found with its factor")
    func scaled() throws {
        let findings = stressFindings(try strained { virial, _ in virial * 10 })
        #expect(
            findings.map(\.message) == [
                "by the energies of 95 pairs of strained cells of elastic the stress is about 10 times what it should be"
            ])
    }

    @Test("a sign that is wrong for one group only is blamed on that group")
    func mixedConventions() throws {
        var check = DatasetCheck()
        for (group, sign) in [("good", 1.0), ("bad", -1.0)] {
            for size in [-0.02, -0.01, 0.01, 0.02] {
                let strain = SymmetricTensor(xx: size, yy: size, zz: 0.5 * size, yz: 0, xz: 0, xy: 0)
                var configuration = try bcc(a: 3.2).strained(strain).labelledByMorse()
                configuration.virial = configuration.virial.map { $0 * sign }
                configuration.features = [.init(name: "config_type", value: group)]
                check.add(configuration)
            }
        }
        let findings = stressFindings(check.report())
        #expect(findings.map(\.configurations) == [[5, 6, 7, 8]])
    }

    @Test("without strained cells, a pressure that grows with the volume gives the sign away (seed 2)")
    func volumes() throws {
        for sign in [1.0, -1.0] {
            var generator = SplitMix64(seed: 2)
            var check = DatasetCheck()
            for step in 0..<12 {
                var configuration = try bcc(a: 3.1 + 0.012 * Double(step)).displaced(by: 0.1, using: &generator).labelledByMorse()
                configuration.virial = configuration.virial.map { $0 * sign }
                check.add(configuration)
            }
            let findings = stressFindings(check.report())
            #expect(
                findings.map { $0.message.prefix(62) }
                    == (sign > 0 ? [] : ["stress looks negated: the pressure of W1 grows with the volume"]))
        }
    }

    @Test("an alloy and the one with its elements exchanged are no strained pair")
    func exchangedElements() throws {
        // Ordered in two ways that have equal |S_k|: every second W atom of a row is replaced, or every other one.
        var check = DatasetCheck()
        var generator = SplitMix64(seed: 8)
        let perfect = try bcc(a: 3.2)
        let rhenium = try element("Re")
        let order = perfect.kinds.indices.shuffled(using: &generator).prefix(8)
        for (index, size) in [-0.01, 0.0, 0.01, 0.02].enumerated() {
            var configuration = perfect.strained(SymmetricTensor(xx: size, yy: size, zz: size, yz: 0, xz: 0, xy: 0))
            for atom in configuration.kinds.indices where order.contains(atom) == (index % 2 == 0) { configuration.kinds[atom] = rhenium }
            configuration = try configuration.labelledByMorse()
            // The two orderings have different energies, which would be nonsense as the work of a strain.
            configuration.energy = configuration.energy.map { $0 + (index % 2 == 0 ? 0 : 5) }
            check.add(configuration)
        }
        #expect(stressFindings(check.report()).isEmpty)
    }

    @Test(
        "the known offset of the published Ni and Cu stresses is found, and nothing in Mo, Si, Ge and Li", .enabled(if: sharedData != nil),
        arguments: [("Ni", "−2.9"), ("Cu", "−2.5"), ("Mo", nil), ("Si", nil), ("Ge", nil), ("Li", nil)])
    func published(symbol: String, offset: String?) throws {
        let reader = try openConfigurations(path: try #require(sharedData) + "/mlearn/\(symbol)_train.xyz.gz")
        var check = DatasetCheck()
        while let configuration = try reader.next() { check.add(configuration) }
        let findings = stressFindings(check.report())
        #expect(findings.count == (offset == nil ? 0 : 1))
        if let offset { #expect(findings.first?.message.hasSuffix("of Elastic the pressure is off by an isotropic \(offset) GPa") == true) }
    }
}
