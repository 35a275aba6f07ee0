/// Finds all complete contractions of moments up to a level.
struct ContractionEnumerator {
    /// Sorted.
    private let moments: [Moment]
    /// Of each moment.
    private let levels: [Int]
    private let factorCount: Int
    /// How many contractions are worth having; the search stops beyond.
    private let limit: Int
    private var found: [Diagram] = []

    private init(_ specification: BasisSpecification, factorCount: Int, limit: Int) {
        moments = specification.moments
        levels = moments.map(specification.level(of:))
        self.factorCount = factorCount
        self.limit = limit
    }

    /// One diagram for each class of isomorphic ones, by number of factors, then level, then moments; `nil` if there are more than `limit`.
    static func scalars(_ specification: BasisSpecification, limit: Int) -> [Diagram]? {
        var found: [Diagram] = []
        for count in 1...specification.maximumFactors {
            var ofThisSize = ContractionEnumerator(specification, factorCount: count, limit: limit)
            ofThisSize.chooseFactors([], from: 0, remaining: specification.level)
            found += ofThisSize.sorted()
            if found.count > limit { return nil }
        }
        return found
    }

    private func sorted() -> [Diagram] {
        let keyed = found.enumerated().map { (level: levelOf($0.element), place: $0.offset) }
        return keyed.sorted { $0 < $1 }.map { found[$0.place] }
    }

    private func levelOf(_ diagram: Diagram) -> Int {
        (0..<diagram.vertexCount).reduce(0) { $0 + levels[diagram.vertices[$1]] }
    }

    private mutating func chooseFactors(_ chosen: [Int], from first: Int, remaining: Int) {
        guard found.count <= limit else { return }
        if chosen.count == factorCount { return addContractions(of: chosen) }
        for place in first..<max(first, moments.count) where levels[place] <= remaining {
            chooseFactors(chosen + [place], from: place, remaining: remaining - levels[place])
        }
    }

    private mutating func addContractions(of factors: [Int]) {
        let ranks = factors.map { moments[$0].rank }
        let total = ranks.reduce(0, +)
        guard total % 2 == 0, ranks.allSatisfy({ 2 * $0 <= total }) else { return }
        var vertices = ByteRow()
        for (place, factor) in factors.enumerated() { vertices[place] = factor }
        var known: Set<Diagram> = []
        let edges = [ByteRow](repeating: ByteRow(), count: factors.count)
        pair(0, 1, ranks, edges) { edges in
            let diagram = Diagram(vertices: vertices, vertexCount: factors.count, edges: edges).canonical().diagram
            if known.insert(diagram).inserted { found.append(diagram) }
        }
    }

    /// Chooses the number of edges between `vertex` and `other` and goes on to the next pair; `free` are the indices left at each vertex.
    private func pair(_ vertex: Int, _ other: Int, _ free: [Int], _ edges: [ByteRow], _ body: ([ByteRow]) -> Void) {
        guard vertex < free.count else { return body(edges) }
        if free[vertex] == 0 { return pair(vertex + 1, vertex + 2, free, edges, body) }
        guard other < free.count else { return }
        for count in 0...min(free[vertex], free[other]) {
            var free = free
            var edges = edges
            free[vertex] -= count
            free[other] -= count
            edges[vertex][other] = count
            edges[other][vertex] = count
            pair(vertex, other + 1, free, edges, body)
        }
    }
}
