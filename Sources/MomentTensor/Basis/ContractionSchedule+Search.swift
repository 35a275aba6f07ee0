extension ContractionSchedule {
    /// A short product list, the same for the same catalogue.
    ///
    /// Which choice is cheapest depends on what the others make available. The search first lets the choices settle while prices are
    /// wrong by less and less (Charon and Hudry's noising method), so that it does not end in the first valley that it meets.
    static func short(_ catalogue: ContractionCatalogue) -> ContractionSchedule {
        var schedule = ContractionSchedule(catalogue)
        schedule.settle(sweeps: 200, noise: 1000)
        schedule.shorten()
        return schedule
    }

    private mutating func settle(sweeps: Int, noise start: Int) {
        for sweep in 0..<sweeps {
            noise = start * (sweeps - sweep) / sweeps
            for place in chosen.indices { reconsider(place) }
        }
        noise = 0
    }

    /// Changes the schedule until none of three kinds of change saves a product: another choice for one tensor, doing without a
    /// tensor that is made, and making one that is not, each with all that follows for the tensors that use it.
    private mutating func shorten() {
        let users = catalogue.users
        var oldCost = Int.max
        while cost < oldCost {
            oldCost = cost
            for place in chosen.indices where !catalogue.choices[place].isEmpty {
                attempt { $0.reconsider(place) }
                if place < catalogue.scalarCount { continue }
                if isMade(place) {
                    attempt(without: place) { schedule in
                        for user in users[place] where schedule.uses(user, place) { schedule.reconsider(user) }
                    }
                } else {
                    attempt { schedule in
                        schedule.use(place)
                        for user in users[place] { schedule.reconsider(user) }
                        schedule.release(place)
                    }
                }
            }
        }
    }

    private func uses(_ place: Int, _ part: Int) -> Bool {
        guard isMade(place) else { return false }
        let choice = catalogue.choices[place][chosen[place]]
        return choice.left == part || choice.right == part
    }
}
