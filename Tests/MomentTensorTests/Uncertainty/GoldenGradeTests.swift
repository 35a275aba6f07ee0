import Atoms
import MomentTensor
import TestSupport
import Testing

/// Grades that MLIP-3 printed: five decimals for atoms, six for the largest of a configuration.
@Suite("Golden grades of atoms", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct GoldenGradeTests {
    @Test("are those of MLIP-3 to 1e-6, and to all digits that it prints", arguments: [1, 2])
    func reproduces(threads: Int) throws {
        let file = try PotentialFile(path: SharedData.path("golden/W-08/m3_nbh.almtp"))
        let evaluator = SystemEvaluator(try Plan(file.potential), threads: threads)
        evaluator.activeSet = try CompiledActiveSet(try #require(file.activeSet), for: evaluator.plan)
        let configurations = try readConfigurations(path: SharedData.path("golden/W-08/ing.cfg"))
        let graded = try readConfigurations(path: SharedData.path("golden/W-08/grade_m3_nbh.cfg.0"))
        #expect(configurations.count == graded.count && configurations.count > 10)
        for (configuration, reference) in zip(configurations, graded) {
            let evaluation = try evaluator.evaluate(
                cell: configuration.cell, positions: configuration.positions, species: configuration.kinds.map { _ in 0 },
                options: .siteGrades)
            let grades = try #require(evaluation.siteGrades)
            let expected = try #require(reference.grades)
            #expect(grades.count == expected.count)
            for (grade, golden) in zip(grades, expected) { #expect(abs(grade - golden) < 0.6e-5) }
            let largest = try #require(reference.feature("MV_grade").flatMap { Double($0) })
            #expect(abs(try #require(grades.max()) - largest) <= 1e-6 * max(largest, 1))
        }
    }
}
