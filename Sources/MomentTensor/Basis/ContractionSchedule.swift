/// For every scalar, and every tensor on the way to one, the chosen way to make it; tensors that several need are made once.
///
/// Which choice is cheapest depends on what is made anyway. The search starts greedily and then takes back and repeats each choice
/// in turn until the number of products stays.
struct ContractionSchedule {
    let catalogue: ContractionCatalogue
    let scalarCount: Int
    /// The chosen place in `catalogue.choices`; −1 for a tensor that is not made.
    private(set) var chosen: [Int]
    private var useCounts: [Int]
    /// What it takes to make a tensor, given those that are there; recomputed when these change.
    private var prices: [Int]
    private var priceDates: [Int]
    private var date = 0

    init(_ catalogue: ContractionCatalogue, scalarCount: Int, sweeps: Int = 8) {
        self.catalogue = catalogue
        self.scalarCount = scalarCount
        chosen = [Int](repeating: -1, count: catalogue.diagrams.count)
        useCounts = [Int](repeating: 0, count: catalogue.diagrams.count)
        prices = [Int](repeating: 0, count: catalogue.diagrams.count)
        priceDates = [Int](repeating: -1, count: catalogue.diagrams.count)
        for scalar in 0..<scalarCount { use(scalar) }
        var cost = totalCost
        for _ in 0..<sweeps {
            for place in chosen.indices where chosen[place] >= 0 { reconsider(place) }
            let newCost = totalCost
            if newCost == cost { break }
            cost = newCost
        }
    }

    /// The number of products, as far as the catalogue can tell.
    var totalCost: Int {
        chosen.indices.reduce(0) { chosen[$1] >= 0 ? $0 + catalogue.choices[$1][chosen[$1]].cost : $0 }
    }

    private mutating func use(_ place: Int) {
        useCounts[place] += 1
        if useCounts[place] == 1 { make(place) }
    }

    private mutating func make(_ place: Int) {
        guard let best = cheapestChoice(of: place) else { return }
        chosen[place] = best.index
        date += 1
        let choice = catalogue.choices[place][best.index]
        use(choice.left)
        use(choice.right)
    }

    private mutating func release(_ place: Int) {
        useCounts[place] -= 1
        if useCounts[place] == 0 { unmake(place) }
    }

    private mutating func unmake(_ place: Int) {
        guard chosen[place] >= 0 else { return }
        let choice = catalogue.choices[place][chosen[place]]
        chosen[place] = -1
        date += 1
        release(choice.left)
        release(choice.right)
    }

    private mutating func reconsider(_ place: Int) {
        guard catalogue.choices[place].count > 1 else { return }
        unmake(place)
        make(place)
    }

    private mutating func cheapestChoice(of place: Int) -> (index: Int, price: Int)? {
        var best: (index: Int, price: Int)?
        for (index, choice) in catalogue.choices[place].enumerated() {
            var price = choice.cost + self.price(of: choice.left)
            if let best, best.price <= price { continue }
            if choice.right != choice.left { price += self.price(of: choice.right) }
            if best == nil || price < best!.price { best = (index, price) }
        }
        return best
    }

    private mutating func price(of place: Int) -> Int {
        if useCounts[place] > 0 { return 0 }
        if priceDates[place] == date { return prices[place] }
        let price = cheapestChoice(of: place)?.price ?? 0
        prices[place] = price
        priceDates[place] = date
        return price
    }
}
