import MomentTensor

/// Labels that are missing, not finite, or cannot be right.
extension DatasetCheck {
    func labelFindings() -> [Finding] {
        guard !frames.isEmpty else { return [Finding(.error, "empty", "the file holds no configuration")] }
        return emptyConfigurations() + missing("energy", "energies") { $0.energy == nil && !$0.nonFinite.contains("energy") }
            + missing("forces", "forces") { !$0.hasForces } + missingStress() + nonFinite() + netForces()
    }

    private func emptyConfigurations() -> [Finding] {
        let empty = frames.filter { $0.count == 0 }
        return empty.isEmpty ? [] : [Finding(.warning, "empty", "there are no atoms in \(counted(empty))", frames: empty)]
    }

    private func missing(_ check: String, _ plural: String, _ lacks: (FrameSummary) -> Bool) -> [Finding] {
        let lacking = frames.filter(lacks)
        guard !lacking.isEmpty else { return [] }
        if lacking.count == frames.count {
            let severity: Finding.Severity = check == "energy" ? .error : .warning
            return [
                Finding(
                    severity, "missing-\(check)", "no configuration has \(plural)",
                    advice: "if the file has them under another name, say which when it is read")
            ]
        }
        return [
            Finding(
                .warning, "missing-\(check)", "there are no \(plural) in \(lacking.count) of \(counted(frames))", frames: lacking,
                advice: "what is missing is not trained on")
        ]
    }

    private func missingStress() -> [Finding] {
        let periodic = frames.filter { $0.volume != nil }
        let lacking = periodic.filter { $0.virial == nil && !$0.nonFinite.contains("stress") }
        guard !lacking.isEmpty else { return [] }
        if lacking.count == periodic.count {
            return [
                Finding(
                    .note, "missing-stress", "no configuration has a stress", advice: "elastic constants then follow from energies only")
            ]
        }
        return [
            Finding(
                .note, "missing-stress", "there is no stress in \(lacking.count) of \(periodic.count) periodic configurations",
                frames: lacking)
        ]
    }

    private func nonFinite() -> [Finding] {
        ["energy", "forces", "stress"].compactMap { label in
            let bad = frames.filter { $0.nonFinite.contains(label) }
            guard !bad.isEmpty else { return nil }
            return Finding(
                .error, "non-finite", "the \(label) of \(counted(bad)) is not a finite number", frames: bad,
                advice: "remove these configurations or this label")
        }
    }

    /// The forces on a configuration without outside fields add up to zero.
    private func netForces() -> [Finding] {
        let tolerance = 0.01
        let bad = frames.filter { frame in
            frame.netForce.map { $0 > tolerance * Double(frame.count).squareRoot() } ?? false
        }
        let worst = bad.max { ($0.netForce ?? 0) < ($1.netForce ?? 0) }
        guard let worst, let force = worst.netForce else { return [] }
        return [
            Finding(
                .warning, "net-force",
                "the forces of \(counted(bad)) do not add up to zero; the largest sum is \(shortText(force)) eV/Å (configuration \(worst.number))",
                frames: bad, advice: "a potential cannot reproduce a net force: some forces are missing, masked or not converged")
        ]
    }
}
