import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Retraining (seeds 70 … 79)")
struct RetrainingTests {
    /// A potential, and configurations labelled by one that differs from it in ξ only.
    private struct Setup {
        let potential: Potential
        let teacher: Potential
        let samples: [FitSample]

        init(count: Int = 12) throws {
            let data = try FitTestData(level: 10, count: count, seed: 70)
            teacher = data.teacher
            var potential = data.teacher
            var random = SplitMix64(seed: 71)
            let linear = potential.coefficients?.linear ?? []
            potential.coefficients?.linear = linear.map { $0 * Double.random(in: 0.7...1.3, using: &random) }
            self.potential = potential
            samples = try data.samples()
        }

        func errors(_ potential: Potential) throws -> Double {
            let evaluator = SystemEvaluator(try Plan(potential))
            var statistics = ErrorStatistics()
            for sample in samples {
                let forces = try evaluator.evaluate(sample.system).forces
                for (force, label) in zip(forces, sample.configuration.forces ?? []) {
                    for c in 0..<3 { statistics.add(force[c] - label[c]) }
                }
            }
            return statistics.rootMeanSquare ?? .infinity
        }

        func energies(_ potential: Potential) throws -> [Double] {
            let evaluator = SystemEvaluator(try Plan(potential))
            return try samples.map { try evaluator.evaluate($0.system).energy / Double($0.system.count) }
        }
    }

    private func retrained(
        _ setup: Setup, targets: [FitSample]? = nil, soft: [FitSample] = [], _ hard: HardConstraints = HardConstraints(),
        _ change: (inout Retraining.Settings) -> Void = { _ in }, threads: Int = 2
    ) throws -> Retraining.Result {
        var settings = Retraining.Settings()
        settings.ridge = 1e-13
        change(&settings)
        return try Retraining(setup.potential, settings, threads: threads).run(
            targets: targets ?? setup.samples, soft: soft, hard: hard)
    }

    @Test("without constraints, forces that another ξ explains are met")
    func recovery() throws {
        let setup = try Setup()
        let result = try retrained(setup)
        #expect(try setup.errors(setup.potential) > 0.01)
        #expect(try setup.errors(result.potential) < 1e-5 * setup.errors(setup.potential))
        #expect(result.potential.coefficients?.radial == setup.potential.coefficients?.radial)
        #expect(result.rank == 0 && result.coefficientCount == 1 + setup.potential.basis.scalars.count)
    }

