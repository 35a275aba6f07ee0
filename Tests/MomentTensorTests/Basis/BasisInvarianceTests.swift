import FuzzSupport
import Testing

@testable import MomentTensor

@Suite("Scalars of generated bases")
struct BasisInvarianceTests {
    @Test("no scalar changes under rotation or reflection", arguments: [16, 20, 24])
    func rotations(level: Int) throws {
        let basis = try MomentBasis(BasisSpecification(level: level))
        var generator = SplitMix64(seed: 8)
        let neighbourhood = RandomNeighbourhood(neighbours: 9, radialFunctions: basis.radialFunctionCount, generator: &generator)
        let values = scalarValues(basis, neighbourhood)
        for sign in [1.0, -1.0] {
            var moved = neighbourhood
            let axes = orthogonalAxes(&generator)
            moved.directions = neighbourhood.directions.map { sign * ($0.x * axes.0 + $0.y * axes.1 + $0.z * axes.2) }
            let movedValues = scalarValues(basis, moved)
            let bounds = scalarBounds(basis, neighbourhood)
            for place in values.indices { #expect(abs(values[place] - movedValues[place]) <= 1e-13 * bounds[place]) }
        }
    }

    @Test("no scalar is a multiple of another", arguments: [16, 20, 22])
    func uniqueness(level: Int) throws {
        let basis = try MomentBasis(BasisSpecification(level: level))
        var generator = SplitMix64(seed: 9)
        let samples = (0..<3).map { _ in
            scalarValues(
                basis, RandomNeighbourhood(neighbours: 7, radialFunctions: basis.radialFunctionCount, generator: &generator))
        }
        let ratios = basis.scalars.indices.map { (samples[1][$0] / samples[0][$0], samples[2][$0] / samples[0][$0]) }.sorted { $0 < $1 }
        for (one, other) in zip(ratios, ratios.dropFirst()) where abs(one.0 - other.0) <= 1e-10 * abs(one.0) {
            #expect(abs(one.1 - other.1) > 1e-10 * abs(one.1))
        }
    }

    /// The scalars with every term taken positive: what rounding errors are measured against.
    private func scalarBounds(_ basis: MomentBasis, _ neighbourhood: RandomNeighbourhood) -> [Double] {
        var positive = neighbourhood
        positive.directions = neighbourhood.directions.map { SIMD3(abs($0.x), abs($0.y), abs($0.z)) }
        positive.radial = neighbourhood.radial.map { $0.map { abs($0) } }
        return scalarValues(basis, positive)
    }

    private func orthogonalAxes(_ generator: inout SplitMix64) -> (SIMD3<Double>, SIMD3<Double>, SIMD3<Double>) {
        let vector = { (generator: inout SplitMix64) in
            SIMD3<Double>(
                .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator))
        }
        let x = vector(&generator)
        let first = x / x.length
        let y = vector(&generator)
        let rest = y - first * first.dot(y)
        let second = rest / rest.length
        return (first, second, first.cross(second))
    }
}
