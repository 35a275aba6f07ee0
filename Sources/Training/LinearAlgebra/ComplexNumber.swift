import Foundation

/// x + i y
struct ComplexNumber: Sendable, Hashable {
    var real: Double
    var imaginary: Double

    init(_ real: Double, _ imaginary: Double = 0) {
        self.real = real
        self.imaginary = imaginary
    }

    static let zero = ComplexNumber(0)
    static let one = ComplexNumber(1)
    static let i = ComplexNumber(0, 1)

    var magnitude: Double { hypot(real, imaginary) }
    /// From −π to π.
    var argument: Double { atan2(imaginary, real) }

    static func + (left: ComplexNumber, right: ComplexNumber) -> ComplexNumber {
        ComplexNumber(left.real + right.real, left.imaginary + right.imaginary)
    }

    static func - (left: ComplexNumber, right: ComplexNumber) -> ComplexNumber {
        ComplexNumber(left.real - right.real, left.imaginary - right.imaginary)
    }

    static func * (left: ComplexNumber, right: ComplexNumber) -> ComplexNumber {
        ComplexNumber(
            left.real * right.real - left.imaginary * right.imaginary, left.real * right.imaginary + left.imaginary * right.real)
    }

    static func * (factor: Double, number: ComplexNumber) -> ComplexNumber {
        ComplexNumber(factor * number.real, factor * number.imaginary)
    }

    static func / (left: ComplexNumber, right: ComplexNumber) -> ComplexNumber {
        let square = right.real * right.real + right.imaginary * right.imaginary
        let product = left * ComplexNumber(right.real, -right.imaginary)
        return ComplexNumber(product.real / square, product.imaginary / square)
    }

    /// e^z
    var exponential: ComplexNumber {
        let size = exp(real)
        return ComplexNumber(size * cos(imaginary), size * sin(imaginary))
    }

    /// ln z, whose imaginary part is from −π to π.
    var logarithm: ComplexNumber { ComplexNumber(log(magnitude), argument) }
}
