import MomentTensor

extension PotentialSummary {
    /// For programs. What is not there is `null`.
    var json: JSON {
        let basis = potential.basis
        let radialBasis = potential.radialBasis
        return [
            "file": .string(path),
            "name": .string(potential.name),
            "tag": .string(potential.tag),
            "species": .array(potential.species.map { ["type": .integer($0.label), "element": .optional($0.element, JSON.string)] }),
            "level": .optional(basis.level, JSON.integer),
            "scaling": .number(potential.scaling),
            "radial_basis": [
                "type": .string(radialBasis.kind.rawValue), "size": .integer(radialBasis.size),
                "min_distance": .number(radialBasis.minimumDistance), "cutoff": .number(radialBasis.cutoff),
            ],
            "counts": [
                "radial_functions": .integer(potential.radialFunctionCount), "moments": .integer(basis.basic.count),
                "products": .integer(basis.products.count), "slots": .integer(basis.slotCount), "scalars": .integer(basis.scalars.count),
                "independent_scalars": .optional(rank, JSON.integer), "parameters": .integer(potential.parameterCount),
            ],
            "trained": .bool(potential.coefficients != nil),
            "coefficients": potential.coefficients == nil
                ? .null
                : .object(coefficientRanges.map { ($0.name, ["min": .number($0.range.lowerBound), "max": .number($0.range.upperBound)]) }),
            "active_set": .optional(activeSet) { ["mode": .string($0.mode.word), "rows": .integer($0.size)] },
        ]
    }
}
