/// Collects the rows of blocks of atoms until there are two, which `UncertaintyKernel` takes together.
final class BlockPairs<V: LaneVector> {
    private let rowLength: Int
    private var rows = AlignedMemory<V>(capacity: 0)
    private let atoms: UnsafeMutablePointer<Int32>
    private var atomCounts = (first: 0, second: 0)

    init(_ plan: Plan) {
        rowLength = plan.blockParameterCount
        atoms = .allocate(capacity: 2 * V.scalarCount)
        atoms.initialize(repeating: 0, count: 2 * V.scalarCount)
    }

    deinit {
        rows.deallocate()
        atoms.deallocate()
    }

    var byteCount: Int { rows.byteCount }

    /// Where the row of the next block goes.
    func nextRow() -> UnsafeMutablePointer<V> {
        rows.reserve(2 * rowLength)
        return rows.base + (atomCounts.first == 0 ? 0 : rowLength)
    }

    /// Takes the block whose row lies in `nextRow()`, and evaluates it if it is the second one.
    func append(_ atomsOfBlock: UnsafeBufferPointer<Int32>, species: Int, _ kernel: UncertaintyKernel<V>) {
        if atomCounts.first == 0 {
            for (lane, atom) in atomsOfBlock.enumerated() { atoms[lane] = atom }
            atomCounts.first = atomsOfBlock.count
        } else {
            for (lane, atom) in atomsOfBlock.enumerated() { atoms[V.scalarCount + lane] = atom }
            atomCounts.second = atomsOfBlock.count
            flush(species: species, kernel)
        }
    }

    /// Evaluates what is there.
    func flush(species: Int, _ kernel: UncertaintyKernel<V>) {
        guard atomCounts.first > 0 else { return }
        let first = UncertaintyKernel<V>.Block(row: rows.base, atoms: UnsafeBufferPointer(start: atoms, count: atomCounts.first))
        let second = UncertaintyKernel<V>.Block(
            row: rows.base + rowLength, atoms: UnsafeBufferPointer(start: atoms + V.scalarCount, count: atomCounts.second))
        kernel.evaluate(first, atomCounts.second > 0 ? second : nil, species: species)
        removeAll()
    }

    /// Forgets blocks that an error left behind.
    func removeAll() { atomCounts = (0, 0) }
}
