/// The derivatives of one site energy E = Σ_s ξ_s B_s(m) with respect to the parameters, and their derivatives with respect to the positions of
/// the neighbours.
///
/// With X[z; n, k] = Σ φ_n(r_j) P_k(u_j) over the neighbours j of species z, the moments are m[μ; k] = Σ_z,n c[z, μ, n] X[z; n, k], and
///
///     ∂E/∂ξ_s = B_s                      ∂E/∂c[z, μ, n] = Σ_k G[μ; k] X[z; n, k]          G = ∂E/∂m
///
/// A dot is the derivative along one of the directions d in which the neighbours can move, a lane each:
///
///     ∂Ė/∂ξ_s = Ḃ_s                      ∂Ė/∂c[z, μ, n] = Σ_k Ġ[μ; k] X[z; n, k] + [z = z_j] Σ_k G[μ; k] (φ_n P_k)˙
///
/// ṁ goes forward through the products, Ġ comes back through them; one walk through the terms gives all scalars and all c.
final class SiteJacobian {
    typealias Pair = RowPair<Lanes>
    typealias Parameters = JacobianEvaluator.Parameters

    let tables: JacobianTables
    private let layout: MomentLayout
    private let slotCount: Int
    private let monomialCount: Int
    private let scalarCount: Int
    private let speciesCount: Int
    private let functionCount: Int
    private let size: Int

    private(set) var site: SiteNeighbours
    private let lanes: DirectionLanes
    /// m, G; for each term, k m_left, k m_right and k G_target.
    private let slots, gradient, leftFactors, rightFactors, gradientFactors: AlignedMemory<Double>
    /// X[z; k, n]
    private let basisMoments: AlignedMemory<Double>
    /// ṁ, Ġ, P, Ṗ
    private let slotSlopes, gradientSlopes, monomials, monomialSlopes: AlignedMemory<Pair>
    /// ∂E/∂θ of the local columns: c seen from the species of the atom, then ξ.
    private let energies: AlignedMemory<Double>
    /// For each local column, the lanes of all pairs.
    private var slopes = AlignedMemory<Pair>(capacity: 0)

    init(_ tables: JacobianTables) {
        self.tables = tables
        let program = tables.plan.program
        let potential = tables.plan.potential
        layout = program.layout
        slotCount = program.slotCount
        monomialCount = Monomials.start(ofDegree: layout.highestDegree + 1)
        scalarCount = program.scalars.count
        speciesCount = potential.species.count
        functionCount = potential.radialFunctionCount
        size = potential.radialBasis.size
        site = SiteNeighbours(tables.plan)
        lanes = DirectionLanes(potential)
        slots = AlignedMemory(capacity: slotCount)
        gradient = AlignedMemory(capacity: slotCount)
        leftFactors = AlignedMemory(capacity: tables.terms.count)
        rightFactors = AlignedMemory(capacity: tables.terms.count)
        gradientFactors = AlignedMemory(capacity: tables.terms.count)
        basisMoments = AlignedMemory(capacity: speciesCount * monomialCount * size)
        slotSlopes = AlignedMemory(capacity: slotCount)
        gradientSlopes = AlignedMemory(capacity: slotCount)
        monomials = AlignedMemory(capacity: monomialCount)
        monomialSlopes = AlignedMemory(capacity: monomialCount)
        energies = AlignedMemory(capacity: speciesCount * functionCount * size + scalarCount)
    }

    deinit {
        lanes.deallocate()
        for memory in [slots, gradient, leftFactors, rightFactors, gradientFactors, basisMoments, energies] { memory.deallocate() }
        for memory in [slotSlopes, gradientSlopes, monomials, monomialSlopes, slopes] { memory.deallocate() }
    }

    /// C K R: the columns of c; those of ξ follow them.
    var radialCount: Int { speciesCount * functionCount * size }

    /// For every local column, ∂E/∂θ.
    func energy(_ column: Int) -> Double { energies.base[column] }

    /// For a local column, ∂Ė/∂θ for every direction: neighbour 0 along x, y, z, neighbour 1 …
    func slopes(_ column: Int) -> UnsafeMutablePointer<Double> {
        UnsafeMutableRawPointer(slopes.base + column * pairCount).assumingMemoryBound(to: Double.self)
    }