    @Test("energies that are held stay, and forces come as close as they let them")
    func heldEnergies() throws {
        let setup = try Setup()
        var hard = HardConstraints()
        try hard.add(Array(setup.samples.prefix(4)), group: "four", .energy, of: setup.potential)
        let result = try retrained(setup, hard)
        #expect(result.rank == 4)
        let (before, after) = (try setup.energies(setup.potential), try setup.energies(result.potential))
        for index in 0..<4 { #expect(abs(after[index] - before[index]) < 1e-10) }
        #expect(abs(after[5] - before[5]) > 1e-6)
        let errors = try setup.errors(result.potential)
        #expect(errors < 0.9 * (try setup.errors(setup.potential)) && errors > 1e-6)
    }

    @Test("rows that say the same count once")
    func redundantRows() throws {
        let setup = try Setup()
        var hard = HardConstraints()
        for _ in 0..<3 { try hard.add(Array(setup.samples.prefix(3)), group: "again", .energy, of: setup.potential) }
        let result = try retrained(setup, hard)
        #expect(hard.rows.count == 9 && result.rank == 3)
    }

    @Test("a row can be given a change, which it makes")
    func wantedChange() throws {
        let setup = try Setup()
        var hard = HardConstraints()
        try hard.add(Array(setup.samples.prefix(2)), group: "moved", .energy, of: setup.potential)
        hard.rows[1].change = 0.02
        let result = try retrained(setup, hard)
        let (before, after) = (try setup.energies(setup.potential), try setup.energies(result.potential))
        #expect(abs(after[0] - before[0]) < 1e-10)
        #expect(abs(after[1] - before[1] - 0.02) < 1e-10)
    }

    @Test("constraints that contradict one another, or leave nothing free, are errors")
    func refusals() throws {
        let setup = try Setup()
        var contradiction = HardConstraints()
        for _ in 0..<2 { try contradiction.add([setup.samples[0]], group: "twice", .energy, of: setup.potential) }
        contradiction.rows[1].change = 0.1
        #expect(throws: VolterraError.self) { _ = try retrained(setup, contradiction) }
        var everything = HardConstraints()
        try everything.add(setup.samples, group: "all", [.energy, .forces, .virial], of: setup.potential)
        #expect(throws: VolterraError.self) { _ = try retrained(setup, everything) }
    }

    @Test("the constraint that contradicts others is named, also where rows before it say nothing")
    func namedContradiction() throws {
        let setup = try Setup()
        var hard = HardConstraints()
        let size = 1 + setup.potential.basis.scalars.count
        hard.rows.append(.init(group: "nothing", unit: "eV/atom", coefficients: Array(repeating: 0, count: size)))
        for _ in 0..<2 { try hard.add([setup.samples[0]], group: "twice", .energy, of: setup.potential) }
        hard.rows[2].change = 0.1
        let error = try #require(throws: VolterraError.self) { _ = try retrained(setup, hard) }
        #expect(error.message.hasSuffix("twice"))
    }

    @Test("soft forces move less the more they count")
    func softForces() throws {
        let setup = try Setup()
        let (targets, soft) = (Array(setup.samples.prefix(6)), Array(setup.samples.suffix(6)))
        func movement(_ weight: Double) throws -> Double {
            let result = try retrained(setup, targets: targets, soft: soft) { $0.softWeight = weight }
            let report = try RetrainingReport(
                result, before: setup.potential, targets: targets.map { ("targets", $0) }, soft: soft.map { ("soft", $0) },
                hard: HardConstraints(), threads: 1)
            return try #require(report.forces.first { !$0.isTarget }?.after.rootMeanSquare)
        }
        let movements = try [0.01, 1, 100].map(movement)
        #expect(movements[0] > movements[1] && movements[1] > movements[2])
        #expect(movements[2] < 0.2 * movements[0])
    }

    @Test("in distorted crystals forces change less the more they count there")
    func distortedCrystals() throws {
        let potential = try tungstenPlan().potential
        let distorted = try DistortedCrystals.samples(of: potential, threads: 2)
        let evaluator = SystemEvaluator(try Plan(potential))
        var random = SplitMix64(seed: 77)
        let targets = try (0..<6).map { _ in
            var configuration = try bcc(a: 3.16).displaced(by: 0.1, using: &random)
            let species = Array(repeating: 0, count: configuration.count)
            let forces = try evaluator.evaluate(AtomicSystem(configuration, species: species)).forces
            configuration.forces = forces.map { $0 + SIMD3.random(in: -0.1...0.1, using: &random) }
            return FitSample(configuration, species: species, weights: .init(energy: 1, force: 1, virial: 1))
        }
        func movement(_ weight: Double) throws -> Double {
            var settings = Retraining.Settings()
            settings.ridge = 1e-12
            settings.distortedWeight = weight
            let result = try Retraining(potential, settings, threads: 2).run(
                targets: targets, soft: [], distorted: distorted, hard: HardConstraints())
            let report = try RetrainingReport(
                result, before: potential, targets: [], soft: distorted.map { ("distorted", $0) }, hard: HardConstraints(), threads: 2)
            return try #require(report.forces.first?.after.rootMeanSquare)
        }
        let movements = try [0, 0.01, 1].map(movement)
        #expect(movements[0] > 3 * movements[1] && movements[1] > 3 * movements[2])
    }

    @Test("distorted crystals are of every structure and density, and no atoms are closer than those of the data")
    func distortions() throws {
        let potential = try tungstenPlan().potential
        let samples = try DistortedCrystals.samples(of: potential, threads: 1)
        #expect(samples.count > 200 && samples.allSatisfy { (0...1).contains($0.weights.force) && (8...16).contains($0.species.count) })
        #expect(try samples.allSatisfy { try !$0.system.hasPair(closerThan: potential.radialBasis.minimumDistance) })
        let volumes = samples.map { $0.system.cell.volume / Double($0.species.count) }
        #expect(try #require(volumes.max()) > 4 * (try #require(volumes.min())))
        #expect(samples.map(\.system) == (try DistortedCrystals.samples(of: potential, threads: 2).map(\.system)))
    }

    @Test("the page shows the errors, the choice of the ridge, and the constraints")
    func page() throws {
        let setup = try Setup()
        var hard = HardConstraints()
        try hard.add(Array(setup.samples.prefix(3)), group: "a < b", .energy, of: setup.potential)
        let result = try retrained(setup, hard) { $0.ridge = nil }
        let report = try RetrainingReport(
            result, before: setup.potential, targets: setup.samples.map { ("targets", $0) }, soft: [], hard: hard, threads: 1)
        let text = try #require(try ParsedMarkup(report.html(name: "W & Re", date: "2026-11-27")).texts(of: "html").first)
        for words in ["W & Re", "a < b", "The choice of the ridge", "Singular values of the constraints", "Drift, eV/atom"] {
            #expect(text.contains(words), "\(words)")
        }
        let best = try #require(result.trials.map(\.error).min())
        #expect(try #require(report.leftOutError) <= 1.1 * best)
    }

    @Test("only atoms of the mask are targets")
    func mask() throws {
        let setup = try Setup()
        var samples = setup.samples
        for index in samples.indices {
            samples[index].configuration.forceMask = samples[index].configuration.positions.indices.map { $0 != 0 }
            samples[index].configuration.forces?[0] = SIMD3(repeating: 100)
        }
        let result = try retrained(setup, targets: samples)
        #expect(try setup.errors(result.potential) < 1e-5 * setup.errors(setup.potential))
    }

    @Test("the ridge is chosen from targets that are left out, and the result does not depend on the number of threads")
    func ridge() throws {
        let setup = try Setup()
        let results = try [1, 3].map { threads in try retrained(setup, { $0.ridge = nil }, threads: threads) }
        #expect(results[0].potential == results[1].potential)
        let trials = results[0].trials
        let best = try #require(trials.map(\.error).min())
        let chosen = try #require(trials.first { $0.ridge == results[0].ridge })
        #expect(trials.count > 10 && chosen.error <= 1.1 * best)
        #expect(trials.last!.error > 2 * best)
    }

    private func retrained(
        _ setup: Setup, _ change: (inout Retraining.Settings) -> Void, threads: Int
    ) throws -> Retraining.Result {
        try retrained(setup, HardConstraints(), change, threads: threads)
    }
}

@Suite("Properties that retraining holds or moves")
struct PreservedPropertyTests {
    private let potential: Potential
    private let targets: [FitSample]

