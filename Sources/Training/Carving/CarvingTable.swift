/// What was carved out of what.
public struct CarvingTable: Sendable {
    public private(set) var cells: [(cell: CarvedCell, source: Comparison.Source)] = []

    public init() {}

    public mutating func add(_ cell: CarvedCell, from source: Comparison.Source) { cells.append((cell, source)) }

    /// For people: a line for each cell.
    public var text: String {
        guard !cells.isEmpty else { return "no atom has a grade above the threshold\n" }
        var table = TextTable(header: [
            "Carved out of", "configuration", "atom", "atoms", "its grade", "then", "highest other", "before", "shortest, Å",
        ])
        for (cell, source) in cells {
            table.add([
                source.file, "\(source.number)", "\(cell.centre + 1)", "\(cell.system.count)", shortText(cell.sourceGrade, digits: 4),
                shortText(cell.centralGrade, digits: 4), shortText(cell.highestOtherGrade, digits: 4),
                shortText(cell.highestOtherSourceGrade, digits: 4),
                shortText(cell.shortestDistance, digits: 4),
            ])
        }
        return table.text
    }

    /// For programs: `{"cells": [{"file", "number", "atom", "atoms", "grade_before", "grade_after", "highest_other_grade",
    /// "highest_other_grade_before", "shortest_distance"}]}`; numbers and atoms count from 1, distances are in Å.
    public var json: JSONValue {
        .object([
            (
                "cells",
                .array(
                    cells.map { cell, source in
                        .object([
                            ("file", .string(source.file)), ("number", .integer(source.number)), ("atom", .integer(cell.centre + 1)),
                            ("atoms", .integer(cell.system.count)), ("grade_before", .number(cell.sourceGrade)),
                            ("grade_after", .number(cell.centralGrade)), ("highest_other_grade", .number(cell.highestOtherGrade)),
                            ("highest_other_grade_before", .number(cell.highestOtherSourceGrade)),
                            ("shortest_distance", .number(cell.shortestDistance)),
                        ])
                    })
            )
        ])
    }
}
