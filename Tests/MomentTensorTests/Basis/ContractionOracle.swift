import FuzzSupport

@testable import MomentTensor

/// A neighbourhood as the moments see it: unit vectors and, for each μ, values of the radial function. Seeded.
struct RandomNeighbourhood {
    var directions: [SIMD3<Double>] = []
    /// By neighbour, then μ.
    var radial: [[Double]] = []

    init(neighbours: Int, radialFunctions: Int, generator: inout SplitMix64) {
        for _ in 0..<neighbours {
            var vector = SIMD3<Double>()
            repeat {
                vector = SIMD3(
                    .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator))
            } while (vector * vector).sum() > 1 || (vector * vector).sum() < 0.01
            directions.append(vector / (vector * vector).sum().squareRoot())
            radial.append((0..<radialFunctions).map { _ in Double.random(in: -1...1, using: &generator) })
        }
    }

    func component(_ moment: MomentBasis.BasicMoment) -> Double {
        directions.indices.reduce(0) { sum, neighbour in
            let direction = directions[neighbour]
            return sum + radial[neighbour][Int(moment.mu)] * power(direction.x, moment.a) * power(direction.y, moment.b)
                * power(direction.z, moment.c)
        }
    }

    private func power(_ base: Double, _ exponent: Int32) -> Double { (0..<exponent).reduce(1) { value, _ in value * base } }
}

/// All slots of a basis, by its tables, as plainly as possible.
func slotValues(_ basis: MomentBasis, _ neighbourhood: RandomNeighbourhood) -> [Double] {
    var values = basis.basic.map { neighbourhood.component($0) } + Array(repeating: 0, count: basis.slotCount - basis.basic.count)
    for product in basis.products {
        values[Int(product.target)] += Double(product.multiplicity) * values[Int(product.left)] * values[Int(product.right)]
    }
    return values
}

func scalarValues(_ basis: MomentBasis, _ neighbourhood: RandomNeighbourhood) -> [Double] {
    let values = slotValues(basis, neighbourhood)
    return basis.scalars.map { values[Int($0)] }
}

/// The contraction that a graph stands for: the sum over x, y, z of every edge's index, of the product of full tensor components.
///
/// Knows nothing of symmetric storage, shared factors or multiplicities: 3^edges terms.
struct ContractionOracle {
    /// (μ, ν) of each vertex.
    var vertices: [(mu: Int, rank: Int)]
    /// One pair of vertices for each contracted pair of indices.
    var edges: [(Int, Int)]

    func value(in neighbourhood: RandomNeighbourhood) -> Double {
        let tensors = vertices.map { fullTensor($0.mu, $0.rank, neighbourhood) }
        var indices = [Int](repeating: 0, count: edges.count)
        var total = 0.0
        repeat {
            var places = [Int](repeating: 0, count: vertices.count)
            for (edge, index) in zip(edges, indices) {
                places[edge.0] = 3 * places[edge.0] + index
                places[edge.1] = 3 * places[edge.1] + index
            }
            total += vertices.indices.reduce(1) { $0 * tensors[$1][places[$1]] }
        } while advance(&indices)
        return total
    }

    /// All 3^rank components, the first index slowest.
    private func fullTensor(_ mu: Int, _ rank: Int, _ neighbourhood: RandomNeighbourhood) -> [Double] {
        var tensor = [Double](repeating: 0, count: (0..<rank).reduce(1) { count, _ in 3 * count })
        for (direction, radial) in zip(neighbourhood.directions, neighbourhood.radial) {
            var outer = [radial[mu]]
            for _ in 0..<rank { outer = outer.flatMap { [$0 * direction.x, $0 * direction.y, $0 * direction.z] } }
            for place in tensor.indices { tensor[place] += outer[place] }
        }
        return tensor
    }

    private func advance(_ indices: inout [Int]) -> Bool {
        for place in indices.indices {
            indices[place] += 1
            if indices[place] < 3 { return true }
            indices[place] = 0
        }
        return false
    }
}
