/// For every scalar, and every tensor on the way to one, the chosen way to make it; tensors that several need are made once.
///
/// Which choice is cheapest depends on what is made anyway, so that this is a search: see `ContractionSchedule+Search.swift`.
struct ContractionSchedule {
    let catalogue: ContractionCatalogue
    /// The chosen place in `catalogue.choices`; −1 for a tensor that is not made.
    private(set) var chosen: [Int]
    /// The number of products.
    private(set) var cost = 0
    /// How many chosen choices need a tensor; scalars have one more.
    private var useCounts: [Int]
    /// What to do without.
    private var banned = -1
    /// Every choice taken (+) and taken back, for `attempt`.
    private var log: [(place: Int, choice: Int, isTaken: Bool)] = []
    private var isLogging = false
    /// What it takes to make a tensor, given those that are there; recomputed when these change.
    private var prices: [Int]
    private var priceDates: [Int]
    private var date = 0
    /// How far prices are overestimated at random, in per cent at most.
    var noise = 0
    private var generator = SeededGenerator(seed: 0)

    private static let unaffordable = Int.max / 4

    /// The scalars of a catalogue by the number of products that each would take if it were alone, cheapest first.
    static func scalarsByCost(_ catalogue: ContractionCatalogue) -> [Int] {
        var empty = ContractionSchedule(catalogue, scalarCount: 0)
        let costs = (0..<catalogue.scalarCount).map { empty.price(of: $0) }
        return costs.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
    }

    init(_ catalogue: ContractionCatalogue) { self.init(catalogue, scalarCount: catalogue.scalarCount) }

    /// Scalars first, one after the other, each in the way that is cheapest with what is there.
    private init(_ catalogue: ContractionCatalogue, scalarCount: Int) {
        self.catalogue = catalogue
        let count = catalogue.diagrams.count
        chosen = [Int](repeating: -1, count: count)
        useCounts = [Int](repeating: 0, count: count)
        prices = [Int](repeating: 0, count: count)
        priceDates = [Int](repeating: -1, count: count)
        for scalar in 0..<scalarCount { use(scalar) }
    }

    func isMade(_ place: Int) -> Bool { chosen[place] >= 0 }

    mutating func use(_ place: Int) {
        useCounts[place] += 1
        if useCounts[place] == 1 { make(place) }
    }

    mutating func release(_ place: Int) {
        useCounts[place] -= 1
        if useCounts[place] == 0 { unmake(place) }
    }

    /// Takes the choice back and takes the one that is cheapest now, unless that is banned for everybody.
    mutating func reconsider(_ place: Int) {
        guard isMade(place), catalogue.choices[place].count > 1 else { return }
        unmake(place)
        make(place)
    }

    /// Runs `change` and keeps what it did if that saved products.
    mutating func attempt(without place: Int = -1, _ change: (inout ContractionSchedule) -> Void) {
        let oldCost = cost
        log.removeAll(keepingCapacity: true)
        isLogging = true
        banned = place
        date += 1
        change(&self)
        isLogging = false
        banned = -1
        date += 1
        guard cost >= oldCost else { return }
        for event in log.reversed() { enter(event.place, event.choice, isTaken: !event.isTaken) }
    }

    private mutating func make(_ place: Int) {
        guard let best = cheapestChoice(of: place) else { return }
        take(place, best.index, isTaken: true)
        let choice = catalogue.choices[place][best.index]
        if useCounts[choice.left] == 1 { make(choice.left) }
        if choice.right != choice.left, useCounts[choice.right] == 1 { make(choice.right) }
    }

    private mutating func unmake(_ place: Int) {
        guard isMade(place) else { return }
        let index = chosen[place]
        take(place, index, isTaken: false)
        let choice = catalogue.choices[place][index]
        if useCounts[choice.left] == 0 { unmake(choice.left) }
        if choice.right != choice.left, useCounts[choice.right] == 0 { unmake(choice.right) }
    }

    private mutating func take(_ place: Int, _ choice: Int, isTaken: Bool) {
        if isLogging { log.append((place, choice, isTaken)) }
        enter(place, choice, isTaken: isTaken)
    }

    private mutating func enter(_ place: Int, _ index: Int, isTaken: Bool) {
        let choice = catalogue.choices[place][index]
        chosen[place] = isTaken ? index : -1
        cost += isTaken ? choice.cost : -choice.cost
        useCounts[choice.left] += isTaken ? 1 : -1
        if choice.right != choice.left { useCounts[choice.right] += isTaken ? 1 : -1 }
        date += 1
    }

    private mutating func cheapestChoice(of place: Int) -> (index: Int, price: Int)? {
        var best: (index: Int, price: Int)?
        for (index, choice) in catalogue.choices[place].enumerated() {
            var price = choice.cost + self.price(of: choice.left)
            if let best, best.price <= price { continue }
            if choice.right != choice.left { price += self.price(of: choice.right) }
            if noise > 0 { price += price * Int(generator.next() >> 54) / 1024 * noise / 100 }
            if best == nil || price < best!.price { best = (index, price) }
        }
        return best
    }

    private mutating func price(of place: Int) -> Int {
        if place == banned { return ContractionSchedule.unaffordable }
        if useCounts[place] > 0 || catalogue.choices[place].isEmpty { return 0 }
        if priceDates[place] == date { return prices[place] }
        let price = min(ContractionSchedule.unaffordable, cheapestChoice(of: place)?.price ?? 0)
        prices[place] = price
        priceDates[place] = date
        return price
    }
}
