import Foundation
import MomentTensor
import TestSupport
import Testing
@testable import Training

@Suite("The noise and the prior that make data most probable (seeds 80 … 89)")
struct LinearEvidenceTests {
    /// Rows and labels of two kinds.
    private struct Problem {
        let columnCount: Int
        /// Of each kind: rows, and the labels behind them.
        var rows: [[[Double]]]

        init(columns: Int, counts: [Int], noise: [Double], seed: UInt64) {
            var random = SplitMix64(seed: seed)
            let truth = (0..<columns).map { _ in random.gaussian() }
            columnCount = columns
            rows = zip(counts, noise).map { count, noise in
                (0..<count).map { _ in
                    let row = (0..<columns).map { Double($0 + 1) * random.gaussian() }
                    return row + [dot(row, truth) + noise * random.gaussian()]
                }
            }
        }

        var equations: [NormalEquations] {
            (rows + [[]]).map { rows in
                var equations = NormalEquations(columnCount: columnCount)
                for row in rows { equations.matrix.addSquare(of: row, times: 1) }
                (equations.labelCount, equations.configurationCount) = (rows.count, 1)
                return equations
            }
        }
    }

    /// S = L Lᵀ
    private func covariance(_ evidence: LinearEvidence, _ size: Int) -> [[Double]] {
        let rows = (0..<size).map { Array(evidence.factor[$0 * size..<($0 + 1) * size]) }
        return rows.map { row in rows.map { dot(row, $0) } }
    }

    @Test("the covariance is the inverse of the precision, the mean solves the equations, and both are where the evidence does not change")
    func fixedPoint() throws {
        let problem = Problem(columns: 6, counts: [60, 40], noise: [0.3, 2], seed: 80)
        let evidence = try LinearEvidence(problem.equations, speciesCount: 1)
        #expect(evidence.isConverged && evidence.noisePrecisions[2] == nil)
        let covariance = covariance(evidence, 6)
        let beta = evidence.noisePrecisions.prefix(2).compactMap(\.self)
        var precision = [[Double]](repeating: [Double](repeating: 0, count: 6), count: 6)
        for i in 0..<6 { precision[i][i] = 1 / evidence.priorVariances[i] }
        var product = [Double](repeating: 0, count: 6)
        for (kind, rows) in problem.rows.enumerated() {
            for row in rows {
                for i in 0..<6 {
                    product[i] += beta[kind] * row[i] * row[6]
                    for j in 0..<6 { precision[i][j] += beta[kind] * row[i] * row[j] }
                }
            }
        }
        for i in 0..<6 {
            for j in 0..<6 { #expect(abs(dot(precision[i], covariance[j]) - (i == j ? 1 : 0)) < 1e-9) }
            #expect(agree(dot(precision[i], evidence.mean), product[i], within: 1e-9))
        }
        var determined = 0.0
        for (kind, rows) in problem.rows.enumerated() {
            var (share, squares) = (0.0, 0.0)
            for row in rows {
                let columns = Array(row[..<6])
                for i in 0..<6 { share += beta[kind] * row[i] * dot(covariance[i], columns) }
                let residual = row[6] - dot(columns, evidence.mean)
                squares += residual * residual
            }
            #expect(agree(beta[kind], (Double(rows.count) - share) / squares, within: 1e-3))
            determined += share
        }
        #expect(agree(evidence.determinedCount, determined, within: 1e-6))
        let lengths = dot(evidence.mean, zip(evidence.mean, evidence.priorVariances).map { $0 / $1 })
        #expect(agree(lengths, determined, within: 1e-3))
    }

    @Test("the evidence is the density of the labels under the prior and the noise")
    func density() throws {
        let problem = Problem(columns: 3, counts: [12, 9], noise: [0.5, 1], seed: 81)
        let evidence = try LinearEvidence(problem.equations, speciesCount: 1)
        let rows = problem.rows.flatMap(\.self)
        var noise: [Double] = []
        for (kind, rows) in problem.rows.enumerated() {
            noise += [Double](repeating: 1 / (evidence.noisePrecisions[kind] ?? .nan), count: rows.count)
        }
        var matrix = SymmetricMatrix(size: rows.count)
        for i in rows.indices {
            for j in i..<rows.count {
                for k in 0..<3 { matrix[i, j] += rows[i][k] * rows[j][k] * evidence.priorVariances[k] }
                if i == j { matrix[i, i] += noise[i] }
            }
        }
        let cholesky = try #require(Cholesky(matrix))
        let labels = rows.map { $0[3] }
        let density = -0.5 * (dot(labels, cholesky.solve(labels)) + cholesky.logDeterminant + Double(rows.count) * log(2 * .pi))
        #expect(agree(evidence.logEvidence, density, within: 1e-9))
    }

    @Test("the noise of each kind is found, however different they are", arguments: [[0.01, 3.0], [3.0, 0.01], [0.2, 0.2]])
    func noise(noise: [Double]) throws {
        let evidence = try LinearEvidence(Problem(columns: 20, counts: [800, 1500], noise: noise, seed: 82).equations, speciesCount: 2)
        for (kind, expected) in noise.enumerated() {
            let found = 1 / (try #require(evidence.noisePrecisions[kind])).squareRoot()
            #expect(agree(found, expected, within: 0.08))
        }
        #expect(evidence.determinedCount > 19 && evidence.determinedCount < 20)
    }

    @Test(
        "of columns that repeat others only the sum is known, and of empty ones nothing: what the data do not say stays as the prior has it"
    )
    func dependence() throws {
        var problem = Problem(columns: 8, counts: [200, 100], noise: [0.1, 0.1], seed: 83)
        for kind in 0..<2 {
            for index in problem.rows[kind].indices {
                problem.rows[kind][index][7] = problem.rows[kind][index][6]
                problem.rows[kind][index][5] = 0
            }
        }
        let evidence = try LinearEvidence(problem.equations, speciesCount: 1)
        #expect((evidence.factor + evidence.mean + evidence.priorVariances).allSatisfy { $0.isFinite })
        let covariance = covariance(evidence, 8)
        #expect(agree(covariance[5][5], evidence.priorVariances[5], within: 1e-9))
        let difference = covariance[6][6] + covariance[7][7] - 2 * covariance[6][7]
        #expect(agree(difference, evidence.priorVariances[6] + evidence.priorVariances[7], within: 1e-6))
        // The sum as the row sees it, by Lᵀb, which does not take differences of large numbers.
        let rows = (0..<8).map { Array(evidence.factor[$0 * 8..<($0 + 1) * 8]) }
        let sum = zip(rows[6], rows[7]).map { $0 + $1 }
        let single = rows[4]
        #expect(dot(sum, sum) < 10 * dot(single, single))
        #expect(evidence.determinedCount < 6.01)
    }

    @Test("labels that are followed to rounding leave neither infinities nor variances below zero")
    func exact() throws {
        let evidence = try LinearEvidence(Problem(columns: 5, counts: [40, 40], noise: [0, 0], seed: 84).equations, speciesCount: 1)
        #expect((evidence.factor + evidence.mean + evidence.priorVariances).allSatisfy { $0.isFinite } && evidence.logEvidence.isFinite)
    }
}

extension SplitMix64 {
    /// Normally distributed, of variance 1 (Box and Muller).
    mutating func gaussian() -> Double {
        let (a, b) = (Double.random(in: 1e-16..<1, using: &self), Double.random(in: 0..<1, using: &self))
        return (-2 * log(a)).squareRoot() * cos(2 * .pi * b)
    }
}
