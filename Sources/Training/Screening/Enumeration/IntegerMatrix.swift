/// Three by three integers, row by row.
struct IntegerMatrix: Hashable {
    private(set) var elements: [Int]

    init(_ elements: [Int]) { self.elements = elements }

    static let identity = IntegerMatrix([1, 0, 0, 0, 1, 0, 0, 0, 1])

    /// All with entries −1, 0 and 1.
    static let small: [IntegerMatrix] = {
        var lists: [[Int]] = [[]]
        for _ in 0..<9 { lists = lists.flatMap { list in [-1, 0, 1].map { list + [$0] } } }
        return lists.map(IntegerMatrix.init)
    }()

    subscript(row: Int, column: Int) -> Int {
        get { elements[3 * row + column] }
        set { elements[3 * row + column] = newValue }
    }

    var transposed: IntegerMatrix { IntegerMatrix((0..<9).map { self[$0 % 3, $0 / 3] }) }

    func column(_ index: Int) -> SIMD3<Int> { SIMD3(self[0, index], self[1, index], self[2, index]) }

    static func * (left: IntegerMatrix, right: IntegerMatrix) -> IntegerMatrix {
        IntegerMatrix((0..<9).map { place in (0..<3).reduce(0) { $0 + left[place / 3, $1] * right[$1, place % 3] } })
    }

    static func * (left: IntegerMatrix, right: SIMD3<Int>) -> SIMD3<Int> {
        SIMD3(
            left[0, 0] * right.x + left[0, 1] * right.y + left[0, 2] * right.z,
            left[1, 0] * right.x + left[1, 1] * right.y + left[1, 2] * right.z,
            left[2, 0] * right.x + left[2, 1] * right.y + left[2, 2] * right.z)
    }

    /// Adds a multiple of a column to another.
    mutating func add(_ factor: Int, column: Int, to other: Int) {
        for row in 0..<3 { self[row, other] += factor * self[row, column] }
    }

    mutating func exchange(columns one: Int, _ other: Int) {
        for row in 0..<3 { elements.swapAt(3 * row + one, 3 * row + other) }
    }
}
