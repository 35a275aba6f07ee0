/// What the simulations of a round came to.
struct ExplorationRecord: Codable, Sendable {
    /// Of the settings that they were made with.
    var fingerprint: String
    var runs: [Run]
    /// `nil` where no structures are relaxed.
    var candidates: CandidateCounts?

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

    var steps: Int { runs.reduce(candidates?.steps ?? 0) { $0 + $1.steps } }
}

/// What became of a structure in a round.
struct CandidateRecord: Codable, Sendable, Hashable {
    var ending: Ending
    var steps = 0
    /// The highest on the way.
    var grade = 0.0
    /// In how many rounds something that was met on its way was labelled.
    var labelledRounds = 0
    /// Whether it began at the minimum of the round before.
    var isContinued = false
    /// Of a failure, or for setting it aside.
    var reason: String?

    enum Ending: String, Codable, Sendable, CaseIterable {
        /// Relaxed, with nothing on the way that the potential does not know.
        case known
        /// The same, but more steps would be needed.
        case unconverged
        /// There was something on the way that the potential does not know.
        case unknown
        /// The potential could not be evaluated.
        case failed
        case setAside = "set-aside"
    }
}

/// How many candidates came to what.
struct CandidateCounts: Codable, Sendable, Hashable {
    var known = 0
    var unconverged = 0
    var unknown = 0
    var failed = 0
    var setAside = 0
    var steps = 0

    init(_ records: [CandidateRecord]) {
        for record in records {
            steps += record.steps
            switch record.ending {
            case .known: known += 1
            case .unconverged: unconverged += 1
            case .unknown: unknown += 1
            case .failed: failed += 1
            case .setAside: setAside += 1
            }
        }
    }

    var total: Int { known + unconverged + unknown + failed + setAside }
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
