import Foundation
import MomentTensor

/// The vibrations of a crystal.
public struct Phonons: Sendable {
    /// A wave vector with a name, and the frequencies there.
    public struct Point: Sendable {
        public var name: String
        /// THz, ascending; negative for imaginary ones.
        public var frequencies: [Double]
    }

    public let points: [Point]
    /// Along straight lines between the points: the distance from the start (1/Å, without 2π), and the frequencies (THz).
    public let dispersion: [(distance: Double, frequencies: [Double])]
    /// Where the points lie on that path.
    public let marks: [(name: String, distance: Double)]
    /// The lowest of all frequencies found, if it is imaginary beyond the accuracy of the method; THz, negative.
    public let mostUnstable: Double?

    /// Frequencies closer to zero are not called imaginary; THz.
    private static let accuracy = 0.05
    private static let samplesPerLine = 24

    /// - Parameter mass: g/mol
    init(_ crystal: Crystal, mass: Double, _ pool: EvaluationPool) throws(VolterraError) {
        let matrix = DynamicalMatrix(try ForceConstants(crystal, pool), mass: mass)
        let path = ReciprocalPath(crystal)
        var points: [Point] = []
        for (index, point) in path.points.enumerated() where !path.points[..<index].contains(where: { $0.name == point.name }) {
            points.append(Point(name: point.name, frequencies: try matrix.frequencies(at: point.vector)))
        }
        var dispersion: [(distance: Double, frequencies: [Double])] = []
        for sample in path.samples(perLine: Phonons.samplesPerLine) {
            dispersion.append((sample.distance, try matrix.frequencies(at: sample.vector)))
        }
        self.points = points
        self.dispersion = dispersion
        marks = path.marks
        let lowest = (dispersion.map(\.frequencies) + points.map(\.frequencies)).joined().min() ?? 0
        mostUnstable = lowest < -Phonons.accuracy ? lowest : nil
    }
}

/// D(q) = Σ Φ exp(2πi q·R) / m, whose eigenvalues are the squares of the angular frequencies.
struct DynamicalMatrix: Sendable {
    private let constants: ForceConstants
    private let mass: Double

    /// √(eV/Å²/(g/mol)) / 2π in THz.
    static let terahertz = 15.633_302_3

    init(_ constants: ForceConstants, mass: Double) {
        self.constants = constants
        self.mass = mass
    }

    /// THz, ascending; those of negative eigenvalues, which are imaginary, are given as negative numbers.
    ///
    /// - Parameter q: in 1/Å, without 2π
    func frequencies(at q: SIMD3<Double>) throws(VolterraError) -> [Double] {
        let size = 3 * constants.basisCount
        var matrix = [SIMD2<Double>](repeating: .zero, count: size * size)
        for pair in constants.pairs {
            let angle = 2 * Double.pi * q.dot(pair.shift)
            let phase = SIMD2(cos(angle), sin(angle)) / mass
            for (row, elements) in [pair.matrix.rows.x, pair.matrix.rows.y, pair.matrix.rows.z].enumerated() {
                let start = (3 * pair.first + row) * size + 3 * pair.second
                for column in 0..<3 { matrix[start + column] += elements[column] * phase }
            }
        }
        return try hermitianEigenvalues(hermitian(matrix, size), size: size).map { value in
            value < 0 ? -(-value).squareRoot() * DynamicalMatrix.terahertz : value.squareRoot() * DynamicalMatrix.terahertz
        }
    }

    /// Rounding, and the third order of the energy, make the two halves differ a little.
    private func hermitian(_ matrix: [SIMD2<Double>], _ size: Int) -> [SIMD2<Double>] {
        var result = matrix
        for row in 0..<size {
            for column in 0..<size {
                let mirrored = matrix[column * size + row]
                result[row * size + column] = 0.5 * (matrix[row * size + column] + SIMD2<Double>(mirrored.x, -mirrored.y))
            }
        }
        return result
    }
}
