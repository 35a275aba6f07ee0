extension Calibration {
    /// For programs: numbers in eV/atom and eV/Å.
    public var json: JSONValue {
        .object([
            ("configurations", .integer(configurationCount)), ("energy", Calibration.json(energy)), ("force", Calibration.json(force)),
        ])
    }

    private static func json(_ quantity: CalibratedQuantity) -> JSONValue {
        guard quantity.count > 0 else { return .null }
        var members: [(key: String, value: JSONValue)] = [
            ("labels", .integer(quantity.count)), ("rmse", .optional(quantity.errors.rootMeanSquare)), ("factor", .number(quantity.factor)),
            ("rank_correlation", .optional(quantity.rankCorrelation)), ("scaled", json(quantity, .scaled)),
        ]
        if quantity.hasNoise { members.append(("with_noise", json(quantity, .withNoise))) }
        if quantity.hasBounds {
            members.append(
                ("ensemble", .object([("half_width", .number(quantity.meanBounds)), ("inside", .number(quantity.coverageOfBounds))])))
        }
        return .object(members)
    }

    private static func json(_ quantity: CalibratedQuantity, _ kind: CalibratedQuantity.Kind) -> JSONValue {
        .object([
            ("deviation", .number(quantity.meanDeviation(kind))), ("within_1", .number(quantity.coverage(within: 1, kind))),
            ("within_2", .number(quantity.coverage(within: 2, kind))), ("miscalibration", .number(quantity.miscalibration(kind))),
            (
                "bins",
                .array(
                    quantity.bins(10, kind).map {
                        .object([("count", .integer($0.count)), ("deviation", .number($0.deviation)), ("rmse", .number($0.error))])
                    })
            ),
        ])
    }
}
