/// The neighbours of one atom, with all that depends on one neighbour only: unit vectors, radial functions, monomials.
struct SiteNeighbours {
    /// The species of the atom.
    private(set) var centre = 0
    private(set) var count = 0

    /// For each neighbour.
    private(set) var indices: [Int32] = []
    private(set) var species: [Int] = []
    private(set) var vectors: [SIMD3<Double>] = []
    private(set) var units: [SIMD3<Double>] = []
    private(set) var inverseDistances: [Double] = []

    /// For each neighbour, φ_n and φ_n' with the scaling of the potential.
    private(set) var basis: [Double] = []
    private(set) var basisSlopes: [Double] = []
    /// For each neighbour, f_μ and f_μ'.
    private(set) var radial: [Double] = []
    private(set) var radialSlopes: [Double] = []
    /// For each neighbour, the monomials of its unit vector.
    private(set) var monomials: [Double] = []

    private let functions: RadialFunctions
    private let scaling: Double
    private let functionCount: Int
    private let speciesCount: Int
    private let highestDegree: Int
    private let monomialCount: Int

    init(_ plan: JacobianPlan) {
        let potential = plan.potential
        functions = RadialFunctions(potential.radialBasis)
        scaling = potential.scaling
        functionCount = potential.radialFunctionCount
        speciesCount = potential.species.count
        highestDegree = plan.program.layout.highestDegree
        monomialCount = Monomials.start(ofDegree: highestDegree + 1)
    }

    mutating func removeAll(centre: Int) {
        self.centre = centre
        count = 0
        indices.removeAll(keepingCapacity: true)
        species.removeAll(keepingCapacity: true)
        vectors.removeAll(keepingCapacity: true)
    }

    mutating func append(index: Int, species: Int, _ vector: SIMD3<Double>) {
        indices.append(Int32(index))
        self.species.append(species)
        vectors.append(vector)
        count += 1
    }

    /// Everything else, after all neighbours were appended. `coefficients`: c[i, j, μ, n].
    mutating func complete(_ coefficients: UnsafeMutablePointer<Double>) {
        let size = functions.basis.size
        resize(&inverseDistances, count)
        resize(&basis, count * size)
        resize(&basisSlopes, count * size)
        resize(&radial, count * functionCount)
        resize(&radialSlopes, count * functionCount)
        resize(&monomials, count * monomialCount)
        if units.count < count { units = Array(repeating: .zero, count: count + count / 4) }
        for neighbour in 0..<count { complete(neighbour, size, coefficients) }
    }

    private func resize(_ array: inout [Double], _ count: Int) {
        if array.count < count { array = Array(repeating: 0, count: count + count / 4) }
    }

    private mutating func complete(_ neighbour: Int, _ size: Int, _ coefficients: UnsafeMutablePointer<Double>) {
        let distance = vectors[neighbour].length
        let unit = vectors[neighbour] / distance
        units[neighbour] = unit
        inverseDistances[neighbour] = 1 / distance
        let c = coefficients + (centre * speciesCount + species[neighbour]) * functionCount * size
        basis.withUnsafeMutableBufferPointer { basis in
            basisSlopes.withUnsafeMutableBufferPointer { slopes in
                let (phi, slope) = (basis.baseAddress! + neighbour * size, slopes.baseAddress! + neighbour * size)
                functions.evaluate(at: distance, values: phi, slopes: slope)
                for n in 0..<size {
                    phi[n] *= scaling
                    slope[n] *= scaling
                }
                for mu in 0..<functionCount {
                    var (sum, slopeSum) = (0.0, 0.0)
                    for n in 0..<size {
                        sum += c[mu * size + n] * phi[n]
                        slopeSum += c[mu * size + n] * slope[n]
                    }
                    radial[neighbour * functionCount + mu] = sum
                    radialSlopes[neighbour * functionCount + mu] = slopeSum
                }
            }
        }
        fillMonomials(neighbour, unit)
    }

    private mutating func fillMonomials(_ neighbour: Int, _ unit: SIMD3<Double>) {
        guard monomialCount > 0 else { return }
        monomials.withUnsafeMutableBufferPointer { monomials in
            let p = monomials.baseAddress! + neighbour * monomialCount
            p[0] = 1
            for degree in 1..<max(highestDegree + 1, 1) {
                let lowerCount = Monomials.count(ofDegree: degree - 1)
                let lower = p + Monomials.start(ofDegree: degree - 1)
                let upper = lower + lowerCount
                for k in 0..<lowerCount { upper[k] = unit.x * lower[k] }
                for k in 0..<degree { upper[lowerCount + k] = unit.y * lower[lowerCount - degree + k] }
                upper[lowerCount + degree] = unit.z * lower[lowerCount - 1]
            }
        }
    }
}
