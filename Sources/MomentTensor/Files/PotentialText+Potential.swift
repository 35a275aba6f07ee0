extension PotentialText {
    /// What the entries say, checked.
    func potential() throws(VolterraError) -> Potential {
        let radialBasis = try radialBasis()
        let basis = try basis()
        try checkCount(.radialFunctionCount, is: basis.radialFunctionCount, "the largest μ of 'alpha_index_basic' plus 1")
        let species = try species()
        var potential = Potential(
            name: words[.name] ?? "", species: species, scaling: try scaling(), radialBasis: radialBasis, basis: basis)
        guard potential.parameterCount <= PotentialLimits.parameterCount else {
            throw error(
                "the potential has \(potential.parameterCount) parameters, but at most \(PotentialLimits.parameterCount) are possible",
                in: .radialBasisSize, kind: .unsupported)
        }
        potential.coefficients = try coefficients(of: potential)
        try locating(.tag) { () throws(VolterraError) in
            let tag = try SpeciesTag(parsing: words[.tag] ?? "", speciesCount: species.count)
            potential.tag = tag.rest
            for (index, element) in (tag.elements ?? []).enumerated() { potential.species[index].element = element }
        }
        return potential
    }

    private func scaling() throws(VolterraError) -> Double {
        let scaling = (reals[.scaling] ?? 1) * (reals[.radialScaling] ?? 1)
        guard scaling.isFinite else { throw error("the product of the two values of 'scaling' is not finite", in: .radialScaling) }
        return scaling
    }

    private func radialBasis() throws(VolterraError) -> RadialBasis {
        let type = try word(.radialBasisType)
        guard let kind = RadialBasis.Kind(rawValue: type) else {
            let known = RadialBasis.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw error(
                "the radial basis '\(type)' is not supported", in: .radialBasisType, kind: .unsupported, advice: "Volterra knows \(known)")
        }
        let radialBasis = RadialBasis(
            kind: kind, minimumDistance: try real(.minimumDistance), cutoff: try real(.cutoff), size: try count(.radialBasisSize))
        try locating(.cutoff) { () throws(VolterraError) in try radialBasis.checkDistances() }
        try locating(.radialBasisSize) { () throws(VolterraError) in try radialBasis.checkSize() }
        return radialBasis
    }

    private func basis() throws(VolterraError) -> MomentBasis {
        let basicNumbers = try wholeNumbers(.basic)
        let productNumbers = try wholeNumbers(.products)
        let scalars = try wholeNumbers(.scalars)
        try checkCount(.basicCount, is: basicNumbers.count / 4, "the number of entries of 'alpha_index_basic'")
        try checkCount(.productCount, is: productNumbers.count / 4, "the number of entries of 'alpha_index_times'")
        try checkCount(.scalarCount, is: scalars.count, "the number of entries of 'alpha_moment_mapping'")
        let basic = stride(from: 0, to: basicNumbers.count, by: 4).map { n in
            MomentBasis.BasicMoment(mu: basicNumbers[n], a: basicNumbers[n + 1], b: basicNumbers[n + 2], c: basicNumbers[n + 3])
        }
        let products = stride(from: 0, to: productNumbers.count, by: 4).map { n in
            MomentBasis.Product(
                left: productNumbers[n], right: productNumbers[n + 1], multiplicity: productNumbers[n + 2], target: productNumbers[n + 3])
        }
        let basis = MomentBasis(basic: basic, products: products, slotCount: try count(.slotCount), scalars: scalars)
        try locating(.basic) { () throws(VolterraError) in try basis.checkBasicMoments() }
        try locating(.products) { () throws(VolterraError) in try basis.checkProducts() }
        try locating(.scalars) { () throws(VolterraError) in try basis.checkScalars() }
        return basis
    }

    private func checkCount(_ keyword: PotentialKeyword, is expected: Int, _ meaning: String) throws(VolterraError) {
        let written = try count(keyword)
        guard written == expected else {
            throw error("\(keyword.quoted) is \(written), but \(meaning) is \(expected)", in: keyword)
        }
    }

    /// Runs a check that does not know of files, and says of its error that it is in the entry `keyword`.
    private func locating(_ keyword: PotentialKeyword, _ check: () throws(VolterraError) -> Void) throws(VolterraError) {
        do {
            try check()
        } catch let failure {
            throw error(failure.message, in: keyword, kind: failure.kind, advice: failure.advice)
        }
    }
}