    /// The number of directions that `slopes` has, padding included.
    var paddedDirectionCount: Int { pairCount * DirectionLanes.lanesPerPair }

    private var pairCount: Int { DirectionLanes.pairCount(neighbours: site.count) }
}

// MARK: Filling

extension SiteJacobian {
    /// Begins with an atom of a species that has no neighbours yet.
    func removeAll(centre: Int) { site.removeAll(centre: centre) }

    func append(index: Int, species: Int, _ vector: SIMD3<Double>) { site.append(index: index, species: species, vector) }

    /// Works out the columns. With linear parameters only, those of c are left as they are.
    func evaluate(_ parameters: Parameters) {
        site.complete(tables.radial.base)
        sumMoments()
        multiply()
        if parameters == .all { differentiateEnergy() }
        slopes.reserve((radialCount + scalarCount) * pairCount)
        for pair in 0..<pairCount {
            lanes.fill(pair: pair, site)
            differentiateMoments()
            differentiateProducts(pair)
            guard parameters == .all else { continue }
            differentiateGradient()
            differentiateRadialColumns(pair)
        }
    }
}

// MARK: The moments and scalars themselves

extension SiteJacobian {
    /// X, and m of the accumulated and traced slots.
    private func sumMoments() {
        let x = basisMoments.base
        x.update(repeating: 0, count: speciesCount * monomialCount * size)
        for neighbour in 0..<site.count { add(neighbour, to: x + site.species[neighbour] * monomialCount * size) }

        let m = slots.base
        let c = tables.radial.base + site.centre * radialCount
        for (mu, band) in layout.bands.enumerated() {
            for k in 0..<band.count {
                var sum = 0.0
                for species in 0..<speciesCount {
                    let row = x + (species * monomialCount + band.monomial + k) * size
                    let weights = c + (species * functionCount + mu) * size
                    for n in 0..<size { sum += weights[n] * row[n] }
                }
                m[band.slot + k] = sum
            }
        }
        for trace in layout.traces { m[trace.target] = m[trace.parents.0] + m[trace.parents.1] + m[trace.parents.2] }
    }

    private func add(_ neighbour: Int, to x: UnsafeMutablePointer<Double>) {
        site.basis.withUnsafeBufferPointer { basis in
            site.monomials.withUnsafeBufferPointer { monomials in
                let phi = basis.baseAddress! + neighbour * size
                for k in 0..<monomialCount {
                    let monomial = monomials[neighbour * monomialCount + k]
                    let row = x + k * size
                    for n in 0..<size { row[n] += monomial * phi[n] }
                }
            }
        }
    }

    /// Products and scalars, and the factors that their derivatives need.
    private func multiply() {
        let (m, left, right) = (slots.base, leftFactors.base, rightFactors.base)
        let scalars = energies.base + radialCount
        var n = 0
        for index in 0..<tables.sums.count {
            let sum = tables.sums.base[index]
            var value = 0.0
            for _ in 0..<sum.termCount {
                let term = tables.terms.base[n]
                left[n] = term.multiplicity * m[Int(term.left)]
                right[n] = term.multiplicity * m[Int(term.right)]
                value += left[n] * m[Int(term.right)]
                n += 1
            }
            if index < tables.intermediateCount { m[Int(sum.target)] = value } else { scalars[Int(sum.target)] = value }
        }
        for index in 0..<tables.plainScalars.count {
            let (scalar, slot) = tables.plainScalars.base[index]
            scalars[Int(scalar)] = m[Int(slot)]
        }
    }