    /// The tungsten potential of the tests, extended, and forces that it has but for a little.
    init() throws {
        potential = try tungstenPlan().potential.extended(by: try MomentBasis(BasisSpecification(level: 14)))
        let evaluator = SystemEvaluator(try Plan(potential))
        var random = SplitMix64(seed: 75)
        var assignment = try SpeciesAssignment(potential)
        targets = try (0..<10).map { index in
            var configuration = try bcc(a: 2.9 + 0.06 * Double(index)).displaced(by: 0.15, using: &random)
            let species = Array(repeating: 0, count: configuration.count)
            let evaluation = try evaluator.evaluate(cell: configuration.cell, positions: configuration.positions, species: species)
            configuration.forces = evaluation.forces.map { $0 + SIMD3.random(in: -0.005...0.005, using: &random) }
            return try FitSample(screening: configuration, &assignment, .mlip)
        }
    }

    private func retrained(_ properties: Set<PreservedProperty>, _ elastic: [ElasticConstantName: Double] = [:]) throws -> Potential {
        var hard = HardConstraints()
        try hard.add(properties, elasticTargets: elastic, of: potential, threads: 2)
        var settings = Retraining.Settings()
        settings.ridge = 1e-4
        return try Retraining(potential, settings, threads: 2).run(targets: targets, soft: [], hard: hard).potential
    }

    private func properties(_ potential: Potential) throws -> ElementProperties {
        var calculation = PropertyCalculation(try Plan(potential), elements: [nil], threads: 2)
        calculation.kinds = [.elastic]
        calculation.structure = .bcc
        return try calculation.run(species: 0) {}
    }

    @Test("lattice and elastic constants stay")
    func held() throws {
        let (before, after) = (try properties(potential), try properties(try retrained([.lattice, .elastic])))
        #expect(abs(after.crystal.a - before.crystal.a) < 1e-7)
        #expect(abs(after.crystal.energyPerAtom - before.crystal.energyPerAtom) < 1e-10)
        for (old, new) in zip(try #require(before.elastic).relaxed.rows.joined(), try #require(after.elastic).relaxed.rows.joined()) {
            #expect(abs(old - new) < 1e-3)
        }
    }

    @Test("C44 becomes what it is told, and the others stay")
    func moved() throws {
        let before = try #require(try properties(potential).elastic).relaxed
        let name = try #require(ElasticConstantName("C44"))
        let after = try #require(try properties(try retrained([.lattice], [name: before[4, 4] + 5])).elastic).relaxed
        #expect(abs(after[4, 4] - before[4, 4] - 5) < 1e-2)
        #expect(abs(after[1, 1] - before[1, 1]) < 1e-2 && abs(after[1, 2] - before[1, 2]) < 1e-2)
    }

    @Test("names of elastic constants are read in any order of the indices", arguments: [("C44", 3, 3), ("c21", 0, 1)])
    func names(text: String, i: Int, j: Int) throws {
        let name = try #require(ElasticConstantName(text))
        #expect(name.i == i && name.j == j)
        #expect(ElasticConstantName("C17") == nil && ElasticConstantName("K") == nil && ElasticConstantName("C4") == nil)
    }
}
