/// The radial functions of every row of a block, two rows at a time.
///
///     f_μ(r)  = env(r) Σ_n c_μn p_n(ξ)
///     f_μ'(r) = env'(r) Σ_n c_μn p_n(ξ) + env(r) Σ_n d_μn p_n(ξ)
///
/// with the c and d of the species of the atom and of each neighbour. Padding has env = env' = 0.
///
///     values:  rows 0, 1: f_0 … f_K−1 f'_0 … f'_K−1 | rows 2, 3: …
struct RadialKernel<V: LaneVector> {
    typealias Pair = RowPair<V>
    typealias Tables = RadialTables<V.Scalar>

    let tables: Tables
    /// p_0 … p_R−1 of two rows.
    let polynomials: UnsafeMutablePointer<Pair>
    /// Sums of one row of several species, before they are transposed: `columnCount` numbers for each lane.
    let columns: UnsafeMutablePointer<V>

    /// env and env'; and env where it multiplies dξ/dr, which is zero where ξ is held.
    struct Envelope {
        var value, slope, weight: Pair
    }

    /// Fills the unit vectors, 1/r and `values`.
    func evaluate(_ block: NeighbourBlock<V>, values: UnsafeMutablePointer<Pair>) {
        switch tables.size {
        case 8: evaluate(block, size: 8, values)
        default: evaluate(block, size: tables.size, values)
        }
    }

    @inline(__always)
    private func evaluate(_ block: NeighbourBlock<V>, size: Int, _ values: UnsafeMutablePointer<Pair>) {
        let (dx, dy, dz) = (block.pairs(.dx), block.pairs(.dy), block.pairs(.dz))
        let (x, y, z) = (block.pairs(.x), block.pairs(.y), block.pairs(.z))
        let inverseDistance = block.pairs(.inverseDistance)
        let functions = tables.functionCount
        for pair in 0..<block.pairCount {
            let square = multiplyAdd(dx[pair], dx[pair], multiplyAdd(dy[pair], dy[pair], dz[pair] * dz[pair]))
            let distance = Pair(square.a.squareRoot(), square.b.squareRoot())
            let one = V(1)
            let inverse = Pair(one / distance.a, one / distance.b)
            inverseDistance[pair] = inverse
            x[pair] = dx[pair] * inverse
            y[pair] = dy[pair] * inverse
            z[pair] = dz[pair] * inverse

            let species = block.neighbourSpecies + pair &* 2 &* V.scalarCount
            let (argument, envelope) = argument(at: distance, inverse, species)
            fillPolynomials(argument, size: size)
            let f = values + pair &* 2 &* functions
            if let neighbour = commonSpecies(species) {
                contract(tables.coefficients(centre: block.species, neighbour: neighbour), size: size, envelope, into: f)
            } else {
                contractLaneByLane(species, centre: block.species, envelope, into: f)
            }
        }
    }

    /// φ_n = scaling · env · p_n of two rows, left in `polynomials`.
    func fillBasis(_ block: NeighbourBlock<V>, pair: Int) {
        let inverse = block.pairs(.inverseDistance)[pair]
        let one = V(1)
        let (argument, envelope) = argument(
            at: Pair(one / inverse.a, one / inverse.b), inverse, block.neighbourSpecies + pair &* 2 &* V.scalarCount)
        fillPolynomials(argument, size: tables.size)
        let factor = V(repeating: tables.scaling) * envelope.value
        for n in 0..<tables.size { polynomials[n] = polynomials[n] * factor }
    }

    /// ξ, and the envelope.
    @inline(__always)
    private func argument(
        at distance: Pair, _ inverse: Pair, _ species: UnsafeMutablePointer<Int32>
    ) -> (Pair, Envelope) {
        let low = V(repeating: tables.minimumDistance)
        let high = V(repeating: tables.cutoff)
        let scale = V(repeating: 2 / (tables.cutoff - tables.minimumDistance))
        let offset = Pair(repeating: V(repeating: (tables.cutoff + tables.minimumDistance) / (tables.minimumDistance - tables.cutoff)))
        switch tables.kind {
        case .chebyshev:
            let gap = distance - Pair(repeating: high)
            let value = gap * gap
            return (multiplyAdd(scale, distance, offset), Envelope(value: value, slope: gap + gap, weight: value))
        case .chebyshevRepulsive:
            let free = Pair(RadialKernel.ones(where: distance.a .> low), RadialKernel.ones(where: distance.b .> low))
            let held = Pair(
                low.replacing(with: distance.a, where: distance.a .> low), low.replacing(with: distance.b, where: distance.b .> low))
            let gap = held - Pair(repeating: high)
            let value = gap * gap
            return (multiplyAdd(scale, held, offset), Envelope(value: value, slope: free * (gap + gap), weight: free * value))
        case .taylor:
            let present = Pair(RadialKernel.presence(species), RadialKernel.presence(species + V.scalarCount))
            return (distance, Envelope(value: present, slope: .zero, weight: present))
        case .shapeev:
            let steepness = V(repeating: tables.minimumDistance / (tables.cutoff - tables.minimumDistance))
            let root = steepness * ((Pair(repeating: high) - distance) * inverse)
            let rootSlope = (V.zero - steepness * high) * (inverse * inverse)
            let value = root * root
            return (multiplyAdd(scale, distance, offset), Envelope(value: value, slope: (root + root) * rootSlope, weight: value))
        }
    }