    /// G, and ∂E/∂c.
    private func differentiateEnergy() {
        let (m, g) = (slots.base, gradient.base)
        g.update(repeating: 0, count: slotCount)
        for index in 0..<tables.linearWeights.count {
            let weight = tables.linearWeights.base[index]
            g[Int(weight.slot)] += weight.weight
        }
        for index in 0..<tables.pairWeights.count {
            let pair = tables.pairWeights.base[index]
            g[Int(pair.left)] += pair.multiplicity * m[Int(pair.right)]
            g[Int(pair.right)] += pair.multiplicity * m[Int(pair.left)]
        }
        let (left, right, factors) = (leftFactors.base, rightFactors.base, gradientFactors.base)
        var n = tables.intermediateTermCount
        for index in (0..<tables.intermediateCount).reversed() {
            let sum = tables.sums.base[index]
            let outer = g[Int(sum.target)]
            for _ in 0..<sum.termCount {
                n -= 1
                let term = tables.terms.base[n]
                factors[n] = term.multiplicity * outer
                g[Int(term.left)] += right[n] * outer
                g[Int(term.right)] += left[n] * outer
            }
        }
        for trace in layout.traces.reversed() {
            g[trace.parents.0] += g[trace.target]
            g[trace.parents.1] += g[trace.target]
            g[trace.parents.2] += g[trace.target]
        }

        let x = basisMoments.base
        for species in 0..<speciesCount {
            for (mu, band) in layout.bands.enumerated() {
                let column = energies.base + (species * functionCount + mu) * size
                column.update(repeating: 0, count: size)
                for k in 0..<band.count {
                    let row = x + (species * monomialCount + band.monomial + k) * size
                    for n in 0..<size { column[n] += g[band.slot + k] * row[n] }
                }
            }
        }
    }
}

// MARK: Along the directions of a pair of vectors

extension SiteJacobian {
    /// P, Ṗ, and ṁ of the accumulated and traced slots.
    private func differentiateMoments() {
        let (p, pSlope, slope) = (monomials.base, monomialSlopes.base, slotSlopes.base)
        guard monomialCount > 0 else { return }
        p[0] = Pair(repeating: Lanes(1))
        pSlope[0] = .zero
        for degree in 1..<max(layout.highestDegree + 1, 1) {
            let lower = Monomials.start(ofDegree: degree - 1)
            let lowerCount = Monomials.count(ofDegree: degree - 1)
            let upper = lower + lowerCount
            raise(lower, lowerCount, to: upper, along: 0)
            raise(lower + lowerCount - degree, degree, to: upper + lowerCount, along: 1)
            raise(lower + lowerCount - 1, 1, to: upper + lowerCount + degree, along: 2)
        }
        for (mu, band) in layout.bands.enumerated() {
            let (f, fSlope) = (lanes.radial[mu], lanes.radialSlope[mu])
            for k in 0..<band.count {
                slope[band.slot + k] = multiplyAdd(fSlope, p[band.monomial + k], f * pSlope[band.monomial + k])
            }
        }
        for trace in layout.traces {
            slope[trace.target] = slope[trace.parents.0] + slope[trace.parents.1] + slope[trace.parents.2]
        }
    }

    /// Monomials of the next degree, by one more factor of u_c.
    @inline(__always)
    private func raise(_ lower: Int, _ count: Int, to upper: Int, along c: Int) {
        let (p, pSlope) = (monomials.base, monomialSlopes.base)
        let (u, uSlope) = (lanes.unit[c], lanes.unitSlope[c])
        for k in 0..<count {
            p[upper + k] = u * p[lower + k]
            pSlope[upper + k] = multiplyAdd(uSlope, p[lower + k], u * pSlope[lower + k])
        }
    }

    /// ṁ of the products, and Ḃ, which is the columns of ξ.
    private func differentiateProducts(_ pair: Int) {
        let (slope, left, right) = (slotSlopes.base, leftFactors.base, rightFactors.base)
        let columns = slopes.base + radialCount * pairCount + pair
        let stride = pairCount
        var term = tables.terms.base
        var n = 0
        for index in 0..<tables.sums.count {
            let sum = tables.sums.base[index]
            var value = Pair.zero
            for _ in 0..<sum.termCount {
                value = multiplyAdd(Lanes(repeating: left[n]), slope[Int(term.pointee.right)], value)
                value = multiplyAdd(Lanes(repeating: right[n]), slope[Int(term.pointee.left)], value)
                term += 1
                n += 1
            }
            if index < tables.intermediateCount { slope[Int(sum.target)] = value } else { columns[Int(sum.target) * stride] = value }
        }
        for index in 0..<tables.plainScalars.count {
            let (scalar, slot) = tables.plainScalars.base[index]
            columns[Int(scalar) * stride] = slope[Int(slot)]
        }
    }

