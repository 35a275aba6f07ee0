/// Tensors, each with the ways to make it from smaller ones: the space in which `ContractionSchedule` looks for a short product list.
struct ContractionCatalogue {
    struct Choice {
        var left: Int
        var right: Int
        /// The products it takes when both parts are there.
        var cost: Int
        var mask: Int
        var leftGrouping: Assembly.Grouping
        var rightGrouping: Assembly.Grouping
    }

    private(set) var diagrams: [Diagram] = []
    private(set) var layouts: [TensorLayout] = []
    /// For each diagram; empty for single moments, which need not be made.
    private(set) var choices: [[Choice]] = []
    let scalarCount: Int
    private var places: [Diagram: Int] = [:]

    /// How many components were numbered and how many terms looked at to count products, and how many may be.
    private var countedTerms = 0
    private static let largestCount = 50_000
    private static let termBudget = 250_000_000

    /// Adds `scalars`, at places 0, 1, …, and every tensor that might help to make them; `nil` if these are too many or too large.
    init?(scalars: [Diagram]) {
        scalarCount = scalars.count
        for scalar in scalars { _ = place(of: scalar) }
        var next = 0
        while next < diagrams.count {
            guard countedTerms <= ContractionCatalogue.termBudget else { return nil }
            choices[next] = makeChoices(for: next)
            next += 1
        }
    }

    /// The products of a choice, in numbers of components.
    func terms(of choice: Choice, for place: Int) -> [AssemblyTerms.Term] {
        let assembly = Assembly(diagrams[place], mask: choice.mask, left: choice.leftGrouping, right: choice.rightGrouping)
        return assembly.map { terms(of: $0, choice.left, choice.right, place) } ?? []
    }

    /// For each diagram the places of those that can be made from it.
    var users: [[Int]] {
        var users = [[Int]](repeating: [], count: diagrams.count)
        for (place, choices) in choices.enumerated() {
            for choice in choices {
                for part in [choice.left, choice.right] where users[part].last != place { users[part].append(place) }
            }
        }
        return users
    }

    private func terms(of assembly: Assembly, _ left: Int, _ right: Int, _ whole: Int) -> [AssemblyTerms.Term] {
        AssemblyTerms.merged(
            assembly, left: layouts[left], right: layouts[right], whole: layouts[whole], isSquare: left == right)
    }

    /// Exact as long as counting is affordable.
    private mutating func cost(of assembly: Assembly, _ left: Int, _ right: Int, _ whole: Int) -> Int {
        let bound = assembly.termCount
        countedTerms += min(bound, ContractionCatalogue.largestCount)
        return bound > ContractionCatalogue.largestCount ? bound : terms(of: assembly, left, right, whole).count
    }

    private mutating func place(of diagram: Diagram) -> Int {
        if let place = places[diagram] { return place }
        places[diagram] = diagrams.count
        diagrams.append(diagram)
        let layout = TensorLayout(diagram)
        countedTerms += layout.count
        layouts.append(layout)
        choices.append([])
        return diagrams.count - 1
    }

    private mutating func makeChoices(for place: Int) -> [Choice] {
        let whole = diagrams[place]
        var choices: [Choice] = []
        for mask in splits(of: whole) {
            for leftGrouping in groupings(whole, mask) {
                for rightGrouping in groupings(whole, whole.allVertices & ~mask) {
                    guard let assembly = Assembly(whole, mask: mask, left: leftGrouping, right: rightGrouping) else { continue }
                    let left = self.place(of: assembly.left)
                    let right = self.place(of: assembly.right)
                    let isKnown = choices.contains { ($0.left, $0.right) == (left, right) || ($0.left, $0.right) == (right, left) }
                    if isKnown { continue }
                    choices.append(
                        Choice(
                            left: left, right: right, cost: cost(of: assembly, left, right, place), mask: mask,
                            leftGrouping: leftGrouping, rightGrouping: rightGrouping))
                }
            }
        }
        return choices
    }

    /// The divisions into two parts that are each connected, or, if the whole is not, that cut no edge.
    /// Each division once: the first part has vertex 0.
    private func splits(of whole: Diagram) -> [Int] {
        let all = whole.allVertices
        let isConnected = whole.isConnected(all)
        return stride(from: 1, to: all, by: 2).filter { mask in
            isConnected ? whole.isConnected(mask) && whole.isConnected(all & ~mask) : whole.isUnionOfComponents(mask)
        }
    }

    /// Every way to group the legs of the part on `mask`, beginning with the plainest.
    private func groupings(_ whole: Diagram, _ mask: Int) -> [Assembly.Grouping] {
        let members = (0..<whole.vertexCount).filter { mask & 1 << $0 != 0 }
        let shared =
            (0..<whole.groupCount).filter { group in members.filter { whole.legs(group)[$0] > 0 }.count > 1 }
            + (0..<whole.vertexCount).filter { vertex in
                mask & 1 << vertex == 0 && members.filter { whole.edges(vertex)[$0] > 0 }.count > 1
            }.map { whole.groupCount + $0 }
        return (0..<1 << shared.count).map { subset in
            Assembly.Grouping(rawValue: shared.enumerated().reduce(0) { $0 | (subset >> $1.offset & 1) << $1.element })
        }
    }
}

extension Diagram {
    func isUnionOfComponents(_ mask: Int) -> Bool {
        (0..<vertexCount).allSatisfy { mask & 1 << $0 == 0 || reachable(from: $0, within: allVertices) & ~mask == 0 }
    }
}
