import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Relaxation under watch of grades (seed 72)")
struct GradedRelaxationTests {
    private let evaluator: SystemEvaluator
    private let graders: [GradeCriterion.Mode: ExtrapolationGrader]
    private var generator = SplitMix64(seed: 72)

    init() throws {
        let plan = try tungstenPlan()
        evaluator = SystemEvaluator(plan)
        let training = try ActiveSetSelectionTests.crystals(30, amplitude: 0.08, seed: 4)
        var settings = ActiveSetSelection.Settings()
        settings.criteria = GradeCriterion.Mode.allCases.map { GradeCriterion(mode: $0) }
        let sets = try ActiveSetSelection(plan, settings, threads: 1).activeSets(of: SelectionData(training))
        var graders: [GradeCriterion.Mode: ExtrapolationGrader] = [:]
        for (criterion, set) in zip(settings.criteria, sets) { graders[criterion.mode] = try ExtrapolationGrader(plan, set) }
        self.graders = graders
    }

    private func grader(_ mode: GradeCriterion.Mode = .neighbourhood) throws -> ExtrapolationGrader { try #require(graders[mode]) }

    private mutating func disturbed(by size: Double) throws -> AtomicSystem {
        try bcc(a: 3.2).displaced(by: size, using: &generator).system
    }

    @Test(
        "the path is that of a relaxation without, and the grades are those of its configurations", arguments: GradeCriterion.Mode.allCases)
    mutating func grades(mode: GradeCriterion.Mode) throws {
        let (start, grader) = (try disturbed(by: 0.25), try grader(mode))
        let plain = try Relaxation().run(start, with: evaluator)
        let watched = try Relaxation().run(start, RelaxationWatch(save: 0, stop: .infinity), grader, with: evaluator)
        #expect(watched.steps == plain.steps && watched.ending == .converged && plain.grading == nil)
        #expect(abs(watched.evaluation.energy - plain.evaluation.energy) < 1e-9)
        let grading = try #require(watched.grading)
        #expect(grading.kept.first?.step == 0 && grading.kept.last?.step == watched.steps)
        for frame in grading.kept {
            let grades = try grader.grades(of: frame.system, with: evaluator)
            #expect(agree(frame.grade, grades.ofConfiguration, within: 1e-12) && frame.gradesOfAtoms == grades.ofAtoms)
        }
        #expect(grading.highest >= grading.kept.map(\.grade).max() ?? 0)
        #expect(grading.final == grading.kept.last?.grade)
    }

    @Test("only what is above the threshold is kept, and between the first and the last nothing with less than twice the grade before")
    mutating func keeps() throws {
        let start = try disturbed(by: 0.25)
        let all = try Relaxation().run(start, RelaxationWatch(save: 0, stop: .infinity), try grader(), with: evaluator)
        let highest = try #require(all.grading).highest
        #expect(highest > 1.5)
        let some = try Relaxation().run(start, RelaxationWatch(save: 0.9 * highest, stop: .infinity), try grader(), with: evaluator)
        let kept = try #require(some.grading).kept
        #expect(!kept.isEmpty && kept.allSatisfy { $0.grade > 0.9 * highest })
        let middle = try #require(all.grading).kept.dropLast()
        for (one, next) in zip(middle, middle.dropFirst()) { #expect(next.grade >= 2 * one.grade) }
        let none = try Relaxation().run(start, RelaxationWatch(save: 1.01 * highest, stop: .infinity), try grader(), with: evaluator)
        #expect(try #require(none.grading).kept.isEmpty && none.ending == .converged)
    }

    @Test("it ends at the first grade above the limit, which is kept")
    mutating func ends() throws {
        let start = try bcc(a: 3.2).displaced(by: 0.5, using: &generator).system
        let outcome = try Relaxation().run(start, RelaxationWatch(save: 1.2, stop: 1.5), try grader(), with: evaluator)
        #expect(outcome.ending == .extrapolating && !outcome.isConverged && outcome.steps == 0)
        let grading = try #require(outcome.grading)
        #expect(grading.kept.count == 1 && grading.kept[0].grade > 1.5 && grading.kept[0].system == start)
        #expect(grading.final == grading.highest)
    }

    @Test("a configuration that was kept says where it comes from, and has no labels")
    mutating func provenance() throws {
        var configuration = try bcc(a: 3.2).displaced(by: 0.5, using: &generator)
        (configuration.energy, configuration.features) = (3, [.init(name: "config_type", value: "hot")])
        let outcome = try Relaxation().run(configuration.system, RelaxationWatch(save: 1, stop: 1.5), try grader(), with: evaluator)
        let frame = try #require(outcome.grading?.kept.first)
        let kept = configuration.kept(frame, from: .init(file: "in.xyz", number: 7))
        #expect(kept.energy == nil && kept.forces == nil && kept.grades == frame.gradesOfAtoms && kept.group == "hot")
        #expect(kept.feature("relaxed_from") == "in.xyz:7" && kept.feature("relaxation_step") == "0")
        #expect(kept.feature("MV_grade") == "\(frame.grade)")
        let relaxed = configuration.relaxed(to: outcome)
        #expect(relaxed.feature("relaxation") == "extrapolating" && relaxed.energy == outcome.evaluation.energy)
    }
}
