import MomentTensor
import Testing

@testable import Training

@Suite("Histograms")
struct HistogramTests {
    @Test("every value is counted once, those outside at the ends, NaN nowhere")
    func sums() {
        var histogram = Histogram(over: ScaledRange(.logarithmic, 0.01...10), bins: 3)
        for value in [0, 0.005, 0.01, 0.05, 0.5, 5, 10, 100, .infinity, .nan, -3] { histogram.add(value) }
        #expect(histogram.counts == [5, 1, 4])
        #expect(histogram.total == 10)
    }

    @Test("the outline encloses a hundred percent")
    func outline() {
        var random = SplitMix64(seed: 5)
        var histogram = Histogram(over: ScaledRange(.linear, 0...2), bins: 20)
        for _ in 0..<1000 { histogram.add(Double.random(in: -0.1...2.1, using: &random)) }
        let corners = histogram.outline
        let area = zip(corners, corners.dropFirst()).reduce(0) { $0 + ($1.1.x - $1.0.x) * $1.1.y }
        #expect(abs(area - 100 * 2 / 20) < 1e-9)
        #expect(corners.first == SIMD2(0, 0) && corners.last == SIMD2(2, 0))
    }

    @Test("joined bins hold the counts of their parts")
    func joined() {
        var histogram = Histogram(over: ScaledRange(.linear, 0...1), bins: 6)
        for value in [0.05, 0.2, 0.4, 0.7, 0.9, 0.99] { histogram.add(value) }
        #expect(histogram.counts == [1, 1, 1, 0, 1, 2])
        #expect(histogram.joining(3).counts == [3, 3])
    }

    @Test("every point of a grid is in a cell or outside, and the runs cover exactly the cells that hold points")
    func grid() {
        var random = SplitMix64(seed: 6)
        var grid = DensityGrid(x: ScaledRange(.linear, 0...1), y: ScaledRange(.linear, 0...1), columns: 17, rows: 11)
        for _ in 0..<3000 {
            let x = Double.random(in: -0.1...1.1, using: &random)
            grid.add(SIMD2(x, x * x))
        }
        #expect(grid.counts.reduce(0, +) + grid.outside == 3000 && grid.outside > 100)
        var covered = [Bool](repeating: false, count: grid.counts.count)
        for run in grid.runs(shades: 8).joined() {
            for column in run.columns {
                #expect(!covered[run.row * grid.columns + column])
                covered[run.row * grid.columns + column] = true
            }
        }
        #expect(covered == grid.counts.map { $0 > 0 })
    }

    @Test("the shade grows with the logarithm of the count")
    func shades() {
        var grid = DensityGrid(x: ScaledRange(.linear, 0...3), y: ScaledRange(.linear, 0...1), columns: 3, rows: 1)
        for (column, count) in [1, 10, 100].enumerated() {
            for _ in 0..<count { grid.add(SIMD2(Double(column) + 0.5, 0.5)) }
        }
        let columns = grid.runs(shades: 4).map { $0.map(\.columns.lowerBound) }
        #expect(columns == [[0], [], [1], [2]])
    }
}
