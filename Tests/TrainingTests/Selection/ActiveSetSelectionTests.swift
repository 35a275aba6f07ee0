import Atoms
import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Selection")
struct ActiveSetSelectionTests {
    /// Crystals, the atoms of which are displaced more and more.
    static func crystals(_ count: Int, amplitude: Double, seed: UInt64) throws -> [Configuration] {
        var generator = SplitMix64(seed: seed)
        return try (0..<count).map { index in
            try bcc(n: 2).displaced(by: amplitude * (0.5 + Double(index) / Double(count)), using: &generator)
        }
    }

    static let criteria: [GradeCriterion] = GradeCriterion.Mode.allCases.flatMap { mode in
        GradeCriterion.Parameters.allCases.map { GradeCriterion(mode: mode, parameters: $0) }
    }

    private func selection(_ criteria: [GradeCriterion], threads: Int = 1, memory: Int = 1 << 30) throws -> ActiveSetSelection {
        var settings = ActiveSetSelection.Settings()
        settings.criteria = criteria
        settings.memory = memory
        return ActiveSetSelection(try tungstenPlan(), settings, threads: threads)
    }

    @Test("no grade in the training set is above the threshold, for every criterion", arguments: criteria)
    func interpolation(criterion: GradeCriterion) throws {
        let training = try ActiveSetSelectionTests.crystals(60, amplitude: 0.2, seed: 1)
        let selection = try selection([criterion])
        let sets = try selection.activeSets(of: SelectionData(training))
        let grader = try ExtrapolationGrader(selection.plan, sets[0])
        let evaluator = SystemEvaluator(selection.plan)
        for configuration in training {
            #expect(try grader.grades(of: configuration.system, with: evaluator).ofConfiguration <= 1.001 + 1e-6)
        }
        let far = try bcc(a: 2.8).system
        #expect(try grader.grades(of: far, with: evaluator).ofConfiguration > 2)
    }

    @Test("sets made together are those made one by one; neither threads nor memory matter")
    func reproducibility() throws {
        let training = SelectionData(try ActiveSetSelectionTests.crystals(150, amplitude: 0.2, seed: 2))
        let together = try selection(ActiveSetSelectionTests.criteria).activeSets(of: training)
        for (criterion, set) in zip(ActiveSetSelectionTests.criteria, together) {
            #expect(try selection([criterion], threads: 3, memory: 0).activeSets(of: training) == [set])
        }
        let small = try selection(ActiveSetSelectionTests.criteria, threads: 2, memory: 0).activeSets(of: training)
        #expect(small == together)
    }

    @Test("a set over the linear parameters, read as one over all, has the grades that its own columns give")
    func linearParameters() throws {
        let training = try ActiveSetSelectionTests.crystals(30, amplitude: 0.2, seed: 3)
        let selection = try selection([GradeCriterion(parameters: .linear)])
        let set = try selection.activeSets(of: SelectionData(training))[0]
        let potential = selection.plan.potential
        #expect(set.size == potential.parameterCount)
        #expect(set.ignoredParameterCount == potential.radialParameterCount)
        let evaluator = SystemEvaluator(selection.plan)
        let strained = try bcc(a: 3.0).system
        let grades = try #require(try ExtrapolationGrader(selection.plan, set).grades(of: strained, with: evaluator).ofAtoms)
        let gradients = try #require(
            try evaluator.evaluate(
                cell: strained.cell, positions: strained.positions, species: strained.species, options: .siteGradients
            ).siteGradients)
        let columns = potential.radialParameterCount..<potential.parameterCount
        let block = CoefficientBlock(rows: gradients.columns(columns), inverse: set.countedInverse, size: columns.count)
        for (one, other) in zip(grades, block.grades) { #expect(agree(one, other, within: 1e-10)) }
    }

