import COpenBLAS

/// Rows of equally many numbers.
struct SampleMatrix {
    var rows: [[Double]]

    /// Singular values, largest first, after every column was scaled to length one.
    var singularValues: [Double] {
        let rowCount = Int32(rows.count)
        let columnCount = Int32(rows.first?.count ?? 0)
        var values = (0..<Int(columnCount)).flatMap { column in normalised(rows.map { $0[column] }) }
        var singular = [Double](repeating: 0, count: Int(min(rowCount, columnCount)))
        var integers = [Int32](repeating: 0, count: 8 * singular.count)
        var left = 0.0
        var right = 0.0
        var workCount = Int32(-1)
        var work = [0.0]
        var status: Int32 = 0
        for _ in 0..<2 {
            dgesdd_(
                "N", [rowCount], [columnCount], &values, [rowCount], &singular, &left, [1], &right, [1], &work, [workCount], &integers,
                &status)
            guard workCount < 0 else { break }
            workCount = Int32(work[0])
            work = [Double](repeating: 0, count: Int(workCount))
        }
        return status == 0 ? singular : []
    }

    /// The number of singular values above `threshold` of the largest.
    func rank(threshold: Double = 1e-12) -> Int {
        let values = singularValues
        return values.filter { $0 > threshold * values[0] }.count
    }

    private func normalised(_ column: [Double]) -> [Double] {
        let length = column.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? column.map { $0 / length } : column
    }
}
