import MomentTensor

/// The section [select]: which configurations of an exploration are worth labels.
public struct SelectionSettings: Sendable {
    /// How it is decided which of the extrapolating configurations are labelled.
    public enum Method: String, CaseIterable, Sendable {
        /// Those with whose rows the determinant of the active set grows.
        case maxvol
        /// Those with the largest standard deviations of site energies, relative to those without data. These count instead of grades.
        case novelty
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
    /// Of configurations with more atoms, cells around extrapolating atoms are taken; `nil`: never.
    public var carveAbove: Int?
    /// How many atoms such a cell has, and how many of them there are at most of one configuration.
    public var carvedAtoms: ClosedRange<Int>
    public var carvedCells: Int
    /// Å; what has atoms closer to each other is nothing to ask quantum mechanics about. `nil`: half of the shortest distance of the data.
    public var shortestDistance: Double?

    init(_ section: ProjectSection) throws(VolterraError) {
        method = try section.choice("method", of: Method.self) ?? .maxvol
        criterion = GradeCriterion(
            mode: try section.choice("mode", of: GradeCriterion.Mode.self) ?? .neighbourhood,
            parameters: try section.choice("parameters", of: GradeCriterion.Parameters.self) ?? .all)
        let least = method == .novelty ? 0.0 : 1
        save = try section.number("save", above: least, orEqual: method != .novelty) ?? (method == .novelty ? 0.1 : 2)
        stop = try section.number("break", above: least) ?? (method == .novelty ? 0.3 : 10)
        guard stop > save else { throw section.expectation("break", "a number above that of 'save', \(save)") }
        threshold = try section.number("threshold", above: 1) ?? 1.001
        limit = try section.integer("limit", atLeast: 1)
        shortestDistance = try section.number("shortest-distance", above: 0)
        carveAbove = try section.integer("carve-above", atLeast: 1)
        let atoms = try section.list("carve-atoms").compactMap { Int($0) }
        guard atoms.isEmpty && !section.has("carve-atoms") || atoms.count == 2 && atoms[0] > 0 && atoms[0] <= atoms[1] else {
            throw section.expectation("carve-atoms", "the least and the largest number of atoms, such as 100, 200")
        }
        carvedAtoms = atoms.isEmpty ? 100...200 : atoms[0]...atoms[1]
        carvedCells = try section.integer("carve-limit", atLeast: 1) ?? 3
        if carveAbove != nil, method == .novelty || criterion.mode == .configuration {
            throw section.error(
                "cells are cut out around atoms with grades", "carve-above", advice: "leave it out, or use grades of neighbourhoods")
        }
        try section.finish()
    }
}
