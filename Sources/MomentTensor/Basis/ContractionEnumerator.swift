/// Finds all complete contractions of moments up to a level.
struct ContractionEnumerator {
    /// Sorted.
    let moments: [Moment]
    let level: Int
    let maximumFactors: Int
    /// How many contractions are worth having; the search stops beyond.
    let limit: Int
    private var found: [Diagram] = []

    init(moments: [Moment], level: Int, maximumFactors: Int, limit: Int) {
        self.moments = moments
        self.level = level
        self.maximumFactors = maximumFactors
        self.limit = limit
    }

    /// One diagram for each class of isomorphic ones, by number of factors, then level, then moments; `nil` if there are more than `limit`.
    static func scalars(moments: [Moment], level: Int, maximumFactors: Int, limit: Int) -> [Diagram]? {
        var enumerator = ContractionEnumerator(moments: moments, level: level, maximumFactors: maximumFactors, limit: limit)
        for count in 1...maximumFactors {
            var ofThisSize = ContractionEnumerator(moments: moments, level: level, maximumFactors: count, limit: limit)
            ofThisSize.chooseFactors([], from: 0, remaining: level)
            enumerator.found += ofThisSize.sorted()
            if enumerator.found.count > limit { return nil }
        }
        return enumerator.found
    }

    private func sorted() -> [Diagram] {
        let keyed = found.enumerated().map { (level: levelOf($0.element), place: $0.offset) }
        return keyed.sorted { $0 < $1 }.map { found[$0.place] }
    }

    private func levelOf(_ diagram: Diagram) -> Int {
        (0..<diagram.vertexCount).reduce(0) { $0 + moments[diagram.vertices[$1]].level }
    }

    private mutating func chooseFactors(_ chosen: [Int], from first: Int, remaining: Int) {
        guard found.count <= limit else { return }
        if chosen.count == maximumFactors { return addContractions(of: chosen) }
        for place in first..<max(first, moments.count) where moments[place].level <= remaining {
            chooseFactors(chosen + [place], from: place, remaining: remaining - moments[place].level)
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
