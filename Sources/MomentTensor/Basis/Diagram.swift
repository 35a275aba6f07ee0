/// Moments contracted with one another, and what is left free: a scalar, or a tensor on the way to one.
///
/// Vertices are moments, edges are contracted pairs of indices. Free indices ("legs") come in groups; the tensor is symmetric within
/// each group, so its components are labelled by one multi-index per group:
///
///     T[K₁, K₂, …] = Σ of the contraction over all assignments of x, y, z to the legs with content K_g in group g
///
/// A group whose legs all sit on one vertex is symmetric by itself and takes one assignment instead of the sum; all others are
/// *weighted*, that is, they carry the multiplicities with which they will be contracted.
struct Diagram: Hashable, Sendable {
    /// Which moment each vertex is, as a place in a list of moments.
    private(set) var vertices: ByteRow
    /// For each vertex the number of edges to every other one; then for each group the number of legs of every vertex.
    private var rows: [ByteRow]
    let vertexCount: Int

    init(vertices: ByteRow, vertexCount: Int, edges: [ByteRow], legs: [ByteRow] = []) {
        self.vertices = vertices
        self.vertexCount = vertexCount
        rows = edges + legs
    }

    var groupCount: Int { rows.count - vertexCount }
    /// A bit for every vertex, the mask of all of them.
    var allVertices: Int { (1 << vertexCount) - 1 }

    func edges(_ vertex: Int) -> ByteRow { rows[vertex] }
    func legs(_ group: Int) -> ByteRow { rows[vertexCount + group] }

    /// The rank of the tensor in `group`.
    func degree(_ group: Int) -> Int { legs(group).sum(vertexCount) }

    /// Whether the legs of `group` sit on more than one vertex.
    func isWeighted(_ group: Int) -> Bool { legs(group).hasSeveral }

    /// The vertices reached from `start` within `mask`, as bits.
    func reachable(from start: Int, within mask: Int) -> Int {
        var reached = 1 << start
        var front = reached
        while front != 0 {
            let vertex = front.trailingZeroBitCount
            front &= front - 1
            for other in 0..<vertexCount where rows[vertex][other] > 0 && mask & ~reached & 1 << other != 0 {
                reached |= 1 << other
                front |= 1 << other
            }
        }
        return reached
    }

    func isConnected(_ mask: Int) -> Bool { reachable(from: mask.trailingZeroBitCount, within: mask) == mask }
}

/// A diagram in its canonical form, and where the vertices and groups of the original went.
struct CanonicalDiagram {
    var diagram: Diagram
    /// `groupPlace[g]`: the group of `diagram` that group g of the original became.
    var groupPlace: [Int]
}

extension Diagram {
    /// The same tensor written in the one way that all isomorphic diagrams share.
    func canonical() -> CanonicalDiagram {
        let sorted = (0..<vertexCount).sorted { vertices[$0] < vertices[$1] }
        var best: (rows: [ByteRow], groups: [Int])?
        forEachOrder(sorted) { order in
            let candidate = reordered(order)
            if best == nil || candidate.rows.lexicographicallyPrecedes(best!.rows) { best = candidate }
        }
        var canonical = self
        for (place, vertex) in sorted.enumerated() { canonical.vertices[place] = vertices[vertex] }
        canonical.rows = best?.rows ?? rows
        var groupPlace = [Int](repeating: 0, count: groupCount)
        for (place, group) in (best?.groups ?? []).enumerated() { groupPlace[group] = place }
        return CanonicalDiagram(diagram: canonical, groupPlace: groupPlace)
    }

    /// The permutations of the groups that leave every component of the tensor unchanged, the identity first.
    func groupSymmetries() -> [[Int]] {
        guard groupCount > 1 else { return [Array(0..<groupCount)] }
        var symmetries: [[Int]] = [Array(0..<groupCount)]
        forEachOrder(Array(0..<vertexCount)) { order in
            guard (0..<vertexCount).allSatisfy({ rows[order[$0]].permuted(order) == rows[$0] }) else { return }
            let images = (0..<groupCount).map { legs($0).permuted(order) }
            appendMatchings(of: images, to: &symmetries)
        }
        return symmetries
    }

    private func appendMatchings(of images: [ByteRow], to symmetries: inout [[Int]]) {
        var partial: [[Int]] = [[]]
        for group in 0..<groupCount {
            partial = partial.flatMap { chosen in
                (0..<groupCount).filter { !chosen.contains($0) && images[$0] == legs(group) }.map { chosen + [$0] }
            }
        }
        for matching in partial where !symmetries.contains(matching) { symmetries.append(matching) }
    }

    private func reordered(_ order: [Int]) -> (rows: [ByteRow], groups: [Int]) {
        var result: [ByteRow] = []
        result.reserveCapacity(rows.count)
        for vertex in order { result.append(rows[vertex].permuted(order)) }
        guard groupCount > 0 else { return (result, []) }
        let columns = (0..<groupCount).map { legs($0).permuted(order) }
        let groups = (0..<groupCount).sorted { (columns[$0], $0) < (columns[$1], $1) }
        for group in groups { result.append(columns[group]) }
        return (result, groups)
    }

    /// Calls `body` with every order of the vertices that keeps the moments in the order of `sorted`.
    private func forEachOrder(_ sorted: [Int], _ body: ([Int]) -> Void) {
        var order = sorted
        func permute(_ place: Int) {
            guard place < order.count else { return body(order) }
            for other in place..<order.count where vertices[order[other]] == vertices[order[place]] {
                order.swapAt(place, other)
                permute(place + 1)
                order.swapAt(place, other)
            }
        }
        permute(0)
    }
}
