/// How many points fall into each cell of a grid: what is drawn where the points themselves would be too many.
public struct DensityGrid: Sendable, Hashable {
    public let x: ScaledRange
    public let y: ScaledRange
    public let columns: Int
    public let rows: Int
    /// Row by row, from the lower left corner.
    public private(set) var counts: [Int]
    /// The points outside.
    public private(set) var outside = 0

    public init(x: ScaledRange, y: ScaledRange, columns: Int, rows: Int) {
        self.x = x
        self.y = y
        self.columns = max(columns, 1)
        self.rows = max(rows, 1)
        counts = Array(repeating: 0, count: self.columns * self.rows)
    }

    public mutating func add(_ point: SIMD2<Double>) {
        guard let column = x.part(of: point.x, among: columns), let row = y.part(of: point.y, among: rows) else {
            outside += 1
            return
        }
        counts[row * columns + column] += 1
    }

    public var largest: Int { counts.max() ?? 0 }

    /// Neighbouring cells of a row that hold similar numbers of points.
    struct Run: Hashable {
        var row: Int
        var columns: Range<Int>
    }

    /// The cells that hold points, by shade: shade s is for counts from `largest`^(s/S) to `largest`^((s+1)/S).
    func runs(shades: Int) -> [[Run]] {
        let steps = ScaledRange(.logarithmic, 1...Double(max(largest, 2)))
        var runs = [[Run]](repeating: [], count: shades)
        for row in 0..<rows {
            var column = 0
            while column < columns {
                let first = column
                let shade = self.shade(row, column, steps, shades)
                repeat { column += 1 } while column < columns && self.shade(row, column, steps, shades) == shade
                if let shade { runs[shade].append(Run(row: row, columns: first..<column)) }
            }
        }
        return runs
    }

    private func shade(_ row: Int, _ column: Int, _ steps: ScaledRange, _ shades: Int) -> Int? {
        steps.part(of: Double(counts[row * columns + column]), among: shades)
    }
}
