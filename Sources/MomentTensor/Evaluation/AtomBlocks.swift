/// The atoms of a configuration, species by species, in blocks.
struct AtomBlocks {
    struct Block {
        let atoms: ArraySlice<Int32>
        let species: Int
    }

    private var order: [Int32] = []
    private var starts: [(first: Int, end: Int, species: Int)] = []

    /// Atoms whose species is negative belong to no block.
    init(species: [Int32], speciesCount: Int, atomsPerBlock: Int) {
        order.reserveCapacity(species.count)
        for current in 0..<speciesCount {
            let begin = order.count
            for (atom, kind) in species.enumerated() where kind == current { order.append(Int32(atom)) }
            for first in stride(from: begin, to: order.count, by: atomsPerBlock) {
                starts.append((first, min(first + atomsPerBlock, order.count), current))
            }
        }
    }

    var count: Int { starts.count }

    subscript(index: Int) -> Block {
        let (first, end, species) = starts[index]
        return Block(atoms: order[first..<end], species: species)
    }
}
