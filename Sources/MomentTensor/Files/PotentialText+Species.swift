extension PotentialText {
    /// The species in the order in which the pairs of `radial_coeffs` name them; 0 … C−1 in an untrained file.
    func species() throws(VolterraError) -> [Potential.Species] {
        if let count = counts[.speciesCount] {
            guard count >= 1 else { throw error("'species_count' must be at least 1", in: .speciesCount) }
            guard count <= PotentialLimits.speciesCount else {
                throw error(
                    "'species_count' is \(count), but at most \(PotentialLimits.speciesCount) is possible", in: .speciesCount,
                    kind: .unsupported)
            }
        }
        guard !radialPairs.isEmpty else {
            guard let count = counts[.speciesCount] else {
                throw scanner.error(
                    "the number of species is unknown: the file has neither 'species_count' nor radial coefficients", at: scanner.position,
                    advice: "add a line 'species_count = …' before 'potential_tag'")
            }
            return (0..<count).map { Potential.Species(label: $0) }
        }
        let labels = labelsInOrder()
        if let count = counts[.speciesCount], count != labels.count {
            let list = labels.prefix(10).map(String.init).joined(separator: ", ") + (labels.count > 10 ? ", …" : "")
            throw error("'species_count' is \(count), but the pairs of 'radial_coeffs' name \(labels.count) (\(list))", in: .speciesCount)
        }
        guard labels.count <= PotentialLimits.speciesCount else {
            throw error("'radial_coeffs' names \(labels.count) species", in: .radialCoefficients, kind: .unsupported)
        }
        return labels.map { Potential.Species(label: $0) }
    }

    private func labelsInOrder() -> [Int] {
        var known: Set<Int> = []
        return radialPairs.flatMap { [$0.centre, $0.neighbour] }.filter { known.insert($0).inserted }
    }

    /// All three groups, or `nil` for an untrained file. MLIP-3 writes `radial_coeffs` without any pair there.
    func coefficients(of potential: Potential) throws(VolterraError) -> Potential.Coefficients? {
        let groups: [PotentialKeyword] = [.radialCoefficients, .speciesCoefficients, .linearCoefficients]
        let present = groups.filter { $0 == .radialCoefficients ? !radialPairs.isEmpty : positions[$0] != nil }
        guard !present.isEmpty else { return nil }
        if let missing = groups.first(where: { !present.contains($0) }) {
            let names = present.map(\.quoted).joined(separator: " and ")
            throw scanner.error(
                "the file has \(names), but not \(missing.quoted)", at: scanner.position,
                advice: "a trained potential has all three groups of coefficients, an untrained one none")
        }
        return Potential.Coefficients(
            radial: try radialCoefficients(of: potential),
            species: try coefficients(.speciesCoefficients, count: potential.species.count, of: "species"),
            linear: try coefficients(.linearCoefficients, count: potential.basis.scalars.count, of: "scalars"))
    }

    private func coefficients(_ keyword: PotentialKeyword, count: Int, of things: String) throws(VolterraError) -> [Double] {
        let values = realLists[keyword] ?? []
        guard values.count == count else {
            throw error("\(keyword.quoted) has \(values.count) numbers for \(count) \(things)", in: keyword)
        }
        return values
    }

    /// c[i, j, μ, n], whatever the order of the pairs in the file.
    private func radialCoefficients(of potential: Potential) throws(VolterraError) -> [Double] {
        var pairs: [OrderedPair: RadialPair] = [:]
        for pair in radialPairs {
            try checkRows(of: pair, potential)
            if let earlier = pairs.updateValue(pair, forKey: OrderedPair(pair.centre, pair.neighbour)) {
                let line = scanner.line(at: earlier.position)
                throw scanner.error("the pair \(pair.name) appears twice, first in line \(line)", at: pair.position)
            }
        }
        var radial: [Double] = []
        for centre in potential.species {
            for neighbour in potential.species {
                guard let pair = pairs[OrderedPair(centre.label, neighbour.label)] else {
                    throw error("the pair \(centre.label)-\(neighbour.label) is missing in 'radial_coeffs'", in: .radialCoefficients)
                }
                for row in pair.rows { radial += row }
            }
        }
        return radial
    }

    private func checkRows(of pair: RadialPair, _ potential: Potential) throws(VolterraError) {
        let functionCount = potential.radialFunctionCount
        guard pair.rows.count == functionCount else {
            throw scanner.error(
                "the pair \(pair.name) has \(pair.rows.count) rows of coefficients, but there are \(functionCount) radial functions",
                at: pair.position)
        }
        for (index, row) in pair.rows.enumerated() where row.count != potential.radialBasis.size {
            throw scanner.error(
                "row \(index + 1) of the pair \(pair.name) has \(row.count) coefficients, but 'radial_basis_size' is \(potential.radialBasis.size)",
                at: pair.position)
        }
    }

    private struct OrderedPair: Hashable {
        let centre: Int
        let neighbour: Int

        init(_ centre: Int, _ neighbour: Int) {
            self.centre = centre
            self.neighbour = neighbour
        }
    }
}