    @Test("a written '.almtp' gives the same grades, and knows where its rows come from")
    func file() throws {
        let training = try ActiveSetSelectionTests.crystals(20, amplitude: 0.2, seed: 4)
        let selection = try selection([GradeCriterion()])
        let set = try selection.activeSets(of: SelectionData(training))[0]
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("selection-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("W.almtp").path
        try PotentialFile(potential: selection.plan.potential, activeSet: set).write(to: path)
        let read = try #require(try PotentialFile(path: path).activeSet)
        #expect(read == set)
        let records = folder.appendingPathComponent("selected.cfg").path
        try Data(read.selectedConfigurationsText).write(to: URL(fileURLWithPath: records))
        let selected = try readConfigurations(path: records)
        let evaluator = SystemEvaluator(selection.plan)
        for (row, origin) in read.origins.enumerated() {
            guard let configuration = origin.configuration, let equation = origin.equation else { continue }
            let source = selected[configuration]
            #expect(source.feature("selected_eqn_inds")?.split(separator: ",").map(String.init).contains("\(equation)") == true)
            let atom = equation - 1 - 3 * source.count - 9
            let gradients = try #require(
                try evaluator.evaluate(
                    cell: source.cell, positions: source.positions, species: source.system.species, options: .siteGradients
                ).siteGradients)
            #expect(Array(gradients[atom]) == Array(read.matrix[row * read.size..<(row + 1) * read.size]))
        }
    }

    @Test("nothing is selected that the training set has already")
    func nothingNew() throws {
        let training = try ActiveSetSelectionTests.crystals(30, amplitude: 0.2, seed: 5)
        let result = try selection([GradeCriterion()]).select(
            training: SelectionData(training), candidates: SelectionData(Array(training.prefix(10))))
        #expect(result.selected.isEmpty)
        #expect(abs(result.determinants[0].after - result.determinants[0].before) < 1e-6)
    }

    @Test("what is new is selected, with the grade that the training set gives it, and its atoms are in the new set")
    func newConfigurations() throws {
        let training = try ActiveSetSelectionTests.crystals(30, amplitude: 0.1, seed: 6)
        var candidates = try ActiveSetSelectionTests.crystals(20, amplitude: 0.1, seed: 7)
        candidates.insert(try bcc(a: 2.95), at: 4)
        let selection = try selection([GradeCriterion()])
        let result = try selection.select(training: SelectionData(training), candidates: SelectionData(candidates))
        let compressed = try #require(result.selected.first { $0.index == 4 })
        let grader = try ExtrapolationGrader(selection.plan, try selection.activeSets(of: SelectionData(training))[0])
        let grades = try grader.grades(of: candidates[4].system, with: SystemEvaluator(selection.plan))
        #expect(agree(compressed.grade, grades.ofConfiguration, within: 1e-6))
        #expect(!compressed.selectedAtoms.isEmpty)
        #expect(result.determinants[0].after > result.determinants[0].before)
        let after = try ExtrapolationGrader(selection.plan, result.activeSets[0])
        for configuration in training + candidates {
            #expect(try after.grades(of: configuration.system, with: SystemEvaluator(selection.plan)).ofConfiguration <= 1.001 + 1e-6)
        }
    }

    @Test("with a limit of one, that candidate is taken whose rows make the determinant grow by most: each was tried alone")
    func limit() throws {
        let training = try ActiveSetSelectionTests.crystals(30, amplitude: 0.1, seed: 8)
        let candidates = try ActiveSetSelectionTests.crystals(12, amplitude: 0.3, seed: 9)
        let selection = try selection([GradeCriterion()])
        func growth(_ some: [Configuration]) throws -> Double {
            let run = try selection.select(training: SelectionData(training), candidates: SelectionData(some), limit: 1)
            return run.determinants[0].after - run.determinants[0].before
        }
        let best = try selection.select(training: SelectionData(training), candidates: SelectionData(candidates), limit: 1)
        let chosen = try #require(best.selected.first)
        let gains = try candidates.map { try growth([$0]) }
        #expect(best.selected.count == 1)
        // Rows of the training set that come back afterwards are not in the gain by which is chosen.
        #expect(gains[chosen.index] > 0.95 * (gains.max() ?? 0))
        let five = try selection.select(training: SelectionData(training), candidates: SelectionData(candidates), limit: 5)
        #expect(five.selected.count == 5)
        #expect(five.selected.first?.index == chosen.index)
        #expect(five.determinants[0].after > best.determinants[0].after)
    }

    @Test("an error says which configuration of which file it is about")
    func errors() throws {
        var training = SelectionData(try ActiveSetSelectionTests.crystals(2, amplitude: 0.1, seed: 10))
        training.configurations[1].kinds[3] = try element("Cu")
        training.configurations[1].kinds[4] = try element("W")
        training.sources = [.init(file: "a.xyz", number: 1), .init(file: "b.xyz", number: 7)]
        let error = #expect(throws: VolterraError.self) { try selection([GradeCriterion()]).activeSets(of: training) }
        #expect(error?.file == "b.xyz")
        #expect(error?.message.hasPrefix("configuration 7: ") == true)
    }
}
