extension ActiveSet {
    /// What stands on the diagonal of A in the rows of parameters that do not count: 2¹⁰⁰.
    ///
    /// A set over the last parameters only, those of species and the linear ones, is stored as one over all of them. The matrices are
    ///
    ///     A = │ 2¹⁰⁰ 1   0  │        A⁻¹ = │ 2⁻¹⁰⁰ 1     0     │
    ///         │    0    A_m │              │    0      (A_m)⁻¹ │
    ///
    /// so that whoever reads them as a set over all parameters finds the grades of the set over some: b A⁻¹ is zero, to any precision that
    /// matters, where parameters do not count.
    static let ignoredDiagonal = 0x1p100

    /// A set over the last m of `parameterCount` parameters.
    ///
    /// - Parameters:
    ///   - matrix: A_m, m × m
    ///   - inverse: its inverse
    ///   - origins: one for each of its rows
    public init(
        lastOf parameterCount: Int, weights: Weights, matrix: [Double], inverse: [Double], origins: [Origin],
        selectedConfigurationsText: [UInt8]
    ) {
        let count = origins.count
        let ignored = parameterCount - count
        func embedded(_ block: [Double], diagonal: Double) -> [Double] {
            var whole = [Double](repeating: 0, count: parameterCount * parameterCount)
            for row in 0..<ignored { whole[row * parameterCount + row] = diagonal }
            for row in 0..<count {
                let start = (ignored + row) * parameterCount + ignored
                whole.replaceSubrange(start..<start + count, with: block[row * count..<(row + 1) * count])
            }
            return whole
        }
        self.init(
            weights: weights, matrix: embedded(matrix, diagonal: ActiveSet.ignoredDiagonal),
            inverse: embedded(inverse, diagonal: 1 / ActiveSet.ignoredDiagonal),
            origins: Array(repeating: Origin(), count: ignored) + origins, selectedConfigurationsText: selectedConfigurationsText)
    }

    /// How many of the first parameters do not count. Their columns of a row b add nothing to its grade.
    public var ignoredParameterCount: Int {
        for parameter in 0..<size where !ignores(parameter) { return parameter }
        return size
    }

    private func ignores(_ parameter: Int) -> Bool {
        matrix[parameter * size + parameter] == ActiveSet.ignoredDiagonal
            && (0..<size).allSatisfy { other in
                other == parameter || matrix[parameter * size + other] == 0 && matrix[other * size + parameter] == 0
            }
    }

    /// (A_m)⁻¹, m × m, where m of the parameters count.
    public var countedInverse: [Double] {
        let ignored = ignoredParameterCount
        guard ignored > 0 else { return inverse }
        return (ignored..<size).flatMap { inverse[$0 * size + ignored..<($0 + 1) * size] }
    }
}
