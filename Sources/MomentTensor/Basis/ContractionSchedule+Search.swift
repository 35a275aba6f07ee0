extension ContractionSchedule {
    /// Looks for a shorter product list until none of three kinds of change saves a product: another choice for one tensor,
    /// doing without a tensor that is made, and making one that is not, each with all that follows for the tensors that use it.
    mutating func shorten(sweeps: Int) {
        let users = catalogue.users
        for _ in 0..<sweeps {
            let oldCost = cost
            for place in chosen.indices {
                if isMade(place) {
                    attempt { $0.reconsider(place) }
                }
                if place >= catalogue.scalarCount, !catalogue.choices[place].isEmpty {
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
            if cost == oldCost { break }
        }
    }

    private func uses(_ place: Int, _ part: Int) -> Bool {
        guard isMade(place) else { return false }
        let choice = catalogue.choices[place][chosen[place]]
        return choice.left == part || choice.right == part
    }
}
