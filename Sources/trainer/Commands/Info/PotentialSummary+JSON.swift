import MomentTensor
import Training

extension PotentialSummary {
    /// For programs. What is not there is `null`.
    var json: JSONValue {
        .object([
            ("file", .string(path)),
            ("name", .string(potential.name)),
            ("tag", .string(potential.tag)),
            ("species", .array(potential.species.map(PotentialSummary.json))),
            ("level", potential.basis.level.map(JSONValue.integer) ?? .null),
            ("scaling", .number(potential.scaling)),
            ("radial_basis", radialBasisJSON),
            ("counts", countsJSON),
            ("trained", .bool(potential.coefficients != nil)),
            ("coefficients", coefficientsJSON),
            ("active_set", activeSet.map(PotentialSummary.json) ?? .null),
        ])
    }

    private static func json(_ species: Potential.Species) -> JSONValue {
        .object([("type", .integer(species.label)), ("element", species.element.map(JSONValue.string) ?? .null)])
    }

    private static func json(_ activeSet: ActiveSet) -> JSONValue {
        .object([("mode", .string(activeSet.mode.word)), ("rows", .integer(activeSet.size - activeSet.ignoredParameterCount))])
    }

    private var radialBasisJSON: JSONValue {
        let basis = potential.radialBasis
        return .object([
            ("type", .string(basis.kind.rawValue)), ("size", .integer(basis.size)), ("min_distance", .number(basis.minimumDistance)),
            ("cutoff", .number(basis.cutoff)),
        ])
    }

    private var countsJSON: JSONValue {
        let basis = potential.basis
        return .object([
            ("radial_functions", .integer(potential.radialFunctionCount)), ("moments", .integer(basis.basic.count)),
            ("products", .integer(basis.products.count)), ("slots", .integer(basis.slotCount)),
            ("scalars", .integer(basis.scalars.count)), ("independent_scalars", rank.map(JSONValue.integer) ?? .null),
            ("parameters", .integer(potential.parameterCount)),
        ])
    }

    private var coefficientsJSON: JSONValue {
        guard potential.coefficients != nil else { return .null }
        return .object(
            coefficientRanges.map { name, range in
                (name, .object([("min", .number(range.lowerBound)), ("max", .number(range.upperBound))]))
            })
    }
}
