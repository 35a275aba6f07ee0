/// One way to make a tensor: the product of two smaller ones, `left` on the vertices in `mask` and `right` on the others,
/// contracted over the edges between them.
struct Assembly {
    /// How the legs of a part are grouped: a bit for each target whose legs form a group of their own. Bit g stands for group g of the
    /// whole, bit `groupCount` + v for vertex v of the other part. All other legs are grouped by the vertex they sit on.
    struct Grouping: OptionSet {
        let rawValue: Int
    }

    /// A multi-index that the product runs over. It adds to the contents of two groups.
    struct Variable {
        enum Role { case contracted, leftFree, rightFree }
        var role: Role
        var degree: Int
        /// For a contracted index the groups of left and right; for a free one the groups of its part and of the whole.
        var first: Int
        var second: Int
        /// Whether every assignment counts as often as there are sequences of indices with its content.
        var isCounted: Bool
    }

    var left: Diagram
    var right: Diagram
    var variables: [Variable]

    /// The number of terms before equal ones are merged and symmetric components are shared.
    var termCount: Int { variables.reduce(1) { $0 * MultiIndex.count(rank: $1.degree) } }
}

extension Assembly {
    /// `nil` if both parts would be weighted in an index that they are contracted over.
    init?(_ whole: Diagram, mask: Int, left leftGrouping: Grouping, right rightGrouping: Grouping) {
        let leftPart = Part(whole, mask: mask, grouping: leftGrouping)
        let rightPart = Part(whole, mask: whole.allVertices & ~mask, grouping: rightGrouping)
        left = leftPart.diagram
        right = rightPart.diagram
        variables = []
        for leg in leftPart.legs {
            guard case .vertex(let partner) = leg.target else { continue }
            let other = rightPart.legs[rightPart.index(of: partner, target: .vertex(leg.source))]
            let leftIsWeighted = left.isWeighted(leg.group)
            let rightIsWeighted = right.isWeighted(other.group)
            if leftIsWeighted && rightIsWeighted { return nil }
            let index = Variable(
                role: .contracted, degree: leg.count, first: leg.group, second: other.group, isCounted: !leftIsWeighted && !rightIsWeighted)
            add(index, merging: leftIsWeighted || rightIsWeighted)
        }
        addFree(leftPart, .leftFree, of: whole)
        addFree(rightPart, .rightFree, of: whole)
    }

    private mutating func addFree(_ part: Part, _ role: Variable.Role, of whole: Diagram) {
        for leg in part.legs {
            guard case .group(let group) = leg.target else { continue }
            let isWeighted = part.diagram.isWeighted(leg.group)
            let index = Variable(
                role: role, degree: leg.count, first: leg.group, second: group, isCounted: whole.isWeighted(group) && !isWeighted)
            add(index, merging: isWeighted)
        }
    }

    /// The legs of a weighted group run together, as one multi-index.
    private mutating func add(_ variable: Variable, merging: Bool) {
        if merging,
            let known = variables.firstIndex(where: {
                $0.role == variable.role && $0.first == variable.first && $0.second == variable.second
            })
        {
            variables[known].degree += variable.degree
        } else {
            variables.append(variable)
        }
    }
}

/// Some vertices of a diagram, with every edge that leaves them turned into a leg.
private struct Part {
    enum Target: Hashable {
        /// The legs stay free, in this group of the whole.
        case group(Int)
        /// The legs are contracted with this vertex of the other part.
        case vertex(Int)
    }

    /// The legs from one vertex to one target.
    struct Leg {
        var source: Int
        var target: Target
        var count: Int
        var group = 0
    }

    private enum Label: Hashable {
        case source(Int)
        case target(Target)
    }

    var diagram: Diagram
    var legs: [Leg] = []

    init(_ whole: Diagram, mask: Int, grouping: Assembly.Grouping) {
        let members = (0..<whole.vertexCount).filter { mask & 1 << $0 != 0 }
        for source in members {
            for group in 0..<whole.groupCount where whole.legs(group)[source] > 0 {
                legs.append(Leg(source: source, target: .group(group), count: whole.legs(group)[source]))
            }
            for vertex in 0..<whole.vertexCount where mask & 1 << vertex == 0 && whole.edges(source)[vertex] > 0 {
                legs.append(Leg(source: source, target: .vertex(vertex), count: whole.edges(source)[vertex]))
            }
        }
        let labels = Part.labels(legs, grouping, whole.groupCount)
        var groups: [Label] = []
        for index in legs.indices {
            if let known = groups.firstIndex(of: labels[index]) {
                legs[index].group = known
            } else {
                legs[index].group = groups.count
                groups.append(labels[index])
            }
        }
        let canonical = Part.diagram(whole, members, legs, groupCount: groups.count).canonical()
        diagram = canonical.diagram
        for index in legs.indices { legs[index].group = canonical.groupPlace[legs[index].group] }
    }

    func index(of source: Int, target: Target) -> Int {
        legs.firstIndex { $0.source == source && $0.target == target } ?? 0
    }

    /// Groups by target that turn out to sit on one vertex join that vertex's other legs: a moment is symmetric as it is.
    private static func labels(_ legs: [Leg], _ grouping: Assembly.Grouping, _ groupCount: Int) -> [Label] {
        legs.map { leg in
            let bit =
                switch leg.target {
                case .group(let group): group
                case .vertex(let vertex): groupCount + vertex
                }
            let isByTarget = grouping.rawValue & 1 << bit != 0
            let isShared = legs.contains { $0.target == leg.target && $0.source != leg.source }
            return isByTarget && isShared ? .target(leg.target) : .source(leg.source)
        }
    }

    private static func diagram(_ whole: Diagram, _ members: [Int], _ legs: [Leg], groupCount: Int) -> Diagram {
        var vertices = ByteRow()
        var edges = [ByteRow](repeating: ByteRow(), count: members.count)
        var columns = [ByteRow](repeating: ByteRow(), count: groupCount)
        for (place, vertex) in members.enumerated() {
            vertices[place] = whole.vertices[vertex]
            for (other, partner) in members.enumerated() { edges[place][other] = whole.edges(vertex)[partner] }
            for leg in legs where leg.source == vertex { columns[leg.group][place] += leg.count }
        }
        return Diagram(vertices: vertices, vertexCount: members.count, edges: edges, legs: columns)
    }
}
