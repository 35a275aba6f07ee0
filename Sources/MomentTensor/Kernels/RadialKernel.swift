/// The radial functions of every row of a block, two rows at a time.
///
///     f_μ(r)  = env(r) Σ_n c_μn p_n(ξ)
///     f_μ'(r) = env'(r) Σ_n c_μn p_n(ξ) + env(r) Σ_n d_μn p_n(ξ)
///
/// with the c and d of the species of the atom and of each neighbour: where two rows hold several species, the sum over them, each with an
/// envelope that is zero in the lanes of the others. Padding has env = env' = 0.
///
///     values:  rows 0, 1: f_0 … f_K−1 f'_0 … f'_K−1 | rows 2, 3: …
struct RadialKernel<V: LaneVector> {
    typealias Pair = RowPair<V>
    typealias Tables = RadialTables<V.Scalar>

    let tables: Tables
    /// p_0 … p_R−1 of two rows.
    let polynomials: UnsafeMutablePointer<Pair>

    /// env and env'; and env where it multiplies dξ/dr, which is zero where ξ is held.
    struct Envelope {
        var value, slope, weight: Pair

        @inline(__always)
        static func * (envelope: Envelope, factor: Pair) -> Envelope {
            Envelope(value: envelope.value * factor, slope: envelope.slope * factor, weight: envelope.weight * factor)
        }
    }

