import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Maximum volume")
struct MaximumVolumeTests {
    /// Rows of random numbers, one after the other.
    static func rows(_ count: Int, _ size: Int, seed: UInt64) -> [Double] {
        var generator = SplitMix64(seed: seed)
        return (0..<count * size).map { _ in Double.random(in: -1...1, using: &generator) }
    }

    static func origins(_ count: Int) -> [RowOrigin] { (0..<count).map { RowOrigin(configuration: $0, row: 0) } }

    /// By elimination with pivots.
    static func logDeterminant(_ matrix: [Double], _ size: Int) -> Double {
        var rows = (0..<size).map { Array(matrix[$0 * size..<($0 + 1) * size]) }
        var result = 0.0
        for k in 0..<size {
            let pivot = (k..<size).max { abs(rows[$0][k]) < abs(rows[$1][k]) } ?? k
            rows.swapAt(k, pivot)
            result += log(abs(rows[k][k]))
            for i in k + 1..<max(size, k + 1) {
                let factor = rows[i][k] / rows[k][k]
                for j in k..<size { rows[i][j] -= factor * rows[k][j] }
            }
        }
        return result
    }

    /// All candidates at once, until nothing is taken in any more.
    static func settled(_ rows: [Double], _ size: Int, threshold: Double, slice: Int) -> MaximumVolume {
        var volume = MaximumVolume(diagonal: [Double](repeating: 1e-6, count: size))
        let count = rows.count / size
        var before = -1
        while volume.exchangeCount != before {
            before = volume.exchangeCount
            for start in stride(from: 0, to: count, by: slice) {
                let range = start..<min(start + slice, count)
                let part = Array(rows[range.lowerBound * size..<range.upperBound * size])
                let block = CoefficientBlock(rows: part, inverse: volume.inverse, size: size)
                volume.takeIn(block, rows: part, origins: Array(origins(count)[range]), above: threshold)
            }
        }
        volume.invert()
        return volume
    }

    @Test("no exchange of one row makes the determinant larger by more than the threshold: tried, one by one", arguments: [1, 2, 3, 6])
    func dominance(size: Int) {
        let rows = MaximumVolumeTests.rows(20, size, seed: UInt64(size))
        let volume = MaximumVolumeTests.settled(rows, size, threshold: 1.001, slice: 7)
        let best = MaximumVolumeTests.logDeterminant(volume.matrix, size)
        for candidate in 0..<20 {
            for row in 0..<size {
                var other = volume.matrix
                other.replaceSubrange(row * size..<(row + 1) * size, with: rows[candidate * size..<(candidate + 1) * size])
                #expect(MaximumVolumeTests.logDeterminant(other, size) <= best + log(1.001) + 1e-9)
            }
        }
    }

    @Test("of all subsets of rows, the one that is found is the best or nearly so")
    func allSubsets() {
        for seed in UInt64(1)...20 {
            let rows = MaximumVolumeTests.rows(9, 3, seed: seed)
            let volume = MaximumVolumeTests.settled(rows, 3, threshold: 1.001, slice: 9)
            var best = -Double.infinity
            for i in 0..<9 {
                for j in 0..<i {
                    for k in 0..<j {
                        best = max(best, MaximumVolumeTests.logDeterminant([i, j, k].flatMap { rows[$0 * 3..<($0 + 1) * 3] }, 3))
                    }
                }
            }
            #expect(volume.logDeterminant <= best + 1e-9)
            #expect(volume.logDeterminant > best - log(2))
        }
    }

    @Test("every exchange makes the determinant larger, by the factor that is said")
    func monotone() {
        let (size, count) = (12, 60)
        let rows = MaximumVolumeTests.rows(count, size, seed: 5)
        let start = MaximumVolumeTests.settled(Array(rows.prefix(20 * size)), size, threshold: 1.001, slice: 20)
        var matrix = start.matrix
        var expected = MaximumVolumeTests.logDeterminant(matrix, size)
        var block = CoefficientBlock(rows: rows, inverse: start.inverse, size: size)
        var exchangeCount = 0
        block.exchange(above: 1.001) { exchange in
            #expect(exchange.factor > 1.001)
            matrix.replaceSubrange(
                exchange.column * size..<(exchange.column + 1) * size, with: rows[exchange.row * size..<(exchange.row + 1) * size])
            expected += log(exchange.factor)
            #expect(abs(MaximumVolumeTests.logDeterminant(matrix, size) - expected) < 1e-9)
            exchangeCount += 1
        }
        #expect(exchangeCount > 3)
    }

    @Test("the inverse that exchanges update is the inverse, and the determinant that they add up is the determinant")
    func inverse() {
        let size = 40
        let rows = MaximumVolumeTests.rows(400, size, seed: 7)
        var volume = MaximumVolume(diagonal: [Double](repeating: 1e-6, count: size))
        for start in stride(from: 0, to: 400, by: 3) {
            let range = start..<min(start + 3, 400)
            let part = Array(rows[range.lowerBound * size..<range.upperBound * size])
            let block = CoefficientBlock(rows: part, inverse: volume.inverse, size: size)
            let before = volume.logDeterminant
            volume.takeIn(block, rows: part, origins: Array(MaximumVolumeTests.origins(400)[range]), above: 1.001)
            #expect(volume.logDeterminant > before - 1e-8)
        }
        #expect(volume.exchangeCount > size)
        #expect(abs(MaximumVolumeTests.logDeterminant(volume.matrix, size) - volume.logDeterminant) < 1e-8)
        var largest = 0.0
        for i in 0..<size {
            for j in 0..<size {
                var product = i == j ? -1.0 : 0
                for k in 0..<size { product += volume.matrix[i * size + k] * volume.inverse[k * size + j] }
                largest = max(largest, abs(product))
            }
        }
        #expect(largest < 1e-7)
    }

    @Test("rows that lie in a space of fewer dimensions leave some of the first rows, and what is outside has a huge grade")
    func rankDeficiency() {
        let (size, rank, count) = (8, 5, 60)
        let basis = MaximumVolumeTests.rows(rank, size, seed: 11)
        let weights = MaximumVolumeTests.rows(count, rank, seed: 12)
        var rows = [Double](repeating: 0, count: count * size)
        for row in 0..<count {
            for column in 0..<size {
                for k in 0..<rank { rows[row * size + column] += weights[row * rank + k] * basis[k * size + column] }
            }
        }
        let volume = MaximumVolumeTests.settled(rows, size, threshold: 1.001, slice: 16)
        #expect(volume.origins.count { $0 == nil } == size - rank)
        let inside = CoefficientBlock(rows: rows, inverse: volume.inverse, size: size).grades
        #expect(inside.allSatisfy { $0 <= 1.001 + 1e-6 })
        let outside = CoefficientBlock(rows: MaximumVolumeTests.rows(10, size, seed: 13), inverse: volume.inverse, size: size).grades
        #expect(outside.allSatisfy { $0 > 1e3 })
    }

    @Test("the order in which rows come changes which are taken, but no grade is above the threshold in the end", arguments: [1, 4, 50])
    func slices(slice: Int) {
        let rows = MaximumVolumeTests.rows(50, 10, seed: 17)
        let volume = MaximumVolumeTests.settled(rows, 10, threshold: 1.1, slice: slice)
        let grades = CoefficientBlock(rows: rows, inverse: volume.inverse, size: 10).grades
        #expect(grades.allSatisfy { $0 <= 1.1 + 1e-9 })
        #expect(volume.origins.allSatisfy { $0 != nil })
    }
}
