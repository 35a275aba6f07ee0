import MomentTensor
import TestSupport
import Testing

@Suite("Grades and deviations of atoms (seeds 800 … 839)")
struct SiteUncertaintyTests {
    private static let cell = Cell(SIMD3(12, 0.4, 0), SIMD3(-0.3, 12.5, 0.2), SIMD3(0, 0.1, 11.8), periodic: (true, true, true))

    /// A potential, what is known of it, and a crystal whose blocks are of every length.
    private struct Case {
        let potential: Potential
        let activeSet: ActiveSet
        let posterior: Posterior
        let system: RandomSystem

        init(speciesCount: Int, radialSize: Int = 6, isLinear: Bool = false, seed: UInt64) throws {
            potential = try RandomPotential.make(level: 10, speciesCount: speciesCount, radialSize: radialSize, seed: seed)
            activeSet =
                isLinear ? .randomLinear(for: potential, seed: seed + 1) : .random(for: potential, seed: seed + 1)
            posterior = .random(for: potential, seed: seed + 2)
            system = RandomSystem(grid: 5, cell: SiteUncertaintyTests.cell, speciesCount: speciesCount, seed: seed + 3)
        }

        func plan(_ options: PlanOptions = PlanOptions()) throws -> Plan { try Plan(potential, options) }

        func evaluate(_ options: EvaluationOptions, _ planOptions: PlanOptions = PlanOptions(), threads: Int = 1) throws -> Evaluation {
            let evaluator = SystemEvaluator(try plan(planOptions), threads: threads)
            evaluator.activeSet = try CompiledActiveSet(activeSet, for: evaluator.plan)
            evaluator.posterior = try CompiledPosterior(posterior, for: evaluator.plan)
            return try evaluator.evaluate(
                cell: system.cell, positions: system.positions, species: system.species, options: options)
        }

        func listEvaluator(_ planOptions: PlanOptions = PlanOptions(), threads: Int) throws -> ThreadedListEvaluator {
            let evaluator = ThreadedListEvaluator(try plan(planOptions), threads: threads)
            evaluator.activeSet = try CompiledActiveSet(activeSet, for: evaluator.plan)
            evaluator.posterior = try CompiledPosterior(posterior, for: evaluator.plan)
            return evaluator
        }
    }

    @Test("are what the rows of derivatives give, for every number of species", arguments: 1...3, [6, 9])
    func definition(speciesCount: Int, radialSize: Int) throws {
        let sample = try Case(speciesCount: speciesCount, radialSize: radialSize, seed: 800)
        let rows = try #require(sample.evaluate(.siteGradients).siteGradients)
        let evaluation = try sample.evaluate([.siteGrades, .siteDeviations])
        #expect(relativeDifference(try #require(evaluation.siteGrades), sample.activeSet.grades(rows)) < 1e-12)
        let (deviations, relative) = sample.posterior.deviations(rows)
        #expect(relativeDifference(try #require(evaluation.siteDeviations), deviations) < 1e-12)
        #expect(relativeDifference(try #require(evaluation.siteRelativeDeviations), relative) < 1e-12)
    }

    @Test("do not see the radial coefficients where the active set does not", arguments: 1...2)
    func linear(speciesCount: Int) throws {
        let sample = try Case(speciesCount: speciesCount, isLinear: true, seed: 804)
        let rows = try #require(sample.evaluate(.siteGradients).siteGradients)
        let grades = try #require(sample.evaluate(.siteGrades).siteGrades)
        #expect(relativeDifference(grades, sample.activeSet.grades(rows)) < 1e-12)
    }

    @Test("the energy factor multiplies deviations, and neither grades nor relative deviations")
    func energyFactor() throws {
        let sample = try Case(speciesCount: 2, seed: 808)
        let options: EvaluationOptions = [.siteGrades, .siteDeviations]
        let (one, many) = (try sample.evaluate(options), try sample.evaluate(options, PlanOptions(energyFactor: 23.06)))
        #expect(relativeDifference(try #require(many.siteGrades), try #require(one.siteGrades)) < 1e-12)
        #expect(relativeDifference(try #require(many.siteRelativeDeviations), try #require(one.siteRelativeDeviations)) < 1e-12)
        #expect(relativeDifference(try #require(many.siteDeviations), try #require(one.siteDeviations).map { 23.06 * $0 }) < 1e-12)
    }

