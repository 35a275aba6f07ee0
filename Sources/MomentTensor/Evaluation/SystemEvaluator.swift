/// Evaluates whole configurations, on one or several threads. The numbers do not depend, not even in the last bit, on how many.
///
/// One evaluator serves one caller at a time; several evaluators can share a plan.
public final class SystemEvaluator {
    public let plan: Plan
    private let team: ThreadTeam
    /// Scratch of each thread.
    private let evaluators: [BlockEvaluator]
    private let neighbourhoods: [[Neighbourhood]]
    /// Blocks are evaluated in waves, in parallel, and summed up one after the other.
    private var wave: [BlockResult] = []
    private static let waveLength = 64

    public convenience init(_ plan: Plan, threads: Int = 1) { self.init(plan, team: ThreadTeam(count: threads)) }

    public init(_ plan: Plan, team: ThreadTeam) {
        self.plan = plan
        self.team = team
        evaluators = (0..<team.count).map { _ in BlockEvaluator(plan) }
        neighbourhoods = (0..<team.count).map { _ in (0..<laneCount).map { _ in Neighbourhood() } }
    }

    /// The memory that it occupies besides its plan, in bytes; grows to what the largest neighbourhoods need.
    public var byteCount: Int {
        evaluators.reduce(0) { $0 + $1.byteCount } + wave.reduce(0) { $0 + $1.byteCount }
            + neighbourhoods.joined().reduce(0) { $0 + $1.byteCount }
    }

    /// - Parameter species: for each atom, the index of its species in the potential.
    public func evaluate(
        cell: Cell, positions: [SIMD3<Double>], species: [Int], options: EvaluationOptions = []
    ) throws(VolterraError) -> Evaluation {
        try check(positions, species)
        let types = species.map { Int32($0) }
        let cutoff = plan.potential.radialBasis.cutoff
        let search = try NeighbourSearch(cell: cell, positions: positions, species: types, cutoff: cutoff)
        let blocks = AtomBlocks(species: types, speciesCount: plan.potential.species.count)
        let sums = EvaluationSums(plan, atomCount: positions.count, options: options)

        var first = 0
        while first < blocks.count {
            let count = min(blocks.count - first, SystemEvaluator.waveLength)
            prepareWave(count, options)
            let wave = wave
            let offset = first
            team.forEach(count) { thread, index in
                evaluate(blocks[offset + index], search, thread: thread, into: wave[index])
            }
            for index in 0..<count {
                try sums.add(wave[index], atoms: blocks[first + index].atoms)
            }
            first += count
        }
        return sums.result(species: species)
    }

    private func check(_ positions: [SIMD3<Double>], _ species: [Int]) throws(VolterraError) {
        guard positions.count == species.count else {
            throw VolterraError(.usage, "there are \(positions.count) positions but \(species.count) species")
        }
        guard positions.count < Int32.max else { throw VolterraError(.unsupported, "more than 2³¹ atoms in one configuration") }
        let speciesCount = plan.potential.species.count
        if let atom = species.firstIndex(where: { !(0..<speciesCount).contains($0) }) {
            throw VolterraError(
                .badData, "atom \(atom + 1) has species \(species[atom]), but the potential has \(speciesCount) (0 … \(speciesCount - 1))")
        }
    }

    private func prepareWave(_ count: Int, _ options: EvaluationOptions) {
        while wave.count < count { wave.append(BlockResult()) }
        let parameterCount = options.contains(.parameterGradient) ? plan.blockParameterCount : 0
        for result in wave.prefix(count) { result.prepare(parameterCount: parameterCount) }
    }

    private func evaluate(_ atoms: AtomBlocks.Block, _ search: NeighbourSearch, thread: Int, into result: BlockResult) {
        let neighbourhoods = neighbourhoods[thread]
        for (lane, atom) in atoms.atoms.enumerated() { search.collect(Int(atom), into: neighbourhoods[lane]) }
        result.neighbours.load(
            neighbourhoods[..<atoms.atoms.count], species: atoms.species, radial: plan.tables.radial)
        result.evaluate(with: evaluators[thread])
    }
}

/// One block of a wave: its neighbours, and what the kernels found.
final class BlockResult {
    let neighbours = NeighbourBlock()
    private(set) var siteEnergies = Lanes.zero
    private var parameterMemory = AlignedMemory<Lanes>(capacity: 0)
    private var parameterCount = 0

    deinit { parameterMemory.deallocate() }

    /// dE_i/dθ of every atom, as `BlockEvaluator` arranges it; `nil` if it was not asked for.
    var parameterGradient: UnsafeMutablePointer<Lanes>? { parameterCount > 0 ? parameterMemory.base : nil }

    /// Makes room for a parameter gradient of that many vectors; none if zero.
    func prepare(parameterCount: Int) {
        self.parameterCount = parameterCount
        parameterMemory.reserve(parameterCount)
        parameterMemory.base.update(repeating: .zero, count: parameterCount)
    }

    var byteCount: Int { neighbours.byteCount + parameterMemory.byteCount }

    func evaluate(with evaluator: BlockEvaluator) {
        if let parameterGradient {
            siteEnergies = evaluator.evaluate(neighbours, parameterGradient: parameterGradient)
        } else {
            siteEnergies = evaluator.evaluate(neighbours)
        }
    }
}
