/// Collects the results of blocks, always in the same order, into the result for a configuration.
struct EvaluationSums {
    private let plan: Plan
    private let options: EvaluationOptions
    private var forces: [SIMD3<Double>]
    private var siteEnergies: [Double]
    private var virial = Tensor()
    private var siteVirials: [Tensor]
    private var siteTensors: [Tensor]
    private var radialGradient: [Double]
    private var linearGradient: [Double]

    init(_ plan: Plan, atomCount: Int, options: EvaluationOptions) {
        self.plan = plan
        self.options = options
        forces = Array(repeating: .zero, count: atomCount)
        siteEnergies = Array(repeating: 0, count: atomCount)
        siteVirials = Array(repeating: Tensor(), count: options.contains(.siteVirials) ? atomCount : 0)
        siteTensors = Array(repeating: Tensor(), count: options.contains(.siteVirialTensors) ? atomCount : 0)
        let wantsGradient = options.contains(.parameterGradient)
        radialGradient = Array(repeating: 0, count: wantsGradient ? plan.potential.radialParameterCount : 0)
        linearGradient = Array(repeating: 0, count: wantsGradient ? plan.potential.basis.scalars.count : 0)
    }

    /// Throws if the energy of an atom is not finite.
    mutating func add(_ result: BlockResult, atoms: ArraySlice<Int32>) throws(VolterraError) {
        let block = result.neighbours
        for (lane, atom) in atoms.enumerated() {
            siteEnergies[Int(atom)] = result.siteEnergies[lane]
            guard result.siteEnergies[lane].isFinite else { throw EvaluationSums.notFinite(Int(atom), block, lane) }
            var force = SIMD3<Double>.zero
            for row in 0..<block.rowCount {
                let neighbour = Int(block.neighbours[row &* laneCount &+ lane])
                guard neighbour >= 0 else { break }
                let gradient = block.gradient(row, lane)
                force += gradient
                forces[neighbour] -= gradient
                add(Tensor(block.vector(row, lane), gradient), Int(atom), neighbour)
            }
            forces[Int(atom)] += force
        }
        if let gradient = result.parameterGradient { add(gradient, species: block.species, lanes: atoms.count) }
    }

    /// −r_ij ⊗ ∂E_i/∂r_j, the part of the virial that belongs to a pair.
    private mutating func add(_ pair: Tensor, _ atom: Int, _ neighbour: Int) {
        virial += pair
        if options.contains(.siteVirials) {
            siteVirials[atom] += pair.half
            siteVirials[neighbour] += pair.half
        }
        if options.contains(.siteVirialTensors) { siteTensors[neighbour] += pair }
    }

    private mutating func add(_ gradient: UnsafeMutablePointer<Lanes>, species: Int, lanes: Int) {
        let perSpecies = plan.radialParametersPerSpecies
        func sum(_ index: Int) -> Double { (0..<lanes).reduce(0) { $0 + gradient[index][$1] } }
        for index in 0..<perSpecies { radialGradient[species * perSpecies + index] += sum(index) }
        for index in linearGradient.indices { linearGradient[index] += sum(perSpecies + index) }
    }

    private static func notFinite(_ atom: Int, _ block: NeighbourBlock, _ lane: Int) -> VolterraError {
        let distances = (0..<block.rowCount).compactMap { row -> (Int32, Double)? in
            let neighbour = block.neighbours[row * laneCount + lane]
            return neighbour < 0 ? nil : (neighbour, block.vector(row, lane).length)
        }
        guard let closest = distances.min(by: { $0.1 < $1.1 }) else {
            return VolterraError(.badData, "the energy of atom \(atom + 1) is not finite", advice: "check the coefficients of the potential")
        }
        return VolterraError(
            .badData, "the energy of atom \(atom + 1) is not finite; its closest neighbour, atom \(closest.0 + 1), is \(closest.1) Å away")
    }

    func result(species: [Int]) -> Evaluation {
        var evaluation = Evaluation(
            energy: siteEnergies.reduce(0, +), forces: forces, virial: virial.symmetric, siteEnergies: siteEnergies)
        if options.contains(.siteVirials) { evaluation.siteVirials = siteVirials.map(\.symmetric) }
        if options.contains(.siteVirialTensors) { evaluation.siteVirialTensors = siteTensors.map(\.components) }
        if options.contains(.parameterGradient) {
            var counts = [Double](repeating: 0, count: plan.potential.species.count)
            for index in species { counts[index] += 1 }
            evaluation.parameterGradient = radialGradient + counts + linearGradient
        }
        return evaluation
    }
}

/// A 3×3 tensor, by rows.
struct Tensor {
    var x = SIMD3<Double>.zero
    var y = SIMD3<Double>.zero
    var z = SIMD3<Double>.zero

    init() {}

    /// −r ⊗ g
    init(_ r: SIMD3<Double>, _ g: SIMD3<Double>) {
        x = -r.x * g
        y = -r.y * g
        z = -r.z * g
    }

    static func += (sum: inout Tensor, term: Tensor) {
        sum.x += term.x
        sum.y += term.y
        sum.z += term.z
    }

    var half: Tensor {
        var tensor = self
        tensor.x *= 0.5
        tensor.y *= 0.5
        tensor.z *= 0.5
        return tensor
    }

    var components: [Double] { [x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z] }

    var symmetric: SymmetricTensor {
        SymmetricTensor(
            xx: x.x, yy: y.y, zz: z.z, yz: 0.5 * (y.z + z.y), xz: 0.5 * (x.z + z.x), xy: 0.5 * (x.y + y.x))
    }
}

extension NeighbourBlock {
    /// r_ij
    func vector(_ row: Int, _ lane: Int) -> SIMD3<Double> {
        SIMD3(plane(.dx)[row][lane], plane(.dy)[row][lane], plane(.dz)[row][lane])
    }

    /// ∂E_i/∂r_j
    func gradient(_ row: Int, _ lane: Int) -> SIMD3<Double> {
        SIMD3(plane(.gradientX)[row][lane], plane(.gradientY)[row][lane], plane(.gradientZ)[row][lane])
    }
}