    @Test("are the same for a list, alone or together, on any number of threads", arguments: 1...3)
    func lists(speciesCount: Int) throws {
        let sample = try Case(speciesCount: speciesCount, seed: 812)
        let evaluation = try sample.evaluate([.siteGrades, .siteDeviations], threads: 2)
        var list = try GhostList(sample.system, cutoff: 4.6, skin: 0.4)
        for (threads, count) in [(1, 125), (1, 17), (2, 125), (5, 125)] {
            list.centres = Array(0..<Int32(count))
            let evaluator = try sample.listEvaluator(threads: threads)
            let plain = try list.evaluate(evaluator)
            let (sums, sites) = try list.evaluateSites { try evaluator.evaluate($0, adding: $1) }
            #expect(sums == plain)
            #expect(relativeDifference(Array(sites.grades[..<count]), Array(try #require(evaluation.siteGrades)[..<count])) < 1e-10)
            #expect(relativeDifference(Array(sites.deviations[..<count]), Array(try #require(evaluation.siteDeviations)[..<count])) < 1e-10)
            let relative = Array(try #require(evaluation.siteRelativeDeviations)[..<count])
            #expect(relativeDifference(Array(sites.relativeDeviations[..<count]), relative) < 1e-10)
            // Atoms that are no centres keep what they had.
            #expect(sites.grades[count...].allSatisfy { $0.isNaN })
            let grades = try list.evaluateSites(deviations: false) { try evaluator.evaluate($0, adding: $1) }.sites.grades
            #expect(grades[..<count] == sites.grades[..<count])
            let deviations = try list.evaluateSites(grades: false) { try evaluator.evaluate($0, adding: $1) }.sites.deviations
            #expect(deviations[..<count] == sites.deviations[..<count])
        }
    }

    @Test("are in double precision in any case, and forces do not depend on whether they are asked for")
    func mixed() throws {
        let sample = try Case(speciesCount: 2, seed: 816)
        let list = try GhostList(sample.system, cutoff: 4.6, skin: 0.4)
        let double = try sample.listEvaluator(threads: 1)
        let mixed = try sample.listEvaluator(PlanOptions(precision: .mixed), threads: 1)
        let plain = try list.evaluate(mixed)
        let (sums, sites) = try list.evaluateSites { try mixed.evaluate($0, adding: $1) }
        #expect(sums == plain)
        #expect(try list.evaluateSites { try double.evaluate($0, adding: $1) }.sites == sites)
    }

    @Test("go on after an evaluation that failed in the middle")
    func afterErrors() throws {
        let sample = try Case(speciesCount: 1, seed: 820)
        let evaluator = try sample.listEvaluator(threads: 1)
        let list = try GhostList(sample.system, cutoff: 4.6, skin: 0.4)
        let before = try list.evaluateSites { try evaluator.evaluate($0, adding: $1) }.sites
        var broken = list
        broken.positions[broken.positions.count - 1].x = .nan
        #expect(throws: VolterraError.self) { try broken.evaluateSites { try evaluator.evaluate($0, adding: $1) } }
        #expect(try list.evaluateSites { try evaluator.evaluate($0, adding: $1) }.sites == before)
    }

    @Test("without an active set, or a posterior, it is said how to make one")
    func missing() throws {
        let sample = try Case(speciesCount: 1, seed: 824)
        let evaluator = SystemEvaluator(try sample.plan())
        func message(_ options: EvaluationOptions) -> String {
            let error = #expect(throws: VolterraError.self) {
                try evaluator.evaluate(
                    cell: sample.system.cell, positions: sample.system.positions, species: sample.system.species, options: options)
            }
            return error?.description ?? ""
        }
        #expect(message(.siteGrades).contains("no active set, which grades are measured against"))
        #expect(message(.siteDeviations).contains("no posterior, which deviations follow from"))
    }

    @Test("against a set that was selected by configurations, or for another potential, there are none")
    func refusals() throws {
        let sample = try Case(speciesCount: 1, seed: 828)
        let plan = try sample.plan()
        var byConfiguration = sample.activeSet
        byConfiguration.weights = .init(energy: 1, force: 0, stress: 0, siteEnergy: 0)
        let mode = #expect(throws: VolterraError.self) { _ = try CompiledActiveSet(byConfiguration, for: plan) }
        #expect(mode?.description.contains("selected by configurations") == true)
        #expect(mode?.description.contains("--mode neighbourhood") == true)
        let other = try Case(speciesCount: 2, seed: 828)
        let size = #expect(throws: VolterraError.self) { _ = try CompiledActiveSet(other.activeSet, for: plan) }
        #expect(size?.description.contains("parameters, but the potential random has") == true)
        let posterior = #expect(throws: VolterraError.self) { _ = try CompiledPosterior(other.posterior, for: plan) }
        #expect(posterior?.description.contains("coefficients, but the potential random has") == true)
    }
}
