import MomentTensor
import Training

extension PotentialSummary {
    /// For people: one line per fact.
    var text: String {
        var rows = identity + radialPart + sizes
        rows.append(("trained", potential.coefficients == nil ? "no: it has no coefficients" : "yes"))
        for (name, range) in coefficientRanges {
            rows.append(("\(name) coefficients", text(range) + (name == "radial" ? "" : " eV")))
        }
        let rowsOfActiveSet = activeSet.map { set in
            let ignored = set.ignoredParameterCount
            let rows = counted(set.size - ignored, "row") + (ignored > 0 ? " for the last parameters" : "")
            return "\(rows), selected from \(set.mode.explanation)"
        }
        rows.append(("active set", rowsOfActiveSet ?? "none"))
        let width = rows.map(\.0.count).max() ?? 0
        return "\(path)\n" + rows.map { "  \($0.0.padded(to: width))  \($0.1)\n" }.joined()
    }

    private var identity: [(String, String)] {
        var rows = [("name", potential.name)]
        if !potential.tag.isEmpty { rows.append(("tag", potential.tag)) }
        let species = potential.species.map { species in
            species.element.map { "\($0) (type \(species.label))" } ?? "type \(species.label)"
        }
        rows.append(("species", species.joined(separator: ", ")))
        rows.append(("level", levelText))
        return rows.map { ($0.0, $0.1) }
    }

    private var levelText: String {
        guard let level = potential.basis.level else { return "none: there are no moments" }
        let count = potential.basis.scalars.count
        guard let published = MomentBasis.publishedScalarCount(level: level) else { return "\(level)" }
        return count == published ? "\(level)" : "\(level), with \(count) scalars instead of the \(published) published ones"
    }

    private var radialPart: [(String, String)] {
        let basis = potential.radialBasis
        var rows = [
            ("radial basis", "\(basis.kind.rawValue), \(basis.size) functions"),
            ("distances", "\(basis.minimumDistance) ... \(basis.cutoff) Å"),
        ]
        if potential.scaling != 1 { rows.append(("scaling", "\(potential.scaling)")) }
        rows.append(("radial functions", "\(potential.radialFunctionCount) per ordered pair of species\(sharing)"))
        return rows
    }

    private var sharing: String { potential.basis.radialFunctions == .own ? ", one for each moment" : "" }

    private var sizes: [(String, String)] {
        let basis = potential.basis
        let linear = basis.scalars.count
        var rows = [
            ("moments", "\(basis.basic.count) components"), ("products", "\(basis.products.count)"), ("slots", "\(basis.slotCount)"),
            ("scalars", "\(linear)"),
        ]
        if let rank { rows.append(("independent scalars", "\(rank)")) }
        let parts = "\(potential.radialParameterCount) radial, \(potential.species.count) species, \(linear) linear"
        rows.append(("parameters", "\(potential.parameterCount): \(parts)"))
        return rows
    }

    private func text(_ range: ClosedRange<Double>) -> String {
        let (least, greatest) = (shortText(range.lowerBound, digits: 4), shortText(range.upperBound, digits: 4))
        return least == greatest ? least : "\(least) ... \(greatest)"
    }
}
