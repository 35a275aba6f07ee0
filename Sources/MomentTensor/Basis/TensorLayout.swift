/// How the components of a tensor are numbered. Components that are equal by symmetry share a number.
struct TensorLayout {
    /// For every tuple of multi-indices, one per group, the number of the component.
    private var numbers: [Int32]
    /// Whether the tuple is the first one with its number.
    private var isFirst: [Bool]
    /// How far two neighbouring components of a group are apart.
    private var strides: [Int]
    private(set) var count: Int

    init(_ diagram: Diagram) {
        let counts = (0..<diagram.groupCount).map { MultiIndex.count(rank: diagram.degree($0)) }
        let strides = counts.indices.map { counts[($0 + 1)...].reduce(1, *) }
        let total = counts.reduce(1, *)
        var numbers = [Int32](repeating: -1, count: total)
        var isFirst = [Bool](repeating: false, count: total)
        let symmetries = diagram.groupSymmetries()
        var next: Int32 = 0
        for index in 0..<total where numbers[index] < 0 {
            isFirst[index] = true
            for symmetry in symmetries {
                numbers[symmetry.indices.reduce(0) { $0 + index / strides[$1] % counts[$1] * strides[symmetry[$1]] }] = next
            }
            next += 1
        }
        self.numbers = numbers
        self.isFirst = isFirst
        self.strides = strides
        count = Int(next)
    }

    var groupCount: Int { strides.count }

    /// The place of the tuple `content`, for `number(at:)` and `isFirst(at:)`.
    func place(_ content: [MultiIndex]) -> Int {
        var place = 0
        for group in content.indices { place += content[group].position * strides[group] }
        return place
    }

    func number(at place: Int) -> Int32 { numbers[place] }
    func isFirst(at place: Int) -> Bool { isFirst[place] }
}