    /// Fills the unit vectors, 1/r and `values`.
    func evaluate(_ block: NeighbourBlock<V>, values: UnsafeMutablePointer<Pair>) {
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
            fillPolynomials(argument)
            let f = values + pair &* 2 &* functions
            let (lowest, highest) = speciesRange(species)
            if lowest < highest {
                contractEach(species, lowest...highest, centre: block.species, envelope, into: f)
            } else {
                // Where there is only padding, the coefficients do not matter.
                let coefficients = tables.coefficients(centre: block.species, neighbour: max(highest, 0))
                contract(coefficients, envelope, into: f, adding: false)
            }
        }
    }

    /// φ_n = scaling · env · p_n of two rows, left in `polynomials`; zero for padding.
    @inline(__always)
    func fillBasis(_ block: NeighbourBlock<V>, pair: Int) {
        let inverse = block.pairs(.inverseDistance)[pair]
        let one = V(1)
        let species = block.neighbourSpecies + pair &* 2 &* V.scalarCount
        let (argument, envelope) = argument(at: Pair(one / inverse.a, one / inverse.b), inverse, species)
        fillPolynomials(argument)
        let present = Pair(RadialKernel.presence(species), RadialKernel.presence(species + V.scalarCount))
        let factor = V(repeating: tables.scaling) * (present * envelope.value)
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
            let free = Pair(V(onesWhere: distance.a .> low), V(onesWhere: distance.b .> low))
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

    /// 1 for neighbours, 0 for padding.
    @inline(__always)
    private static func presence(_ species: UnsafeMutablePointer<Int32>) -> V { V(onesWhere: V(species) .> V(-0.5)) }

    /// The usual size is a constant, so that the loop is unrolled.
    @inline(__always)
    private func fillPolynomials(_ argument: Pair) {
        if tables.size == 8 { fillPolynomials(argument, size: 8) } else { fillPolynomials(argument, size: tables.size) }
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

    /// The lowest and the highest species in two rows, padding aside; the lowest is above the highest where there is only padding.
    @inline(__always)
    private func speciesRange(_ species: UnsafeMutablePointer<Int32>) -> (lowest: Int, highest: Int) {
        if tables.speciesCount == 1 { return (0, 0) }
        var (lowest, highest) = (UInt32.max, Int32(-1))
        for lane in 0..<(2 &* V.scalarCount) {
            lowest = min(lowest, UInt32(bitPattern: species[lane]))
            highest = max(highest, species[lane])
        }
        return (Int(lowest), Int(highest))
    }

    @inline(never)
    private func contractEach(
        _ species: UnsafeMutablePointer<Int32>, _ range: ClosedRange<Int>, centre: Int, _ envelope: Envelope,
        into f: UnsafeMutablePointer<Pair>
    ) {
        let numbers = Pair(V(species), V(species + V.scalarCount))
        for neighbour in range {
            let number = V(Double(neighbour))
            let (isFirst, isSecond) = (numbers.a .== number, numbers.b .== number)
            guard any(isFirst .| isSecond) else { continue }
            let presence = Pair(V(onesWhere: isFirst), V(onesWhere: isSecond))
            contract(
                tables.coefficients(centre: centre, neighbour: neighbour), envelope * presence, into: f,
                adding: neighbour > range.lowerBound)
        }
    }

    /// Adds f_μ and f_μ' to `f`, or puts them there. For few of them the usual size is a constant, so that the loops are unrolled.
    @inline(__always)
    private func contract(
        _ coefficients: UnsafeMutablePointer<V.Scalar>, _ envelope: Envelope, into f: UnsafeMutablePointer<Pair>, adding: Bool
    ) {
        if tables.functionCount >= 8 {
            contractInTwos(coefficients, envelope, into: f, adding: adding)
        } else if tables.size == 8 {
            for mu in 0..<tables.functionCount { contract(coefficients, mu, size: 8, envelope, into: f, adding: adding) }
        } else {
            for mu in 0..<tables.functionCount { contract(coefficients, mu, size: tables.size, envelope, into: f, adding: adding) }
        }
    }

    /// Two functions at a time share the loads of the polynomials, and hide each other's latency.
    @inline(never)
    private func contractInTwos(
        _ coefficients: UnsafeMutablePointer<V.Scalar>, _ envelope: Envelope, into f: UnsafeMutablePointer<Pair>, adding: Bool
    ) {
        let last = tables.functionCount &- 1
        var mu = 0
        while mu < last {
            contractTwo(coefficients, mu, envelope, into: f, adding: adding)
            mu &+= 2
        }
        if mu == last { contract(coefficients, mu, size: tables.size, envelope, into: f, adding: adding) }
    }

    @inline(__always)
    private func contract(
        _ coefficients: UnsafeMutablePointer<V.Scalar>, _ mu: Int, size: Int, _ envelope: Envelope, into f: UnsafeMutablePointer<Pair>,
        adding: Bool
    ) {
        let c = coefficients + mu &* 2 &* size
        let d = c + size
        var sum = V(repeating: c[0]) * polynomials[0]
        var slope = V(repeating: d[0]) * polynomials[0]
        for n in 1..<max(size, 1) {
            sum = multiplyAdd(V(repeating: c[n]), polynomials[n], sum)
            if n &+ 1 < size { slope = multiplyAdd(V(repeating: d[n]), polynomials[n], slope) }
        }
        put(sum, slope, mu, envelope, into: f, adding: adding)
    }

    /// The functions `mu` and `mu` + 1.
    @inline(__always)
    private func contractTwo(
        _ coefficients: UnsafeMutablePointer<V.Scalar>, _ mu: Int, _ envelope: Envelope, into f: UnsafeMutablePointer<Pair>, adding: Bool
    ) {
        let size = tables.size
        let c = coefficients + mu &* 2 &* size
        let (d, c2, d2) = (c + size, c + 2 &* size, c + 3 &* size)
        var (sum, slope, sum2, slope2) = (Pair.zero, Pair.zero, Pair.zero, Pair.zero)
        for n in 0..<(size &- 1) {
            let p = polynomials[n]
            sum = multiplyAdd(V(repeating: c[n]), p, sum)
            slope = multiplyAdd(V(repeating: d[n]), p, slope)
            sum2 = multiplyAdd(V(repeating: c2[n]), p, sum2)
            slope2 = multiplyAdd(V(repeating: d2[n]), p, slope2)
        }
        let p = polynomials[size &- 1]
        sum = multiplyAdd(V(repeating: c[size &- 1]), p, sum)
        sum2 = multiplyAdd(V(repeating: c2[size &- 1]), p, sum2)
        put(sum, slope, mu, envelope, into: f, adding: adding)
        put(sum2, slope2, mu &+ 1, envelope, into: f, adding: adding)
    }

    /// `sum` and `slope`: Σ_n c_μn p_n and Σ_n d_μn p_n
    @inline(__always)
    private func put(_ sum: Pair, _ slope: Pair, _ mu: Int, _ envelope: Envelope, into f: UnsafeMutablePointer<Pair>, adding: Bool) {
        let slopes = f + tables.functionCount
        if adding {
            f[mu] = multiplyAdd(envelope.value, sum, f[mu])
            slopes[mu] = multiplyAdd(envelope.slope, sum, multiplyAdd(envelope.weight, slope, slopes[mu]))
        } else {
            f[mu] = envelope.value * sum
            slopes[mu] = multiplyAdd(envelope.slope, sum, envelope.weight * slope)
        }
    }
}
