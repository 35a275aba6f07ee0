/// Where the components of a tensor are stored. Components that are equal by symmetry share a slot.
struct TensorSlots {
    /// For every tuple of multi-indices, one per group.
    var slots: [Int32]
    /// How far two neighbouring components of a group are apart in `slots`.
    var strides: [Int]

    /// The one slot of a scalar.
    init(scalar slot: Int32) {
        slots = [slot]
        strides = []
    }

    /// The components of a basic moment.
    init(first: Int32, rank: Int) {
        let count = Int32(MultiIndex.count(rank: rank))
        slots = Array(first..<first + count)
        strides = rank > 0 ? [1] : []
    }

    /// New slots from `next` on for every component of `diagram` that is not equal to an earlier one.
    init(_ diagram: Diagram, next: inout Int32) {
        let counts = (0..<diagram.groupCount).map { MultiIndex.count(rank: diagram.degree($0)) }
        strides = counts.indices.map { counts[($0 + 1)...].reduce(1, *) }
        slots = [Int32](repeating: -1, count: counts.reduce(1, *))
        let symmetries = diagram.groupSymmetries()
        for index in slots.indices where slots[index] < 0 {
            for symmetry in symmetries { slots[image(of: index, counts, symmetry)] = next }
            next += 1
        }
    }

    private func image(of index: Int, _ counts: [Int], _ symmetry: [Int]) -> Int {
        symmetry.indices.reduce(0) { $0 + index / strides[$1] % counts[$1] * strides[symmetry[$1]] }
    }
}
