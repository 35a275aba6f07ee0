import Training

/// What `trainer uncertainty` prints.
struct UncertaintyResult {
    let fit: BayesianFit
    let calibration: Calibration
    let output: String
    let scaling: Weighting.Scaling

    /// - Parameter isOfMean: whether errors are those of the coefficients in the middle of the posterior.
    func text(isOfMean: Bool) -> String {
        let labels = fit.labelCounts.reduce(0, +)
        var lines = [
            "\(output): \(fit.posterior.size) coefficients, \(Int(fit.determinedCount.rounded())) determined by "
                + "\(counted(labels, "label")); log evidence \(shortText(fit.logEvidence, digits: 7))"
        ]
        if !fit.isConverged { lines.append("the evidence was still growing when it was left") }
        lines.append("noise, and what the potential does not follow: " + noises.joined(separator: ", "))
        let of = isOfMean ? "of the coefficients in the middle" : "of the potential"
        lines.append("")
        lines.append("errors \(of) for \(counted(calibration.configurationCount, "configuration")) that were left out")
        lines.append("")
        return lines.joined(separator: "\n") + "\n" + calibration.text + "\n" + calibration.verdict + "\n"
    }

    /// How they grow with the number N of atoms is what the weighting says.
    private var noises: [String] {
        let sizes = scaling.growth
        return [
            fit.noise(of: .energy).map { "energies \(shortText(1000 * $0)) meV\(sizes.energy)" },
            fit.noise(of: .force).map { "forces \(shortText($0)) eV/Å\(sizes.force)" },
            fit.noise(of: .virial).map { "virials \(shortText(1000 * $0)) meV\(sizes.energy)" },
        ].compactMap(\.self)
    }

    var json: JSONValue {
        .object([
            ("coefficients", .integer(fit.posterior.size)), ("determined", .number(fit.determinedCount)),
            ("log_evidence", .number(fit.logEvidence)), ("converged", .bool(fit.isConverged)),
            ("labels", .object(zip(LabelKind.allCases, fit.labelCounts).map { ("\($0)", .integer($1)) })),
            ("noise", .object(LabelKind.allCases.map { ("\($0)", .optional(fit.noise(of: $0))) })),
            ("calibration", calibration.json),
        ])
    }
}

extension Weighting.Scaling {
    /// How standard deviations grow with the number of atoms.
    fileprivate var growth: (energy: String, force: String) {
        switch self {
        case .vibrations: (" √N", "")
        case .molecules: ("", "")
        case .structures: (" N", " √N")
        }
    }
}
