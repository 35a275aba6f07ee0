extension Potential {
    /// The potential as the text of a `.mtp` file, with the keywords in the order that MLIP requires. Every number is the shortest
    /// decimal that reads back to the same bits.
    public var fileText: String {
        var text = "MTP\nversion = 1.1.0\n"
        // MLIP reads one word.
        let name = name.utf8.split(whereSeparator: isWhitespace).map { String(Substring($0)) }.joined(separator: "_")
        if !name.isEmpty { text += "potential_name = \(name)\n" }
        text += "scaling = \(scaling)\n"
        text += "species_count = \(species.count)\n"
        let tag = SpeciesTag(elements: hasElements ? species.compactMap(\.element) : nil, rest: tag)
        text += "potential_tag = \(tag.text)\n"
        appendRadialBlock(to: &text)
        appendBasis(to: &text)
        if let coefficients {
            text += "species_coeffs = \(braced(coefficients.species))\n"
            text += "moment_coeffs = \(braced(coefficients.linear))\n"
        }
        return text
    }

    private func appendRadialBlock(to text: inout String) {
        text += "radial_basis_type = \(radialBasis.kind.rawValue)\n"
        text += "\tmin_dist = \(radialBasis.minimumDistance)\n"
        text += "\tmax_dist = \(radialBasis.cutoff)\n"
        text += "\tradial_basis_size = \(radialBasis.size)\n"
        text += "\tradial_funcs_count = \(radialFunctionCount)\n"
        guard let radial = coefficients?.radial else { return }
        text += "\tradial_coeffs\n"
        var start = 0
        for centre in species {
            for neighbour in species {
                text += "\t\t\(centre.label)-\(neighbour.label)\n"
                for _ in 0..<radialFunctionCount {
                    text += "\t\t\t\(braced(radial[start..<start + radialBasis.size]))\n"
                    start += radialBasis.size
                }
            }
        }
    }

    private func appendBasis(to text: inout String) {
        text += "alpha_moments_count = \(basis.slotCount)\n"
        text += "alpha_index_basic_count = \(basis.basic.count)\n"
        text += "alpha_index_basic = \(braced(basis.basic.map { braced([$0.mu, $0.a, $0.b, $0.c]) }))\n"
        text += "alpha_index_times_count = \(basis.products.count)\n"
        text += "alpha_index_times = \(braced(basis.products.map { braced([$0.left, $0.right, $0.multiplicity, $0.target]) }))\n"
        text += "alpha_scalar_moments = \(basis.scalars.count)\n"
        text += "alpha_moment_mapping = \(braced(basis.scalars))\n"
    }
}

/// `{a, b, c}`
private func braced<Items: Sequence>(_ items: Items) -> String where Items.Element: CustomStringConvertible {
    var text = "{"
    for item in items {
        if text.utf8.count > 1 { text += ", " }
        text += item.description
    }
    return text + "}"
}
