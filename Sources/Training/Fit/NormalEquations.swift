import MomentTensor

/// AᵀA of the weighted rows of all configurations, where A has a column for each parameter and one more for the labels.
///
/// For parameters θ, the loss is Σ (label − row · θ)², divided by the number of configurations.
public struct NormalEquations: Sendable {
    /// Of size columnCount + 1.
    public internal(set) var matrix: SymmetricMatrix
    public internal(set) var configurationCount = 0
    public internal(set) var labelCount = 0

    public var columnCount: Int { matrix.size - 1 }

    /// Aᵀ y
    var labelProducts: [Double] { (0..<columnCount).map { matrix[$0, columnCount] } }
    /// yᵀ y
    var labelSquares: Double { matrix[columnCount, columnCount] }

    /// Makes columns zero: what they belong to stays as it is.
    mutating func hold(_ columns: Range<Int>) {
        for column in columns {
            for other in 0..<matrix.size { matrix[column, other] = 0 }
        }
    }
}

extension NormalEquations {
    /// Those of no configurations.
    init(columnCount: Int) { self.init(matrix: SymmetricMatrix(size: columnCount + 1)) }
}
