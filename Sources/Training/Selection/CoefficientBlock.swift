import COpenBLAS
import Foundation

/// Candidates b_i in terms of the rows a_j of a square matrix A: C = B A⁻¹, so that b_i = Σ_j C_ij a_j.
///
/// Candidate i in the place of row j multiplies |det A| by |C_ij| and makes
///
///     C ← C − (C e_j) (c_i − e_j)ᵀ / C_ij
///
/// so that the best exchanges among some candidates can be found without A.
struct CoefficientBlock {
    /// n
    let size: Int
    let rowCount: Int
    /// C, row by row.
    private(set) var elements: [Double]

    /// Candidate `row` in the place of row `column` of A.
    struct Exchange: Hashable {
        var row: Int
        var column: Int
        /// By which |det A| grows.
        var factor: Double
    }

    init(_ elements: [Double], size: Int) {
        self.elements = elements
        self.size = size
        rowCount = elements.count / max(size, 1)
    }

    /// C for rows that lie one after the other.
    init(rows: [Double], inverse: [Double], size: Int) {
        let elements = [Double](unsafeUninitializedCapacity: rows.count) { buffer, count in
            rows.withUnsafeBufferPointer { rows in
                if let rows = rows.baseAddress, let result = buffer.baseAddress, size > 0 {
                    multiply(rows, buffer.count / size, inverse, size, into: result)
                }
            }
            count = rows.count
        }
        self.init(elements, size: size)
    }

    /// max_j |C_ij|, the grade of candidate i.
    func grade(_ row: Int) -> Double { largest(in: row * size..<(row + 1) * size).magnitude }

    var grades: [Double] { (0..<rowCount).map(grade) }

    private func largest(in range: Range<Int>) -> (index: Int, magnitude: Double) {
        guard !range.isEmpty else { return (range.lowerBound, 0) }
        return elements.withUnsafeBufferPointer { elements in
            let index = range.lowerBound + Int(cblas_idamax(Int32(range.count), elements.baseAddress! + range.lowerBound, 1))
            return (index, abs(elements[index]))
        }
    }

    /// Makes the exchange that multiplies |det A| by most, again and again, as long as that is more than `threshold`.
    ///
    /// - Parameter made: is told of each exchange in its turn
    mutating func exchange(above threshold: Double, _ made: (Exchange) -> Void) {
        guard rowCount > 0, size > 0 else { return }
        var column = [Double](repeating: 0, count: rowCount)
        var row = [Double](repeating: 0, count: size)
        while true {
            let (index, magnitude) = largest(in: 0..<elements.count)
            guard magnitude > threshold, magnitude.isFinite else { return }
            let exchange = Exchange(row: index / size, column: index % size, factor: magnitude)
            update(exchange, pivot: elements[index], &column, &row)
            made(exchange)
        }
    }

    /// ln of what the exchanges would multiply |det A| by.
    func gain(above threshold: Double) -> Double {
        var copy = self
        var gain = 0.0
        copy.exchange(above: threshold) { gain += log($0.factor) }
        return gain
    }

    private mutating func update(_ exchange: Exchange, pivot: Double, _ column: inout [Double], _ row: inout [Double]) {
        for index in 0..<rowCount { column[index] = elements[index * size + exchange.column] }
        for index in 0..<size { row[index] = elements[exchange.row * size + index] }
        row[exchange.column] -= 1
        cblas_dger(CblasRowMajor, Int32(rowCount), Int32(size), -1 / pivot, column, 1, row, 1, &elements, Int32(size))
        // The new row of A, in terms of A: exactly a unit vector.
        for index in 0..<size { elements[exchange.row * size + index] = index == exchange.column ? 1 : 0 }
    }
}

/// B A⁻¹ for `count` rows.
func multiply(_ rows: UnsafePointer<Double>, _ count: Int, _ inverse: [Double], _ size: Int, into result: UnsafeMutablePointer<Double>) {
    cblas_dgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(count), Int32(size), Int32(size), 1, rows, Int32(max(size, 1)), inverse,
        Int32(max(size, 1)), 0, result, Int32(max(size, 1)))
}
