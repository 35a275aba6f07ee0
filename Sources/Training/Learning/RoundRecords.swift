/// What the simulations of a round came to.
struct ExplorationRecord: Codable, Sendable {
    /// Of the settings that they were made with.
    var fingerprint: String
    var runs: [Run]

    struct Run: Codable, Sendable {
        var name: String
        var ending: Ending
        /// What went wrong, if anything did.
        var message: String?
        /// Time steps of the simulation.
        var steps: Int
        var seconds: Double
        /// How many frames may be selected from.
        var candidateCount: Int
        var grades: [Grade]
    }

    enum Ending: String, Codable, Sendable {
        /// As far as the script goes.
        case finished
        /// Where a grade was too high.
        case stopped
        case outOfTime
    }

    struct Grade: Codable, Sendable {
        var step: Int
        /// The largest of the frame.
        var grade: Double
    }

    var steps: Int { runs.reduce(0) { $0 + $1.steps } }
    var candidateCount: Int { runs.reduce(0) { $0 + $1.candidateCount } }
}

/// What was selected of the candidates of a round.
struct SelectionRecord: Codable, Sendable {
    var candidateCount: Int
    /// Candidates with atoms too close to each other, with labels already, and set aside before.
    var tooClose = 0
    var known = 0
    var setAside = 0
    var selected: [Selected] = []

    struct Selected: Codable, Sendable {
        var run: String
        var step: Int
        var grade: Double
    }
}

/// What became of the selected.
struct LabelRecord: Codable, Sendable {
    var labelled: Int
    /// How often an engine computed one to its end, good or not.
    var calls: Int
    /// Of all calls together.
    var seconds: Double
    var failures: [Failure] = []

    struct Failure: Codable, Sendable {
        var hash: String
        var reason: String
    }
}

/// How the fit of a round went.
struct FitRecord: Codable, Sendable {
    var configurations: Int
    var atoms: Int
    var iterations: Int
    var loss: Double
    var seconds: Double
    /// Whether it began with nothing.
    var isNew: Bool
    var training: LabelErrors
    var test: LabelErrors?
    /// Of the potential of the round before, for what was labelled in this one.
    var surprise: LabelErrors?
}
