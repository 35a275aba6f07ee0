import COpenBLAS
import MomentTensor

/// The singular values of a matrix by columns, descending.
func singularValues(_ matrix: [Double], rows: Int, columns: Int) throws(VolterraError) -> [Double] {
    guard rows > 0, columns > 0 else { return [] }
    var copy = matrix
    var values = [Double](repeating: 0, count: min(rows, columns))
    var integers = [Int32](repeating: 0, count: 8 * values.count)
    var (work, unusedLeft, unusedRight) = ([0.0], [0.0], [0.0])
    var status: Int32 = 0
    var workCount: Int32 = -1
    for _ in 0..<2 {
        dgesdd_(
            "N", [Int32(rows)], [Int32(columns)], &copy, [Int32(rows)], &values, &unusedLeft, [1], &unusedRight, [1], &work, [workCount],
            &integers, &status)
        workCount = Int32(work[0])
        work = [Double](repeating: 0, count: max(Int(workCount), 1))
    }
    guard status == 0 else {
        throw VolterraError(.notConverged, "the singular values of a \(rows) × \(columns) matrix were not found")
    }
    return values
}
