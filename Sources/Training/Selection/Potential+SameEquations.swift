import MomentTensor

extension Potential {
    /// Throws unless rows of an active set mean the same for another potential: the same basis and the same coefficients, but for the last
    /// digits that a file may lack.
    public func checkSameEquations(as other: Potential) throws(VolterraError) {
        let isSame =
            basis == other.basis && radialBasis == other.radialBasis && species.count == other.species.count
            && isClose([scaling], [other.scaling])
            && isClose(coefficients?.radial ?? [], other.coefficients?.radial ?? [])
            && isClose(coefficients?.linear ?? [], other.coefficients?.linear ?? [])
        guard isSame else {
            throw VolterraError(
                .badData, "the active set belongs to another potential",
                advice: "take the active set of this potential, or make it: trainer select POT TRAIN --almtp OUT.almtp")
        }
    }

    private func isClose(_ one: [Double], _ other: [Double]) -> Bool {
        one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) <= 1e-9 * (abs($0) + abs($1)) }
    }
}
