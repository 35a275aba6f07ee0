/// Turns a schedule into slots and products.
struct ProductListBuilder {
    private let schedule: ContractionSchedule
    private(set) var products: [MomentBasis.Product] = []
    private(set) var slotCount: Int32
    private var tensors: [TensorSlots?]

    init(_ schedule: ContractionSchedule, moments: [Moment]) {
        self.schedule = schedule
        var first: Int32 = 0
        let blocks = moments.map { moment in
            let slots = TensorSlots(first: first, rank: moment.rank)
            first += Int32(slots.slots.count)
            return slots
        }
        slotCount = first
        tensors = schedule.catalogue.diagrams.map { $0.vertexCount == 1 ? blocks[$0.vertices[0]] : nil }
    }

    /// The slot of a scalar, made with all that it needs unless it is there already.
    mutating func slot(ofScalar place: Int) -> Int32 { tensor(place).slots[0] }

    private mutating func tensor(_ place: Int) -> TensorSlots {
        if let known = tensors[place] { return known }
        let choice = schedule.catalogue.choices[place][schedule.chosen[place]]
        let left = tensor(choice.left)
        let right = tensor(choice.right)
        let diagram = schedule.catalogue.diagrams[place]
        let firstSlot = slotCount
        let made = TensorSlots(diagram, next: &slotCount)
        tensors[place] = made
        let assembly = Assembly(diagram, mask: choice.mask, left: choice.leftGrouping, right: choice.rightGrouping)
        if let assembly { appendProducts(assembly, left, right, made, firstSlot: firstSlot) }
        return made
    }

    private mutating func appendProducts(
        _ assembly: Assembly, _ left: TensorSlots, _ right: TensorSlots, _ whole: TensorSlots, firstSlot: Int32
    ) {
        var terms = TermCollector(assembly, left, right, whole)
        terms.collect(0, multiplicity: 1)
        products += terms.merged()
    }
}

/// Runs over the multi-indices of an assembly.
private struct TermCollector {
    private let assembly: Assembly
    private let left: TensorSlots
    private let right: TensorSlots
    private let whole: TensorSlots
    /// For each component of the whole, whether it is the first one in its slot.
    private let isFirst: [Bool]
    private var leftContent: [MultiIndex]
    private var rightContent: [MultiIndex]
    private var wholeContent: [MultiIndex]
    private var terms: [MomentBasis.Product] = []

    init(_ assembly: Assembly, _ left: TensorSlots, _ right: TensorSlots, _ whole: TensorSlots) {
        self.assembly = assembly
        self.left = left
        self.right = right
        self.whole = whole
        leftContent = Array(repeating: MultiIndex(), count: left.strides.count)
        rightContent = Array(repeating: MultiIndex(), count: right.strides.count)
        wholeContent = Array(repeating: MultiIndex(), count: whole.strides.count)
        var last = (whole.slots.first ?? 0) - 1
        isFirst = whole.slots.map { slot in
            defer { last = max(last, slot) }
            return slot > last
        }
    }

    mutating func collect(_ depth: Int, multiplicity: Int) {
        guard depth < assembly.variables.count else { return append(multiplicity) }
        let variable = assembly.variables[depth]
        for index in MultiIndex.all(rank: variable.degree) {
            shift(variable, by: index)
            collect(depth + 1, multiplicity: variable.isCounted ? multiplicity * index.sequenceCount : multiplicity)
            unshift(variable, by: index)
        }
    }

    private mutating func shift(_ variable: Assembly.Variable, by index: MultiIndex) {
        switch variable.role {
        case .contracted:
            leftContent[variable.first] = leftContent[variable.first] + index
            rightContent[variable.second] = rightContent[variable.second] + index
        case .leftFree:
            leftContent[variable.first] = leftContent[variable.first] + index
            wholeContent[variable.second] = wholeContent[variable.second] + index
        case .rightFree:
            rightContent[variable.first] = rightContent[variable.first] + index
            wholeContent[variable.second] = wholeContent[variable.second] + index
        }
    }

    private mutating func unshift(_ variable: Assembly.Variable, by index: MultiIndex) {
        switch variable.role {
        case .contracted:
            leftContent[variable.first] = leftContent[variable.first] - index
            rightContent[variable.second] = rightContent[variable.second] - index
        case .leftFree:
            leftContent[variable.first] = leftContent[variable.first] - index
            wholeContent[variable.second] = wholeContent[variable.second] - index
        case .rightFree:
            rightContent[variable.first] = rightContent[variable.first] - index
            wholeContent[variable.second] = wholeContent[variable.second] - index
        }
    }

    private mutating func append(_ multiplicity: Int) {
        let component = place(wholeContent, whole)
        guard isFirst[component] else { return }
        let one = left.slots[place(leftContent, left)]
        let other = right.slots[place(rightContent, right)]
        terms.append(
            MomentBasis.Product(
                left: min(one, other), right: max(one, other), multiplicity: Int32(multiplicity), target: whole.slots[component]))
    }

    private func place(_ content: [MultiIndex], _ tensor: TensorSlots) -> Int {
        var place = 0
        for group in content.indices { place += content[group].position * tensor.strides[group] }
        return place
    }

    /// Sorted by target and factors, with equal products counted once.
    func merged() -> [MomentBasis.Product] {
        var result: [MomentBasis.Product] = []
        for term in terms.sorted(by: { ($0.target, $0.left, $0.right) < ($1.target, $1.left, $1.right) }) {
            if let last = result.last, last.target == term.target, last.left == term.left, last.right == term.right {
                result[result.count - 1].multiplicity += term.multiplicity
            } else {
                result.append(term)
            }
        }
        return result
    }
}
