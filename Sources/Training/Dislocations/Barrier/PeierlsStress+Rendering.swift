extension PeierlsStress {
    /// For people.
    public var text: String {
        var table = TextTable(header: ["stress, GPa", "glide, Å"])
        for point in points { table.add([fixedText(point.stress, 3), fixedText(point.glide, 3)]) }
        let result = bounds.upper.map { "between \(fixedText(bounds.lower, 3)) and \(fixedText($0, 3)) GPa" }
        return table.text + """

            Peierls stress  \(result ?? "above \(fixedText(bounds.lower, 3)) GPa")
            atoms           \(atomCount)

            """
    }

    /// For programs: GPa, Å.
    public var json: JSONValue {
        .object([
            ("atoms", .integer(atomCount)), ("lower_bound", .number(bounds.lower)), ("upper_bound", .optional(bounds.upper)),
            (
                "points",
                .array(points.map { .object([("stress", .number($0.stress)), ("glide", .number($0.glide))]) })
            ),
        ])
    }
}
