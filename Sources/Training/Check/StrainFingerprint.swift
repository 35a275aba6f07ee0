import Atoms
import Foundation
import MomentTensor

/// Numbers that do not change when a crystal is strained homogeneously, moved, inverted, or written in another order: projections of
/// |S_k|² and of the triple products Re(S_k S_l S*_{k+l}) of the structure factors S_k = Σ_i w_i exp(2πi k·u_i), u fractional.
///
/// The triple products tell an alloy from the one with its elements exchanged, which may have the same |S_k|².
struct StrainFingerprint: Sendable {
    private let projections: SIMD8<Double>

    private static let highestIndex = 4
    /// Larger configurations would take long and are no strained unit cells.
    private static let mostAtoms = 2000

    /// `nil` where there is no cell to strain, or too much to compute.
    init?(_ configuration: Configuration) {
        guard configuration.cell.isFullyPeriodic, configuration.cell.signedVolume != 0,
            (1...StrainFingerprint.mostAtoms).contains(configuration.count)
        else { return nil }
        let factors = StrainFingerprint.structureFactors(configuration)
        var sum = SIMD8<Double>.zero
        for (factor, direction) in zip(factors, StrainFingerprint.directions) {
            sum += direction * (factor.x * factor.x + factor.y * factor.y)
        }
        for (triple, direction) in zip(StrainFingerprint.triples, StrainFingerprint.directions) {
            let product = StrainFingerprint.multiply(factors[triple.x], factors[triple.y])
            let third = factors[triple.z]
            sum += direction * (product.x * third.x + product.y * third.y)
        }
        projections = sum / Double(StrainFingerprint.indices.count).squareRoot()
    }

    /// The first projection, to sort by.
    var sortingKey: Double { projections[0] }

    static let tolerance = 1e-5

    func agrees(with other: StrainFingerprint) -> Bool {
        let difference = projections - other.projections
        return (0..<8).allSatisfy { abs(difference[$0]) < StrainFingerprint.tolerance }
    }

    /// S_k / Σ_i w_i as (real, imaginary).
    private static func structureFactors(_ configuration: Configuration) -> [SIMD2<Double>] {
        let cell = configuration.cell
        let volume = cell.signedVolume
        let reciprocal = [cell.b.cross(cell.c) / volume, cell.c.cross(cell.a) / volume, cell.a.cross(cell.b) / volume]
        var factors = [SIMD2<Double>](repeating: .zero, count: indices.count)
        for (position, kind) in zip(configuration.positions, configuration.kinds) {
            let phases = reciprocal.map { powers(ofPhase: $0.dot(position)) }
            for (place, index) in indices.enumerated() {
                let product = multiply(
                    multiply(phases[0][index.x + highestIndex], phases[1][index.y + highestIndex]), phases[2][index.z + highestIndex])
                factors[place] += kind.fingerprintWeight * product
            }
        }
        let weight = configuration.kinds.reduce(0) { $0 + $1.fingerprintWeight }
        return factors.map { $0 / weight }
    }

    /// exp(2πi n u) for n = −4 … 4.
    private static func powers(ofPhase u: Double) -> [SIMD2<Double>] {
        let angle = 2 * Double.pi * (u - u.rounded())
        return (-highestIndex...highestIndex).map { SIMD2(cos(Double($0) * angle), sin(Double($0) * angle)) }
    }

    private static func multiply(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> {
        SIMD2(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x)
    }

    /// All k but one of each pair ±k.
    private static let indices: [SIMD3<Int>] = {
        let range = -highestIndex...highestIndex
        let all = range.flatMap { i in range.flatMap { j in range.map { SIMD3(i, j, $0) } } }
        return all.filter { ($0.x, $0.y, $0.z) > (0, 0, 0) }
    }()

    /// Places of k, l and k + l among `indices`.
    private static let triples: [SIMD3<Int>] = {
        let places = Dictionary(uniqueKeysWithValues: indices.enumerated().map { ($1, $0) })
        return indices.indices.compactMap { first in
            let candidates = indices.indices.map { ($0 * 7 + first * 3 + 1) % indices.count }
            for second in candidates {
                if let third = places[indices[first] &+ indices[second]] { return SIMD3(first, second, third) }
            }
            return nil
        }
    }()

    /// Fixed directions without any symmetry.
    private static let directions: [SIMD8<Double>] = indices.indices.map { place in
        var direction = SIMD8<Double>.zero
        for k in 0..<8 {
            let product = Double(place * 8 + k + 1) * 0.754_877_666_246_693
            direction[k] = 2 * (product - product.rounded(.down)) - 1
        }
        return direction
    }
}
