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
    /// For each diagram; empty for single moments, which need not be made.
    private(set) var choices: [[Choice]] = []
    private var places: [Diagram: Int] = [:]

    /// Adds `scalars`, at places 0, 1, …, and every tensor that might help to make them.
    init(scalars: [Diagram]) {
        for scalar in scalars { _ = place(of: scalar) }
        var next = 0
        while next < diagrams.count {
            choices[next] = makeChoices(for: diagrams[next])
            next += 1
        }
    }

    private mutating func place(of diagram: Diagram) -> Int {
        if let place = places[diagram] { return place }
        places[diagram] = diagrams.count
        diagrams.append(diagram)
        choices.append([])
        return diagrams.count - 1
    }

    private mutating func makeChoices(for whole: Diagram) -> [Choice] {
        var choices: [Choice] = []
        let all = 1 << whole.vertexCount - 1
        let isConnected = whole.isConnected(all)
        let symmetryCount = whole.groupSymmetries().count
        // Each split once: the left part has vertex 0.
        for mask in stride(from: 1, to: all, by: 2) {
            let rest = all & ~mask
            if isConnected {
                guard whole.isConnected(mask), whole.isConnected(rest) else { continue }
            } else {
                guard whole.isUnionOfComponents(mask) else { continue }
            }
            for leftGrouping in groupings(whole, mask) {
                for rightGrouping in groupings(whole, rest) {
                    guard let assembly = Assembly(whole, mask: mask, left: leftGrouping, right: rightGrouping) else { continue }
                    let left = place(of: assembly.left)
                    let right = place(of: assembly.right)
                    let cost = max(1, assembly.termCount / symmetryCount)
                    let isKnown = choices.contains { $0.left == left && $0.right == right && $0.cost <= cost }
                    guard !isKnown else { continue }
                    choices.append(
                        Choice(
                            left: left, right: right, cost: cost, mask: mask, leftGrouping: leftGrouping, rightGrouping: rightGrouping))
                }
            }
        }
        return choices
    }

    /// A single moment has one grouping only, and without free indices there is nothing to group them by.
    private func groupings(_ whole: Diagram, _ mask: Int) -> [Assembly.Grouping] {
        if mask & (mask - 1) == 0 { return [[]] }
        return whole.isScalar ? [[], .contractedByTarget] : Assembly.Grouping.all
    }
}

extension Diagram {
    func isUnionOfComponents(_ mask: Int) -> Bool {
        (0..<vertexCount).allSatisfy { mask & 1 << $0 == 0 || reachable(from: $0, within: 1 << vertexCount - 1) & ~mask == 0 }
    }
}
