import FuzzSupport
import MomentTensor
import Testing
@testable import Training

@Suite("The ridge of highest evidence (seeds 40 … 49)")
struct EvidenceRidgeTests {
    /// Rows of random numbers, with labels of known noise.
    private func equations(rows: Int, columns: Int, noise: Double, seed: UInt64) -> NormalEquations {
        var random = SplitMix64(seed: seed)
        func gaussian() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0...1, using: &random) } }
        let truth = (0..<columns).map { _ in gaussian() }
        var matrix = [Double](repeating: 0, count: rows * (columns + 1))
        for row in 0..<rows {
            var label = noise * gaussian()
            for column in 0..<columns {
                let value = gaussian()
                matrix[column * rows + row] = value
                label += value * truth[column]
            }
            matrix[columns * rows + row] = label
        }
        var equations = NormalEquations(columnCount: columns)
        equations.matrix.addGram(matrix, rows: rows, stride: rows)
        (equations.labelCount, equations.configurationCount) = (rows, 1)
        return equations
    }

    @Test("is the ratio of the variances of noise and coefficients", arguments: [0.01, 0.1, 1])
    func ratio(noise: Double) throws {
        let equations = equations(rows: 2000, columns: 200, noise: noise, seed: 40)
        let spectrum = try LinearSpectrum(equations, speciesCount: 0)
        let ridge = EvidenceRidge(spectrum, start: 1e-6).ridge
        // Columns of length √2000 and coefficients of variance 1: scaled coefficients have the variance 2000.
        let expected = noise * noise / 2000
        #expect(ridge > 0.7 * expected && ridge < 1.4 * expected)
        let determined = spectrum.determinedCount(ridge: ridge)
        #expect(spectrum.rank == 200 && determined > 190 && determined <= 200)
    }

    @Test("a column that repeats another is counted out of the rank, and the solution stays finite")
    func dependence() throws {
        var equations = equations(rows: 300, columns: 10, noise: 0.1, seed: 41)
        for row in 0...10 { equations.matrix[row, 9] = equations.matrix[row, 8] }
        equations.matrix[8, 9] = equations.matrix[8, 8]
        equations.matrix[9, 9] = equations.matrix[8, 8]
        let spectrum = try LinearSpectrum(equations, speciesCount: 1)
        #expect(spectrum.rank == 8)
        let solution = try LinearSolution(equations, speciesCount: 1, ridge: EvidenceRidge(spectrum, start: 1e-6).ridge)
        #expect(solution.parameters.allSatisfy { $0.isFinite })
        #expect(abs(solution.parameters[8] - solution.parameters[9]) < 1e-6 * abs(solution.parameters[8]))
    }

    @Test("without a ridge the solution is that of the least squares: its residual is orthogonal to every column")
    func leastSquares() throws {
        let equations = equations(rows: 500, columns: 30, noise: 0.5, seed: 42)
        let solution = try LinearSolution(equations, speciesCount: 2, ridge: 1e-15)
        let predicted = equations.matrix.block(0..<30).times(solution.parameters)
        for column in 0..<30 {
            #expect(abs(predicted[column] - equations.matrix[column, 30]) < 1e-9 * equations.matrix[column, column])
        }
        #expect(abs(solution.squares / (470 * 0.25) - 1) < 0.2)
    }
}
