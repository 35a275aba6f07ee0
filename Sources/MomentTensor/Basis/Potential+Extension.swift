extension Potential {
    /// The same potential with the scalars of another basis besides its own, which count nothing yet. Where moments have radial functions of
    /// their own, those of the same moment are the same. Radial functions that it did not have are φ_μ.
    public func extended(by other: MomentBasis) throws(VolterraError) -> Potential {
        extended(to: try basis.extended(by: other.withFunctions(of: basis)))
    }

    /// The same potential with the products of two of its scalars, which count nothing yet.
    public func extendedByPairs() throws(VolterraError) -> Potential { extended(to: try basis.extendedByPairs()) }

    /// - Parameter larger: a basis that begins with the scalars of this one.
    private func extended(to larger: MomentBasis) -> Potential {
        var result = self
        result.basis = larger
        guard let coefficients else { return result }
        let (size, known, wanted) = (radialBasis.size, radialFunctionCount, larger.radialFunctionCount)
        var radial: [Double] = []
        for pair in 0..<species.count * species.count {
            radial += coefficients.radial[(pair * known * size)..<((pair + 1) * known * size)]
            for mu in known..<max(wanted, known) {
                for n in 0..<size { radial.append(n == mu % size ? 1 : 0) }
            }
        }
        let added = larger.scalars.count - basis.scalars.count
        result.coefficients = Coefficients(
            radial: radial, species: coefficients.species, linear: coefficients.linear + Array(repeating: 0, count: added))
        return result
    }
}

extension MomentBasis {
    /// The same basis, in which each radial function has the μ that it has in `smaller`; those that are not there come behind.
    fileprivate func withFunctions(of smaller: MomentBasis) -> MomentBasis {
        guard smaller.radialFunctions == .own else { return self }
        let known = smaller.momentsOfRadialFunctions
        var count = known.count
        let places = momentsOfRadialFunctions.map { moment -> Int32 in
            if let place = known.firstIndex(where: { $0.mu == moment.mu && $0.rank == moment.rank }) { return Int32(place) }
            count += 1
            return Int32(count - 1)
        }
        var result = self
        for slot in result.basic.indices { result.basic[slot].mu = places[Int(basic[slot].mu)] }
        return result
    }
}