    /// Ġ
    private func differentiateGradient() {
        let (slope, g) = (slotSlopes.base, gradientSlopes.base)
        g.update(repeating: .zero, count: slotCount)
        for index in 0..<tables.pairWeights.count {
            let pair = tables.pairWeights.base[index]
            let weight = Lanes(repeating: pair.multiplicity)
            g[Int(pair.left)] = multiplyAdd(weight, slope[Int(pair.right)], g[Int(pair.left)])
            g[Int(pair.right)] = multiplyAdd(weight, slope[Int(pair.left)], g[Int(pair.right)])
        }
        let (left, right, factors) = (leftFactors.base, rightFactors.base, gradientFactors.base)
        var n = tables.intermediateTermCount
        var index = tables.intermediateCount
        while index > 0 {
            index -= 1
            let sum = tables.sums.base[index]
            let outer = g[Int(sum.target)]
            let end = n - Int(sum.termCount)
            while n > end {
                n -= 1
                let term = tables.terms.base[n]
                let (l, r) = (Int(term.left), Int(term.right))
                let factor = Lanes(repeating: factors[n])
                g[l] = multiplyAdd(Lanes(repeating: right[n]), outer, multiplyAdd(factor, slope[r], g[l]))
                g[r] = multiplyAdd(Lanes(repeating: left[n]), outer, multiplyAdd(factor, slope[l], g[r]))
            }
        }
        for trace in layout.traces.reversed() {
            let outer = g[trace.target]
            g[trace.parents.0] = g[trace.parents.0] + outer
            g[trace.parents.1] = g[trace.parents.1] + outer
            g[trace.parents.2] = g[trace.parents.2] + outer
        }
    }

    /// Σ_k Ġ[μ; k] X[z; n, k] + Σ_k G[μ; k] (φ_n P_k)˙
    private func differentiateRadialColumns(_ pair: Int) {
        for (mu, band) in layout.bands.enumerated() {
            let (p, pSlope, g) = (monomials.base + band.monomial, monomialSlopes.base + band.monomial, gradient.base + band.slot)
            var (projection, projectionSlope) = (Pair.zero, Pair.zero)
            for k in 0..<band.count {
                projection = multiplyAdd(Lanes(repeating: g[k]), p[k], projection)
                projectionSlope = multiplyAdd(Lanes(repeating: g[k]), pSlope[k], projectionSlope)
            }
            for species in 0..<speciesCount {
                let rows = basisMoments.base + (species * monomialCount + band.monomial) * size
                let column = (species * functionCount + mu) * size
                let own = species * size
                var n = 0
                while n < size {
                    let width = min(4, size - n)
                    var sums = contract(band, rows + n, width)
                    withUnsafeMutablePointer(to: &sums) { sums in
                        let sums = UnsafeMutableRawPointer(sums).assumingMemoryBound(to: Pair.self)
                        for offset in 0..<width {
                            let direct = multiplyAdd(
                                lanes.basisSlope[own + n + offset], projection, lanes.basis[own + n + offset] * projectionSlope)
                            slopes.base[(column + n + offset) * pairCount + pair] = sums[offset] + direct
                        }
                    }
                    n += width
                }
            }
        }
    }

    /// Σ_k Ġ[μ; k] X[z; n, k] for up to four n.
    @inline(__always)
    private func contract(_ band: MomentLayout.Band, _ rows: UnsafeMutablePointer<Double>, _ width: Int) -> (Pair, Pair, Pair, Pair) {
        let g = gradientSlopes.base + band.slot
        var sums = (Pair.zero, Pair.zero, Pair.zero, Pair.zero)
        if width == 4 {
            for k in 0..<band.count {
                let (row, slope) = (rows + k * size, g[k])
                sums.0 = multiplyAdd(Lanes(repeating: row[0]), slope, sums.0)
                sums.1 = multiplyAdd(Lanes(repeating: row[1]), slope, sums.1)
                sums.2 = multiplyAdd(Lanes(repeating: row[2]), slope, sums.2)
                sums.3 = multiplyAdd(Lanes(repeating: row[3]), slope, sums.3)
            }
        } else {
            for k in 0..<band.count {
                let (row, slope) = (rows + k * size, g[k])
                sums.0 = multiplyAdd(Lanes(repeating: row[0]), slope, sums.0)
                if width > 1 { sums.1 = multiplyAdd(Lanes(repeating: row[1]), slope, sums.1) }
                if width > 2 { sums.2 = multiplyAdd(Lanes(repeating: row[2]), slope, sums.2) }
            }
        }
        return sums
    }
}
