/// Collects the results of blocks, always in the same order, into the result for a configuration.
final class EvaluationSums<V: LaneVector> {
    private let plan: Plan
    private let options: EvaluationOptions
    private let atomCount: Int
    private let forces: UnsafeMutablePointer<SIMD3<Double>>
    private let siteEnergies: UnsafeMutablePointer<Double>
    private let siteVirials: UnsafeMutablePointer<Tensor>
    private let siteTensors: UnsafeMutablePointer<Tensor>
    private var virial = Tensor()
    private var radialGradient: [Double]
    private var linearGradient: [Double]
    /// dE_i/dθ, row after row.
    private let siteGradients: UnsafeMutablePointer<Double>
    private let siteGrades: UnsafeMutablePointer<Double>
    private let siteDeviations: UnsafeMutablePointer<Double>
    private let siteRelativeDeviations: UnsafeMutablePointer<Double>

    init(_ plan: Plan, atomCount: Int, options: EvaluationOptions) {
        self.plan = plan
        self.options = options
        self.atomCount = atomCount
        forces = EvaluationSums.zeros(atomCount, .zero)
        siteEnergies = EvaluationSums.zeros(atomCount, 0)
        siteVirials = EvaluationSums.zeros(options.contains(.siteVirials) ? atomCount : 0, Tensor())
        siteTensors = EvaluationSums.zeros(options.contains(.siteVirialTensors) ? atomCount : 0, Tensor())
        let wantsGradient = options.contains(.parameterGradient)
        radialGradient = Array(repeating: 0, count: wantsGradient ? plan.potential.radialParameterCount : 0)
        linearGradient = Array(repeating: 0, count: wantsGradient ? plan.potential.basis.scalars.count : 0)
        siteGradients = EvaluationSums.zeros(options.contains(.siteGradients) ? atomCount * plan.potential.parameterCount : 0, 0)
        siteGrades = EvaluationSums.zeros(options.contains(.siteGrades) ? atomCount : 0, 0)
        siteDeviations = EvaluationSums.zeros(options.contains(.siteDeviations) ? atomCount : 0, 0)
        siteRelativeDeviations = EvaluationSums.zeros(options.contains(.siteDeviations) ? atomCount : 0, 0)
    }

    deinit {
        forces.deallocate()
        siteEnergies.deallocate()
        siteVirials.deallocate()
        siteTensors.deallocate()
        siteGradients.deallocate()
        siteGrades.deallocate()
        siteDeviations.deallocate()
        siteRelativeDeviations.deallocate()
    }

    /// Where `UncertaintyKernel` puts what it finds.
    var uncertainty: UncertaintyTargets {
        let wantsDeviations = options.contains(.siteDeviations)
        return UncertaintyTargets(
            grades: options.contains(.siteGrades) ? siteGrades : nil, deviations: wantsDeviations ? siteDeviations : nil,
            relativeDeviations: wantsDeviations ? siteRelativeDeviations : nil)
    }

    private static func zeros<Element>(_ count: Int, _ zero: Element) -> UnsafeMutablePointer<Element> {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
        memory.initialize(repeating: zero, count: count)
        return memory
    }

    /// Throws if the energy of an atom is not finite.
    func add(_ result: BlockResult<V>, atoms: ArraySlice<Int32>) throws(VolterraError) {
        let block = result.neighbours
        for (lane, atom) in atoms.enumerated() {
            let energy = Double(result.siteEnergies[lane])
            guard energy.isFinite else { throw block.energyIsNotFinite(lane: lane, atom: Int(atom), id: { Int64($0) + 1 }) }
            siteEnergies[Int(atom)] = energy
            addPairs(block, lane, Int(atom))
        }
        guard let gradient = result.parameterGradient else { return }
        if options.contains(.parameterGradient) { add(gradient, species: block.species, lanes: atoms.count) }
        if options.contains(.siteGradients) { store(gradient, species: block.species, atoms) }
    }

    private func addPairs(_ block: NeighbourBlock<V>, _ lane: Int, _ atom: Int) {
        let wantsSiteVirials = options.contains(.siteVirials)
        let wantsSiteTensors = options.contains(.siteVirialTensors)
        var force = SIMD3<Double>.zero
        var virial = Tensor()
        for row in 0..<block.rowCount {
            let neighbour = Int(block.neighbours[row &* V.scalarCount &+ lane])
            guard neighbour >= 0 else { break }
            let gradient = block.gradient(row, lane)
            let pair = Tensor(block.vector(row, lane), gradient)
            force += gradient
            virial += pair
            forces[neighbour] -= gradient
            if wantsSiteVirials {
                siteVirials[atom] += pair.half
                siteVirials[neighbour] += pair.half
            }
            if wantsSiteTensors { siteTensors[neighbour] += pair }
        }
        forces[atom] += force
        self.virial += virial
    }

    private func add(_ gradient: UnsafeMutablePointer<V>, species: Int, lanes: Int) {
        let perSpecies = plan.radialParametersPerSpecies
        func sum(_ index: Int) -> Double { (0..<lanes).reduce(0) { $0 + Double(gradient[index][$1]) } }
        for index in 0..<perSpecies { radialGradient[species * perSpecies + index] += sum(index) }
        for index in linearGradient.indices { linearGradient[index] += sum(perSpecies + index) }
    }

    private func store(_ gradient: UnsafeMutablePointer<V>, species: Int, _ atoms: ArraySlice<Int32>) {
        let potential = plan.potential
        let perSpecies = plan.radialParametersPerSpecies
        let firstLinear = potential.radialParameterCount + potential.species.count
        for (lane, atom) in atoms.enumerated() {
            let row = siteGradients + Int(atom) * potential.parameterCount
            for index in 0..<perSpecies { row[species * perSpecies + index] = Double(gradient[index][lane]) }
            row[potential.radialParameterCount + species] = plan.options.energyFactor
            for index in potential.basis.scalars.indices { row[firstLinear + index] = Double(gradient[perSpecies + index][lane]) }
        }
    }

    func result(species: [Int]) -> Evaluation {
        let siteEnergies = Array(UnsafeBufferPointer(start: siteEnergies, count: atomCount))
        var evaluation = Evaluation(
            energy: siteEnergies.reduce(0, +), forces: Array(UnsafeBufferPointer(start: forces, count: atomCount)),
            virial: virial.symmetric, siteEnergies: siteEnergies)
        if options.contains(.siteVirials) { evaluation.siteVirials = (0..<atomCount).map { siteVirials[$0].symmetric } }
        if options.contains(.siteVirialTensors) { evaluation.siteVirialTensors = (0..<atomCount).map { siteTensors[$0].components } }
        if options.contains(.parameterGradient) {
            var ofSpecies = [Double](repeating: 0, count: plan.potential.species.count)
            for index in species { ofSpecies[index] += plan.options.energyFactor }
            evaluation.parameterGradient = radialGradient + ofSpecies + linearGradient
        }
        if options.contains(.siteGradients) {
            let count = plan.potential.parameterCount
            evaluation.siteGradients = SiteGradients(
                parameterCount: count, elements: Array(UnsafeBufferPointer(start: siteGradients, count: atomCount * count)))
        }
        if options.contains(.siteGrades) { evaluation.siteGrades = Array(UnsafeBufferPointer(start: siteGrades, count: atomCount)) }
        if options.contains(.siteDeviations) {
            evaluation.siteDeviations = Array(UnsafeBufferPointer(start: siteDeviations, count: atomCount))
            evaluation.siteRelativeDeviations = Array(UnsafeBufferPointer(start: siteRelativeDeviations, count: atomCount))
        }
        return evaluation
    }
}
