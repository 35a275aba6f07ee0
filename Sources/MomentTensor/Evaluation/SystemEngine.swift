/// Evaluates whole configurations with one kind of lanes.
final class SystemEngine<V: LaneVector> {
    private let plan: Plan
    private let team: ThreadTeam
    /// Scratch of each thread.
    private let evaluators: [BlockEvaluator<V>]
    /// Blocks are evaluated in waves, in parallel, and summed up one after the other.
    private var wave: [BlockResult<V>] = []
    private let waveLength = 64
    var references = UncertaintyReferences()

    init(_ plan: Plan, _ tables: PlanTables<V.Scalar>, _ team: ThreadTeam) {
        self.plan = plan
        self.team = team
        evaluators = (0..<team.count).map { _ in BlockEvaluator(plan, tables) }
    }

    var byteCount: Int { evaluators.reduce(0) { $0 + $1.byteCount } + wave.reduce(0) { $0 + $1.byteCount } }

    func evaluate(cell: Cell, positions: [SIMD3<Double>], species: [Int], options: EvaluationOptions) throws(VolterraError) -> Evaluation {
        try references.check(grades: options.contains(.siteGrades), deviations: options.contains(.siteDeviations))
        let types = species.map { Int32($0) }
        let cutoff = plan.potential.radialBasis.cutoff
        let search = try NeighbourSearch(cell: cell, positions: positions, species: types, cutoff: cutoff)
        let blocks = AtomBlocks(species: types, speciesCount: plan.potential.species.count, atomsPerBlock: V.scalarCount)
        let sums = EvaluationSums<V>(plan, atomCount: positions.count, options: options)

        var first = 0
        while first < blocks.count {
            let count = min(blocks.count - first, waveLength)
            prepareWave(count, options)
            let wave = wave
            let offset = first
            team.forEach(count) { thread, index in
                evaluate(blocks[offset + index], search, thread: thread, into: wave[index])
            }
            for index in 0..<count {
                try sums.add(wave[index], atoms: blocks[first + index].atoms)
            }
            if options.needUncertainty { evaluateUncertainty(blocks, first..<first + count, sums.uncertainty) }
            first += count
        }
        return sums.result(species: species)
    }

    /// Grades and deviations of the atoms of a wave, two blocks at a time.
    private func evaluateUncertainty(_ blocks: AtomBlocks, _ waveRange: Range<Int>, _ targets: UncertaintyTargets) {
        let kernel = UncertaintyKernel<V>(references: references, targets: targets, radialCount: plan.radialParametersPerSpecies)
        let wave = wave
        team.forEach((waveRange.count + 1) / 2) { _, index in
            let (place, next) = (waveRange.lowerBound + 2 * index, waveRange.lowerBound + 2 * index + 1)
            let first = blocks[place]
            wave[2 * index].withRow(of: first.atoms) { firstBlock in
                guard next < waveRange.upperBound else { return kernel.evaluate(firstBlock, nil, species: first.species) }
                let second = blocks[next]
                wave[2 * index + 1].withRow(of: second.atoms) { secondBlock in
                    if first.species == second.species { return kernel.evaluate(firstBlock, secondBlock, species: first.species) }
                    kernel.evaluate(firstBlock, nil, species: first.species)
                    kernel.evaluate(secondBlock, nil, species: second.species)
                }
            }
        }
    }

    private func prepareWave(_ count: Int, _ options: EvaluationOptions) {
        while wave.count < count { wave.append(BlockResult<V>()) }
        let parameterCount = options.needParameterGradients ? plan.blockParameterCount : 0
        let gradesNeedRadial = options.contains(.siteGrades) && references.activeSet?.needsRadial == true
        let includesRadial = gradesNeedRadial || !options.isDisjoint(with: [.parameterGradient, .siteGradients])
        for result in wave.prefix(count) { result.prepare(parameterCount: parameterCount, includesRadial: includesRadial) }
    }

    private func evaluate(_ atoms: AtomBlocks.Block, _ search: NeighbourSearch, thread: Int, into result: BlockResult<V>) {
        let block = result.neighbours
        block.removeAll(species: atoms.species, capacity: 0)
        for atom in atoms.atoms { search.collect(Int(atom), into: block) }
        block.complete(cutoff: search.cutoff)
        result.evaluate(with: evaluators[thread])
    }
}
