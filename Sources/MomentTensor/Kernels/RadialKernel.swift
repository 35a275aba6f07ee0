/// The radial functions of every row of a block.
///
///     f_μ(r)  = env(r) Σ_n c_μn p_n(ξ)
///     f_μ'(r) = env'(r) Σ_n c_μn p_n(ξ) + env(r) ξ'(r) Σ_n c_μn p_n'(ξ)
///
/// with the c of the species of the atom and of each neighbour. In a row of several species each species is summed in full and
/// kept in its own lanes; padding keeps f = f' = 0.
///
///     values:  row 0: f_0 … f_K−1 f'_0 … f'_K−1 | row 1: …
struct RadialKernel {
    let tables: RadialTables
    /// p_0 … p_R−1, p_0' … p_R−1' of one row.
    let polynomials: UnsafeMutablePointer<Lanes>

    /// env, its slope, ξ and its slope at one distance.
    struct Envelope {
        var value: Lanes
        var slope: Lanes
        var argument: Lanes
        var argumentSlope: Lanes
    }

    /// Fills the unit vectors, 1/r and `values`.
    func evaluate(_ block: NeighbourBlock, values: UnsafeMutablePointer<Lanes>) {
        let dx = block.plane(.dx)
        let dy = block.plane(.dy)
        let dz = block.plane(.dz)
        let x = block.plane(.x)
        let y = block.plane(.y)
        let z = block.plane(.z)
        let inverseDistance = block.plane(.inverseDistance)
        for row in 0..<block.rowCount {
            let distance = multiplyAdd(dx[row], dx[row], multiplyAdd(dy[row], dy[row], dz[row] * dz[row])).squareRoot()
            let inverse = 1 / distance
            inverseDistance[row] = inverse
            x[row] = dx[row] * inverse
            y[row] = dy[row] * inverse
            z[row] = dz[row] * inverse

            let envelope = envelope(at: distance, inverse)
            fillPolynomials(envelope.argument)
            contract(block, row, envelope, into: values + row &* 2 &* tables.functionCount)
        }
    }

    /// φ_n = scaling · env · p_n of one row, left in `polynomials`.
    func fillBasis(_ block: NeighbourBlock, row: Int) {
        let inverse = block.plane(.inverseDistance)[row]
        let envelope = envelope(at: 1 / inverse, inverse)
        fillPolynomials(envelope.argument)
        for n in 0..<tables.size { polynomials[n] = polynomials[n] * envelope.value * tables.scaling }
    }

    @inline(__always)
    private func envelope(at distance: Lanes, _ inverse: Lanes) -> Envelope {
        let low = tables.minimumDistance
        let high = tables.cutoff
        let scale = 2 / (high - low)
        switch tables.kind {
        case .chebyshev:
            let gap = distance - high
            return Envelope(
                value: gap * gap, slope: 2 * gap, argument: (2 * distance - (low + high)) / (high - low),
                argumentSlope: Lanes(repeating: scale))
        case .chebyshevRepulsive:
            let isFree = distance .> Lanes(repeating: low)
            let held = Lanes(repeating: low).replacing(with: distance, where: isFree)
            let gap = held - high
            return Envelope(
                value: gap * gap, slope: Lanes.zero.replacing(with: 2 * gap, where: isFree),
                argument: (2 * held - (low + high)) / (high - low),
                argumentSlope: Lanes.zero.replacing(with: Lanes(repeating: scale), where: isFree))
        case .taylor:
            return Envelope(value: Lanes(repeating: 1), slope: .zero, argument: distance, argumentSlope: Lanes(repeating: 1))
        case .shapeev:
            let root = low * (high - distance) * inverse / (high - low)
            let rootSlope = -low * high * inverse * inverse / (high - low)
            return Envelope(
                value: root * root, slope: 2 * root * rootSlope, argument: (2 * distance - (low + high)) / (high - low),
                argumentSlope: Lanes(repeating: scale))
        }
    }

    @inline(__always)
    private func fillPolynomials(_ argument: Lanes) {
        let value = polynomials
        let slope = polynomials + tables.size
        value[0] = Lanes(repeating: tables.first)
        slope[0] = .zero
        guard tables.size > 1 else { return }
        let first = tables.steps[0]
        value[1] = multiplyAdd(first.slope, argument, Lanes(repeating: first.offset)) * value[0]
        slope[1] = first.slope * value[0]
        for n in 1..<max(tables.size &- 1, 1) {
            let step = tables.steps[n]
            let factor = multiplyAdd(step.slope, argument, Lanes(repeating: step.offset))
            value[n &+ 1] = multiplyAdd(factor, value[n], -step.previous * value[n &- 1])
            slope[n &+ 1] = multiplyAdd(factor, slope[n], multiplyAdd(step.slope, value[n], -step.previous * slope[n &- 1]))
        }
    }

    @inline(__always)
    private func contract(_ block: NeighbourBlock, _ row: Int, _ envelope: Envelope, into values: UnsafeMutablePointer<Lanes>) {
        let rowSpecies = block.rowSpecies[row]
        if rowSpecies >= 0 {
            let coefficients = tables.coefficients(centre: block.species, neighbour: Int(rowSpecies))
            for mu in 0..<tables.functionCount {
                let (value, slope) = radialFunction(coefficients + mu &* tables.size, envelope)
                values[mu] = value
                values[mu &+ tables.functionCount] = slope
            }
        } else {
            contractMixed(block.plane(.species)[row], block.species, envelope, into: values)
        }
    }

    private func contractMixed(_ species: Lanes, _ centre: Int, _ envelope: Envelope, into values: UnsafeMutablePointer<Lanes>) {
        values.update(repeating: .zero, count: 2 &* tables.functionCount)
        for neighbour in 0..<tables.speciesCount {
            let isNeighbour = species .== Lanes(repeating: Double(neighbour))
            guard any(isNeighbour) else { continue }
            let coefficients = tables.coefficients(centre: centre, neighbour: neighbour)
            for mu in 0..<tables.functionCount {
                let (value, slope) = radialFunction(coefficients + mu &* tables.size, envelope)
                values[mu].replace(with: value, where: isNeighbour)
                values[mu &+ tables.functionCount].replace(with: slope, where: isNeighbour)
            }
        }
    }

    /// f and f' from the coefficients c_0 … c_R−1.
    @inline(__always)
    private func radialFunction(_ coefficients: UnsafeMutablePointer<Double>, _ envelope: Envelope) -> (value: Lanes, slope: Lanes) {
        var sum = Lanes.zero
        var slopeSum = Lanes.zero
        for n in 0..<tables.size {
            sum = multiplyAdd(coefficients[n], polynomials[n], sum)
            slopeSum = multiplyAdd(coefficients[n], polynomials[n &+ tables.size], slopeSum)
        }
        return (sum * envelope.value, multiplyAdd(envelope.slope, sum, envelope.value * envelope.argumentSlope * slopeSum))
    }
}
