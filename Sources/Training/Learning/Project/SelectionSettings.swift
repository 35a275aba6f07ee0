import MomentTensor

/// The section [select]: which configurations of an exploration are worth labels.
public struct SelectionSettings: Sendable {
    /// How it is decided which of the extrapolating configurations are labelled.
    public enum Method: String, CaseIterable, Sendable {
        /// Those with whose rows the determinant of the active set grows.
        case maxvol
        /// Any of them: something to compare with.
        case random
    }

    public var method: Method
    public var criterion: GradeCriterion
    /// What has a lower grade is not looked at.
    public var save: Double
    /// A simulation ends where it comes to a higher one.
    public var stop: Double
    /// Exchanges that make the determinant larger by no more than this are not made.
    public var threshold: Double
    /// The most of a round.
    public var limit: Int?
    /// Å; what has atoms closer to each other is nothing to ask quantum mechanics about. `nil`: half of the shortest distance of the data.
    public var shortestDistance: Double?

    init(_ section: ProjectSection) throws(VolterraError) {
        method = try section.choice("method", of: Method.self) ?? .maxvol
        criterion = GradeCriterion(
            mode: try section.choice("mode", of: GradeCriterion.Mode.self) ?? .neighbourhood,
            parameters: try section.choice("parameters", of: GradeCriterion.Parameters.self) ?? .all)
        save = try section.number("save", above: 1, orEqual: true) ?? 2
        stop = try section.number("break", above: 1) ?? 10
        guard stop > save else { throw section.expectation("break", "a grade above that of 'save', \(save)") }
        threshold = try section.number("threshold", above: 1) ?? 1.001
        limit = try section.integer("limit", atLeast: 1)
        shortestDistance = try section.number("shortest-distance", above: 0)
        try section.finish()
    }
}
