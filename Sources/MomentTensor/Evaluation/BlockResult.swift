/// One block of a wave: its neighbours, and what the kernels found.
final class BlockResult<V: LaneVector> {
    let neighbours = NeighbourBlock<V>()
    private(set) var siteEnergies = V.zero
    private var parameterMemory = AlignedMemory<V>(capacity: 0)
    private var parameterCount = 0
    private var includesRadial = true

    deinit { parameterMemory.deallocate() }

    /// dE_i/dθ of every atom, as `BlockEvaluator` arranges it; `nil` if it was not asked for.
    var parameterGradient: UnsafeMutablePointer<V>? { parameterCount > 0 ? parameterMemory.base : nil }

    /// Makes room for a parameter gradient of that many vectors; none if zero.
    func prepare(parameterCount: Int, includesRadial: Bool) {
        self.parameterCount = parameterCount
        self.includesRadial = includesRadial
        parameterMemory.reserve(parameterCount)
    }

    /// What `UncertaintyKernel` needs; there must be a parameter gradient.
    func withRow(of atoms: ArraySlice<Int32>, _ body: (UncertaintyKernel<V>.Block) -> Void) {
        atoms.withUnsafeBufferPointer { body(.init(row: parameterMemory.base, atoms: $0)) }
    }

    var byteCount: Int { neighbours.byteCount + parameterMemory.byteCount }

    func evaluate(with evaluator: BlockEvaluator<V>) {
        if let parameterGradient {
            siteEnergies = evaluator.evaluate(neighbours, row: parameterGradient, includesRadial: includesRadial)
        } else {
            siteEnergies = evaluator.evaluate(neighbours)
        }
    }
}
