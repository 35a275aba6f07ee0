import Foundation
import MomentTensor

/// A moment tensor potential evaluated as the formulas are written: plain loops, powers by `pow`, every product in the order of the file.
/// Slow, and independent of everything that the kernels do.
struct Oracle {
    let potential: Potential

    func energy(cell: Cell, positions: [SIMD3<Double>], species: [Int]) -> Double {
        siteEnergies(cell: cell, positions: positions, species: species).reduce(0, +)
    }

    func siteEnergies(cell: Cell, positions: [SIMD3<Double>], species: [Int]) -> [Double] {
        positions.indices.map { centre in
            let neighbours = neighbours(of: centre, cell: cell, positions: positions)
            return siteEnergy(species[centre], neighbours.map { (species[$0.index], $0.vector) })
        }
    }

    func siteEnergy(_ centre: Int, _ neighbours: [(species: Int, vector: SIMD3<Double>)]) -> Double {
        let coefficients = potential.coefficients!
        let scalars = scalars(centre, neighbours)
        var energy = coefficients.species[centre]
        for (coefficient, scalar) in zip(coefficients.linear, scalars) { energy += coefficient * scalar }
        if potential.radialBasis.kind == .chebyshevRepulsive {
            let minimum = potential.radialBasis.minimumDistance
            for neighbour in neighbours where neighbour.vector.length < minimum {
                energy += 10000 * (exp(-10 * (neighbour.vector.length - 1)) - exp(-10 * (minimum - 1)))
            }
        }
        return energy
    }

    /// B_1, B_2, …
    func scalars(_ centre: Int, _ neighbours: [(species: Int, vector: SIMD3<Double>)]) -> [Double] {
        let basis = potential.basis
        var moments = [Double](repeating: 0, count: basis.slotCount)
        for neighbour in neighbours {
            let distance = neighbour.vector.length
            let unit = neighbour.vector / distance
            let radial = (0..<potential.radialFunctionCount).map { radialFunction($0, centre, neighbour.species, distance) }
            for (slot, moment) in basis.basic.enumerated() {
                moments[slot] +=
                    radial[Int(moment.mu)] * pow(unit.x, Double(moment.a)) * pow(unit.y, Double(moment.b)) * pow(unit.z, Double(moment.c))
            }
        }
        for product in basis.products {
            moments[Int(product.target)] += Double(product.multiplicity) * moments[Int(product.left)] * moments[Int(product.right)]
        }
        return basis.scalars.map { moments[Int($0)] }
    }

    /// f_μ(r)
    func radialFunction(_ mu: Int, _ centre: Int, _ neighbour: Int, _ distance: Double) -> Double {
        let size = potential.radialBasis.size
        let first = ((centre * potential.species.count + neighbour) * potential.radialFunctionCount + mu) * size
        return (0..<size).reduce(0) { $0 + potential.coefficients!.radial[first + $1] * radialBasisFunction($1, distance) }
    }

    /// φ_n(r), with the scaling
    func radialBasisFunction(_ n: Int, _ distance: Double) -> Double {
        let low = potential.radialBasis.minimumDistance
        let high = potential.radialBasis.cutoff
        switch potential.radialBasis.kind {
        case .chebyshev:
            return potential.scaling * chebyshev(n, (2 * distance - low - high) / (high - low)) * pow(distance - high, 2)
        case .chebyshevRepulsive:
            let held = max(distance, low)
            return potential.scaling * chebyshev(n, (2 * held - low - high) / (high - low)) * pow(held - high, 2)
        case .taylor:
            return potential.scaling * pow(distance, Double(n))
        case .shapeev:
            let t = (distance - low) / (high - low)
            return potential.scaling * pow(low / distance, 2) * pow(1 - t, 2) * jacobi(n, t)
        }
    }

    private func chebyshev(_ n: Int, _ x: Double) -> Double {
        if abs(x) <= 1 { return cos(Double(n) * acos(x)) }
        let magnitude = cosh(Double(n) * acosh(abs(x)))
        return x < 0 && n % 2 == 1 ? -magnitude : magnitude
    }

    /// The Jacobi polynomial (5, 1) on [0, 1] from its explicit sum, scaled to ∫ p² (1 − t)^5 t dt = 1 / (8 (n + 1)²).
    private func jacobi(_ n: Int, _ t: Double) -> Double {
        var sum = 0.0
        for s in 0...n {
            sum += binomial(n + 5, n - s) * binomial(n + 1, s) * pow(t - 1, Double(s)) * pow(t, Double(n - s))
        }
        let norm = Double(n + 1) / (Double(2 * n + 7) * Double(n + 6))
        return sum / (norm * 8).squareRoot() / Double(n + 1)
    }

    private func binomial(_ n: Int, _ k: Int) -> Double {
        guard k >= 0, k <= n else { return 0 }
        return (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
    }

    /// All images inside the cutoff, by looking at far too many.
    func neighbours(of centre: Int, cell: Cell, positions: [SIMD3<Double>]) -> [(index: Int, vector: SIMD3<Double>)] {
        let cutoff = potential.radialBasis.cutoff
        var neighbours: [(index: Int, vector: SIMD3<Double>)] = []
        let vectors = cell.vectors
        for index in positions.indices {
            let difference = positions[index] - positions[centre]
            let reach = imageReach(cell, difference.length + cutoff)
            for i in -reach[0]...reach[0] {
                for j in -reach[1]...reach[1] {
                    for k in -reach[2]...reach[2] where !(index == centre && i == 0 && j == 0 && k == 0) {
                        let shift = Double(i) * vectors[0] + Double(j) * vectors[1] + Double(k) * vectors[2]
                        if (difference + shift).length < cutoff { neighbours.append((index, difference + shift)) }
                    }
                }
            }
        }
        return neighbours
    }

    /// How many cells a sphere of that radius can stick out, for each direction; the height of a cell over the plane or line of its
    /// other periodic vectors is what counts.
    private func imageReach(_ cell: Cell, _ radius: Double) -> [Int] {
        (0..<3).map { k in
            guard cell.periodicity[k] else { return 0 }
            let others = (0..<3).filter { $0 != k && cell.periodicity[$0] }.map { cell.vectors[$0] }
            var height = cell.vectors[k]
            if others.count == 1 { height -= others[0] * (height.dot(others[0]) / others[0].dot(others[0])) }
            if others.count == 2 {
                let normal = others[0].cross(others[1])
                height = normal * (height.dot(normal) / normal.dot(normal))
            }
            return Int((radius / height.length).rounded(.up))
        }
    }
}
