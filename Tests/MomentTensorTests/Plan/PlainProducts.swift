@testable import MomentTensor

/// The products of a basis as the tables say them, one after the other: Σ_s ξ_s B_s and its gradient with respect to the components
/// that a plan accumulates, which it takes the others from by traces.
struct PlainProducts {
    let basis: MomentBasis
    let linear: [Double]
    let layout: MomentLayout

    func energyAndGradient(_ accumulated: [Double]) -> (energy: Double, gradient: [Double]) {
        var components = accumulated + [Double](repeating: 0, count: layout.count - layout.accumulatedCount)
        for trace in layout.traces {
            components[trace.target] = components[trace.parents.0] + components[trace.parents.1] + components[trace.parents.2]
        }
        var m = [Double](repeating: 0, count: basis.slotCount)
        for (slot, place) in places { m[slot] = components[place] }
        for product in basis.products {
            m[Int(product.target)] += Double(product.multiplicity) * m[Int(product.left)] * m[Int(product.right)]
        }

        var energy = 0.0
        var g = [Double](repeating: 0, count: basis.slotCount)
        for (scalar, coefficient) in zip(basis.scalars, linear) {
            energy += coefficient * m[Int(scalar)]
            g[Int(scalar)] += coefficient
        }
        for product in basis.products.reversed() {
            let outer = Double(product.multiplicity) * g[Int(product.target)]
            g[Int(product.left)] += outer * m[Int(product.right)]
            g[Int(product.right)] += outer * m[Int(product.left)]
        }

        var gradient = [Double](repeating: 0, count: layout.count)
        for (slot, place) in places { gradient[place] += g[slot] }
        for trace in layout.traces.reversed() {
            for parent in [trace.parents.0, trace.parents.1, trace.parents.2] { gradient[parent] += gradient[trace.target] }
        }
        return (energy, Array(gradient[..<layout.accumulatedCount]))
    }

    /// The basic slots that the layout has, and where: it leaves out those that no scalar depends on.
    private var places: [(slot: Int, place: Int)] {
        var isLive = [Bool](repeating: false, count: basis.slotCount)
        for scalar in basis.scalars { isLive[Int(scalar)] = true }
        for product in basis.products.reversed() where isLive[Int(product.target)] {
            isLive[Int(product.left)] = true
            isLive[Int(product.right)] = true
        }
        return basis.basic.indices.filter { isLive[$0] }.map { ($0, layout.slot(of: basis.basic[$0])) }
    }
}
