import Atoms
import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Grades of MLIP-2 and MLIP-3")
struct GoldenGradeTests {
    static let tungsten = sharedData.map { $0 + "/golden/W-08" } ?? ""

    private func grades(_ potential: String, _ data: String) throws -> [(configuration: Double, atoms: [Double]?)] {
        let file = try PotentialFile(path: potential)
        let plan = try Plan(file.potential)
        let grader = try ExtrapolationGrader(plan, try #require(file.activeSet))
        let evaluator = SystemEvaluator(plan)
        return try readConfigurations(path: data).map { configuration in
            let grades = try grader.grades(of: configuration.system, with: evaluator)
            return (grades.ofConfiguration, grades.ofAtoms)
        }
    }

    /// With the digits that are printed: six decimals, five for atoms.
    private func compare(_ values: [(configuration: Double, atoms: [Double]?)], with reference: String) throws {
        let expected = try readConfigurations(path: reference)
        #expect(values.count == expected.count)
        for (value, configuration) in zip(values, expected) {
            let grade = try #require(configuration.feature("MV_grade").flatMap(Double.init))
            #expect(abs(value.configuration - grade) <= 0.6e-6 * max(1, grade))
            guard let atoms = value.atoms else { continue }
            for (one, other) in zip(atoms, try #require(configuration.grades)) { #expect(abs(one - other) <= 0.6e-5 * max(1, other)) }
        }
    }

    @Test(
        "grades of configurations and of atoms are those that MLIP-2 and MLIP-3 print", .enabled(if: sharedData != nil),
        arguments: [("m2.als", "grade_m2.cfg"), ("m3_cfg.almtp", "grade_m3_cfg.cfg.0"), ("m3_nbh.almtp", "grade_m3_nbh.cfg.0")])
    func grades(set: String, reference: String) throws {
        let folder = GoldenGradeTests.tungsten
        try compare(try grades("\(folder)/\(set)", "\(folder)/ing.cfg"), with: "\(folder)/\(reference)")
    }

    @Test(
        "of a rank-deficient set, grades inside of the domain agree as well", .enabled(if: sharedData != nil),
        arguments: [("m3_cfg.almtp", "grade_m3_cfg.cfg.0", 3e-5), ("m3_nbh.almtp", "grade_m3_nbh.cfg.0", 1e-5)])
    func rankDeficient(set: String, reference: String, tolerance: Double) throws {
        let folder = "\(sharedData ?? "")/golden/motep-cubic-16"
        let values = try grades("\(folder)/\(set)", "\(folder)/ing.cfg")
        let expected = try readConfigurations(path: "\(folder)/\(reference)")
        for (value, configuration) in zip(values, expected).suffix(2) {
            let grade = try #require(configuration.feature("MV_grade").flatMap(Double.init))
            #expect(abs(value.configuration - grade) <= tolerance * max(1, grade))
        }
    }

    /// ln of the volume that the rows span which come from data.
    private func logVolume(_ set: ActiveSet) -> Double {
        let rows = set.origins.indices.filter { set.origins[$0].configuration != nil }
        let size = set.size
        func product(_ i: Int, _ j: Int) -> Double {
            var sum = 0.0
            for column in 0..<size { sum += set.matrix[i * size + column] * set.matrix[j * size + column] }
            return sum
        }
        let gram: [Double] = rows.flatMap { i in rows.map { j in product(i, j) } }
        return 0.5 * MaximumVolumeTests.logDeterminant(gram, rows.count)
    }

    @Test(
        "a set of our own spans as much as that of MLIP-3 from the same data, up to what one exchange can make",
        .enabled(if: sharedData != nil), arguments: [("m3_cfg.almtp", GradeCriterion.Mode.configuration), ("m3_nbh.almtp", .neighbourhood)])
    func volume(file: String, mode: GradeCriterion.Mode) throws {
        let reference = try PotentialFile(path: "\(GoldenGradeTests.tungsten)/\(file)")
        let theirs = try #require(reference.activeSet)
        var settings = ActiveSetSelection.Settings()
        settings.criteria = [GradeCriterion(mode: mode)]
        let selection = ActiveSetSelection(try Plan(reference.potential), settings, threads: 2)
        let training = try readConfigurations(path: "\(GoldenGradeTests.tungsten)/train_grade.cfg")
        let ours = try selection.activeSets(of: SelectionData(training))[0]
        #expect(ours.origins.count { $0.configuration == nil } == theirs.origins.count { $0.configuration == nil })
        #expect(logVolume(ours) > logVolume(theirs) - 0.1)
        let grader = try ExtrapolationGrader(selection.plan, ours)
        for configuration in training {
            let grades = try grader.grades(of: configuration.system, with: SystemEvaluator(selection.plan))
            #expect(grades.ofConfiguration <= 1.001 + 1e-6)
        }
    }
}
