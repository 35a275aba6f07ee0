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
            guard result.siteEnergies[lane].isFinite else { throw block.energyIsNotFinite(lane: lane, atom: Int(atom), countingFrom: 1) }
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
