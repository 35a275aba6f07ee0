import COpenBLAS
import MomentTensor

/// A symmetric matrix, of which the upper triangle is kept, by columns.
public struct SymmetricMatrix: Sendable {
    public let size: Int
    /// Element (i, j), i ≤ j, is at i + j · size; what is below the diagonal means nothing.
    public internal(set) var elements: [Double]

    public init(size: Int) {
        self.size = size
        elements = Array(repeating: 0, count: size * size)
    }

    public subscript(i: Int, j: Int) -> Double {
        get { elements[min(i, j) + max(i, j) * size] }
        set { elements[min(i, j) + max(i, j) * size] = newValue }
    }

    public var diagonal: [Double] { (0..<size).map { self[$0, $0] } }

    /// Adds AᵀA of a matrix by columns that are `stride` apart.
    public mutating func addGram(_ a: UnsafePointer<Double>, rows: Int, stride: Int) {
        elements.withUnsafeMutableBufferPointer { elements in
            cblas_dsyrk(
                CblasColMajor, CblasUpper, CblasTrans, Int32(size), Int32(rows), 1, a, Int32(stride), 1, elements.baseAddress,
                Int32(max(size, 1)))
        }
    }

    public static func += (sum: inout SymmetricMatrix, term: SymmetricMatrix) {
        for index in sum.elements.indices { sum.elements[index] += term.elements[index] }
    }

    /// Adds factor · x xᵀ.
    public mutating func addSquare(of x: [Double], times factor: Double) {
        cblas_dsyr(CblasColMajor, CblasUpper, Int32(size), factor, x, 1, &elements, Int32(max(size, 1)))
    }

    /// Some rows and columns, in their order.
    public func rows(_ indices: [Int]) -> SymmetricMatrix {
        var rows = SymmetricMatrix(size: indices.count)
        for (j, column) in indices.enumerated() {
            for i in 0...j { rows.elements[i + j * indices.count] = self[indices[i], column] }
        }
        return rows
    }

    /// The rows and columns of a range.
    public func block(_ range: Range<Int>) -> SymmetricMatrix {
        var block = SymmetricMatrix(size: range.count)
        for j in range {
            for i in range.lowerBound...j {
                block.elements[i - range.lowerBound + (j - range.lowerBound) * range.count] = elements[i + j * size]
            }
        }
        return block
    }

    /// Column j above and below the diagonal.
    public func column(_ j: Int) -> [Double] { (0..<size).map { self[$0, j] } }

    /// D A D for a diagonal D.
    public func scaled(by factors: [Double]) -> SymmetricMatrix {
        var result = self
        for j in 0..<size {
            for i in 0...j { result.elements[i + j * size] *= factors[i] * factors[j] }
        }
        return result
    }

    public mutating func addToDiagonal(_ value: Double) {
        for i in 0..<size { elements[i + i * size] += value }
    }

    /// A x
    public func times(_ x: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: size)
        cblas_dsymv(CblasColMajor, CblasUpper, Int32(size), 1, elements, Int32(max(size, 1)), x, 1, 0, &result, 1)
        return result
    }
}
