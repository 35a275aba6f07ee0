import MomentTensor

/// The polynomial Σ_k c_k x^k that is closest to some points by least squares.
struct PolynomialFit {
    let coefficients: [Double]

    /// The normal equations are solved on x scaled to −1 … 1, where they are well conditioned for the low degrees that are meant.
    init(_ points: [(x: Double, y: Double)], degree: Int) throws(VolterraError) {
        let size = degree + 1
        let scale = points.map { abs($0.x) }.max() ?? 1
        var normal = [Double](repeating: 0, count: size * size)
        var right = [Double](repeating: 0, count: size)
        for point in points {
            let powers = (0..<size).map { PolynomialFit.power(point.x / scale, $0) }
            for row in 0..<size {
                right[row] += powers[row] * point.y
                for column in 0..<size { normal[row * size + column] += powers[row] * powers[column] }
            }
        }
        let inverse = try SymmetricEigensystem(normal, size: size).function { 1 / $0 }
        coefficients = (0..<size).map { row in
            dot(Array(inverse[row * size..<(row + 1) * size]), right) / PolynomialFit.power(scale, row)
        }
    }

    func callAsFunction(_ x: Double) -> Double { coefficients.reversed().reduce(0) { $0 * x + $1 } }

    private static func power(_ x: Double, _ exponent: Int) -> Double { (0..<exponent).reduce(1) { power, _ in power * x } }
}