    private static func ones(where mask: SIMDMask<V.MaskStorage>) -> V { V.zero.replacing(with: V(1), where: mask) }

    /// 1 for neighbours, 0 for padding.
    private static func presence(_ species: UnsafeMutablePointer<Int32>) -> V {
        var result = V.zero
        for lane in 0..<V.scalarCount where species[lane] >= 0 { result[lane] = 1 }
        return result
    }

    @inline(__always)
    private func fillPolynomials(_ argument: Pair, size: Int) {
        let p = polynomials
        p[0] = Pair(repeating: V(repeating: tables.first))
        guard size > 1 else { return }
        if tables.isChebyshev {
            let twice = argument + argument
            p[1] = argument
            for n in 2..<max(size, 2) { p[n] = multiplyAdd(twice, p[n &- 1], -p[n &- 2]) }
        } else {
            for n in 1..<size {
                let step = tables.steps[n &- 1]
                let factor = multiplyAdd(V(repeating: step.slope), argument, Pair(repeating: V(repeating: step.offset)))
                p[n] = n == 1 ? factor * p[0] : factor * p[n &- 1] - V(repeating: step.previous) * p[n &- 2]
            }
        }
    }

    /// The species that all neighbours of two rows have, or the padding next to them; `nil` if there are several.
    @inline(__always)
    private func commonSpecies(_ species: UnsafeMutablePointer<Int32>) -> Int? {
        if tables.speciesCount == 1 { return 0 }
        let first = species[0]
        for lane in 1..<(2 &* V.scalarCount) where species[lane] != first && species[lane] >= 0 { return nil }
        return first >= 0 ? Int(first) : nil
    }

    @inline(__always)
    private func contract(
        _ coefficients: UnsafeMutablePointer<V.Scalar>, size: Int, _ envelope: Envelope, into f: UnsafeMutablePointer<Pair>
    ) {
        let functions = tables.functionCount
        for mu in 0..<functions {
            let c = coefficients + mu &* 2 &* size
            let d = c + size
            var sum = V(repeating: c[0]) * polynomials[0]
            var slope = V(repeating: d[0]) * polynomials[0]
            for n in 1..<max(size, 1) {
                sum = multiplyAdd(V(repeating: c[n]), polynomials[n], sum)
                if n &+ 1 < size { slope = multiplyAdd(V(repeating: d[n]), polynomials[n], slope) }
            }
            f[mu] = envelope.value * sum
            f[functions &+ mu] = multiplyAdd(envelope.slope, sum, envelope.weight * slope)
        }
    }
}

// MARK: Rows of several species

extension RadialKernel {
    /// Here the vectors are columns: the sums of all μ for one neighbour at a time, transposed afterwards.
    @inline(never)
    private func contractLaneByLane(
        _ species: UnsafeMutablePointer<Int32>, centre: Int, _ envelope: Envelope, into f: UnsafeMutablePointer<Pair>
    ) {
        let functions = tables.functionCount
        let values = UnsafeMutableRawPointer(f).assumingMemoryBound(to: V.self)
        for row in 0..<2 {
            sumColumns(species + row &* V.scalarCount, centre: centre, row: row)
            transpose(into: values + row)
        }
        for mu in 0..<functions {
            let (sum, slope) = (f[mu], f[functions &+ mu])
            f[mu] = envelope.value * sum
            f[functions &+ mu] = multiplyAdd(envelope.slope, sum, envelope.weight * slope)
        }
    }

    private func sumColumns(_ species: UnsafeMutablePointer<Int32>, centre: Int, row: Int) {
        let vectors = tables.columnCount / V.scalarCount
        let p = UnsafeMutableRawPointer(polynomials).assumingMemoryBound(to: V.Scalar.self) + row &* V.scalarCount
        for lane in 0..<V.scalarCount {
            let table = tables.columns(centre: centre, neighbour: max(Int(species[lane]), 0))
            let c = UnsafeMutableRawPointer(table).assumingMemoryBound(to: V.self)
            for vector in 0..<vectors {
                var sum = V.zero
                for n in 0..<tables.size {
                    sum = multiplyAdd(p[n &* 2 &* V.scalarCount &+ lane], c[n &* vectors &+ vector], sum)
                }
                columns[lane &* vectors &+ vector] = sum
            }
        }
    }

    /// From a lane's 2 K numbers in a row to one vector each, every other one of `values`.
    private func transpose(into values: UnsafeMutablePointer<V>) {
        let numbers = UnsafeMutableRawPointer(columns).assumingMemoryBound(to: V.Scalar.self)
        for column in 0..<(2 &* tables.functionCount) {
            var vector = V.zero
            for lane in 0..<V.scalarCount { vector[lane] = numbers[lane &* tables.columnCount &+ column] }
            values[2 &* column] = vector
        }
    }
}
