/// Points as they are, or on a grid if there are many of them.
struct PointCloud {
    let mark: Chart.Mark
    /// The number of points beyond the ranges.
    let outside: Int

    /// More points than this are neither told apart nor cheap to draw.
    private static let mostPoints = 1500
    private static let cells = 110

    init(_ points: some Collection<Chart.Point>, x: ScaledRange, y: ScaledRange) {
        var grid = DensityGrid(x: x, y: y, columns: PointCloud.cells, rows: PointCloud.cells)
        for point in points { grid.add(point) }
        outside = grid.outside
        mark = points.count > PointCloud.mostPoints ? .density(grid) : .points("", Array(points))
    }
}
