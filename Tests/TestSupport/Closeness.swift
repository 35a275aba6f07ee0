/// The largest difference between two lists, relative to the largest value of the second.
public func relativeDifference(_ values: [Double], _ references: [Double]) -> Double {
    guard values.count == references.count else { return .infinity }
    let scale = references.map(abs).max() ?? 0
    let difference = zip(values, references).map { abs($0 - $1) }.max() ?? 0
    return difference.isNaN ? .infinity : difference == 0 ? 0 : difference / scale
}

public func components(_ vectors: [SIMD3<Double>]) -> [Double] { vectors.flatMap { [$0.x, $0.y, $0.z] } }

/// The derivative of `function` at 0 from differences of sixth order.
public func derivative(step: Double, _ function: (Double) throws -> Double) rethrows -> Double {
    let weights = [45.0, -9.0, 1.0]
    var sum = 0.0
    for (index, weight) in weights.enumerated() {
        let h = step * Double(index + 1)
        sum += weight * (try function(h) - function(-h))
    }
    return sum / (60 * step)
}
