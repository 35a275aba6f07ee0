import MomentTensor

/// Everything that a report on a potential shows. What is empty or `nil` has no section.
public struct PotentialReport: Sendable {
    /// One line of a list of facts.
    public struct Fact: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What the report is about: the file of the potential.
    public var title: String
    /// As it is to be shown.
    public var date: String
    public var potential: Potential
    /// What is added to it at short distances.
    public var repulsion: ZieglerBiersackLittmark.Switching?
    /// One for each species of the potential.
    public var speciesNames: [String]
    /// Training data before validation data.
    public var sets: [ReportedSet] = []
    /// How the potential was fitted.
    public var settings: [Fact] = []
    public var learningCurve: LearningCurve?
    /// Ordered pairs of species, not necessarily all.
    public var pairs: [PairCurve] = []
    public var cost: CostEstimate?
    /// How well uncertainties are predicted.
    public var calibration: Calibration?

    public init(title: String, date: String, potential: Potential, speciesNames: [String]? = nil) {
        self.title = title
        self.date = date
        self.potential = potential
        self.speciesNames = speciesNames ?? potential.species.map { $0.element ?? "type \($0.label)" }
    }

    /// Pairs beyond as many are not shown, for the sake of the page.
    public static let mostPairs = 16

    var comparisons: [Comparison] { sets.map(\.comparison) }

    /// Computes `pairs`, from distances somewhat shorter than those in the data, or than the potential was made for.
    public mutating func addPairs(_ plan: Plan) throws(VolterraError) {
        let indices = potential.species.indices
        let shown = indices.flatMap { centre in indices.map { (centre, $0) } }.prefix(PotentialReport.mostPairs)
        for (centre, neighbour) in shown {
            let shortest = nearestNeighbours(centre, neighbour)?.lowerBound ?? potential.radialBasis.minimumDistance
            let start = 0.9 * min(shortest, max(potential.radialBasis.minimumDistance, 0.5 * shortest))
            pairs.append(try PairCurve(plan, centre: centre, neighbour: neighbour, from: start))
        }
    }

    /// Measures `cost`, on the largest configuration of all sets.
    public mutating func measureCost(_ plan: Plan) throws(VolterraError) {
        let largest = sets.compactMap(\.largest).max { $0.species.count < $1.species.count }
        guard let largest else { return }
        cost = try CostEstimate(measuring: plan, largest.configuration, species: largest.species)
    }

    /// Over all data.
    func nearestNeighbours(_ centre: Int, _ neighbour: Int) -> ClosedRange<Double>? {
        let ranges = sets.compactMap { $0.distances.nearestNeighbours(centre: centre, neighbour: neighbour) }
        guard let least = ranges.map(\.lowerBound).min(), let greatest = ranges.map(\.upperBound).max() else { return nil }
        return least...greatest
    }
}
