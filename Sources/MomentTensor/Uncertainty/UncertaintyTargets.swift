/// Where grades and deviations of atoms go, one number per atom; `nil` for what is not wanted.
struct UncertaintyTargets {
    var grades: UnsafeMutablePointer<Double>?
    var deviations: UnsafeMutablePointer<Double>?
    var relativeDeviations: UnsafeMutablePointer<Double>?

    var isEmpty: Bool { grades == nil && !wantDeviations }
    var wantDeviations: Bool { deviations != nil || relativeDeviations != nil }
}

/// What grades and deviations are measured against.
struct UncertaintyReferences {
    var activeSet: CompiledActiveSet?
    var posterior: CompiledPosterior?

    /// Throws if something is wanted that there is no reference for.
    func check(grades: Bool, deviations: Bool) throws(VolterraError) {
        if grades, activeSet == nil {
            throw VolterraError(
                .badData, "the potential has no active set, which grades are measured against",
                advice: "make one: trainer select --mode neighbourhood")
        }
        if deviations, posterior == nil {
            throw VolterraError(
                .badData, "the potential has no posterior, which deviations follow from", advice: "make one: trainer uncertainty")
        }
    }
}
