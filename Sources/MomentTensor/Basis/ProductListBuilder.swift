/// Turns a schedule into slots and products.
struct ProductListBuilder {
    private let schedule: ContractionSchedule
    private(set) var products: [MomentBasis.Product] = []
    private(set) var slotCount: Int32
    /// The slot of the first component of each tensor; −1 as long as it is not made.
    private var firstSlots: [Int32]
    /// A multiplicity that does not fit the tables was met.
    private(set) var hasOverflown = false

    init(_ schedule: ContractionSchedule, moments: [Moment]) {
        self.schedule = schedule
        var next: Int32 = 0
        let blocks = moments.map { moment in
            defer { next += Int32(MultiIndex.count(rank: moment.rank)) }
            return next
        }
        slotCount = next
        firstSlots = schedule.catalogue.diagrams.map { $0.vertexCount == 1 ? blocks[$0.vertices[0]] : -1 }
    }

    /// The slot of a tensor's first component. Makes the tensor and all that it needs unless it is there already.
    mutating func slot(of place: Int) -> Int32 {
        guard firstSlots[place] < 0 else { return firstSlots[place] }
        let catalogue = schedule.catalogue
        let choice = catalogue.choices[place][schedule.chosen[place]]
        let left = slot(of: choice.left)
        let right = slot(of: choice.right)
        let target = slotCount
        for term in catalogue.terms(of: choice, for: place) {
            let one = left + term.left
            let other = right + term.right
            if term.multiplicity > Int(Int32.max) { hasOverflown = true }
            products.append(
                MomentBasis.Product(
                    left: min(one, other), right: max(one, other), multiplicity: Int32(clamping: term.multiplicity),
                    target: target + term.target))
        }
        firstSlots[place] = target
        slotCount += Int32(catalogue.layouts[place].count)
        return target
    }
}
