extension ElementProperties {
    /// Tables for people.
    var text: String {
        let blocks = [
            latticeText, elasticText, equationOfStateText, vacancyText, surfaceText, phononText, faultText, notes,
        ].compactMap { $0 }
        return "\(name), \(crystal.structure.rawValue)\n\n" + blocks.joined(separator: "\n")
    }

    private var latticeText: String? {
        var table = TextTable(header: [
            "Structure", "a, Å", "c/a", "volume, Å³/atom", "cohesive energy, eV/atom", "above the lowest, meV/atom",
        ])
        for candidate in candidates {
            guard let crystal = candidate.crystal else {
                table.add([candidate.structure.rawValue, "–", "–", "–", "not bound", "–"])
                continue
            }
            table.add([
                candidate.structure.rawValue, fixedText(crystal.a, 4),
                candidate.structure.isCubic ? "–" : fixedText(crystal.c / crystal.a, 4),
                fixedText(crystal.volumePerAtom, 3), fixedText(cohesiveEnergy(crystal), 4), fixedText(1000 * energyAboveLowest(crystal), 2),
            ])
        }
        return table.text
    }

    /// The independent components.
    var elasticComponents: [(i: Int, j: Int)] {
        crystal.structure.isCubic ? [(1, 1), (1, 2), (4, 4)] : [(1, 1), (1, 2), (1, 3), (3, 3), (4, 4), (6, 6)]
    }

    private var elasticText: String? {
        guard let elastic else { return nil }
        let hasClamped = elastic.hasInternalStrain
        var table = TextTable(header: ["Elastic constants, GPa", ""] + (hasClamped ? ["atoms clamped"] : []))
        for (i, j) in elasticComponents {
            table.add(["C\(i)\(j)", gigapascals(elastic.relaxed[i, j])] + (hasClamped ? [gigapascals(elastic.clamped[i, j])] : []))
        }
        var text = table.text
        if let reuss = try? elastic.relaxed.reuss(), let hill = try? elastic.relaxed.hill() {
            let voigt = elastic.relaxed.voigt
            var moduli = TextTable(header: ["Moduli, GPa", "Voigt", "Reuss", "Hill"])
            moduli.add(["bulk"] + [voigt, reuss, hill].map { gigapascals($0.bulk) })
            moduli.add(["shear"] + [voigt, reuss, hill].map { gigapascals($0.shear) })
            moduli.add(["Young"] + [voigt, reuss, hill].map { gigapascals($0.young) })
            moduli.add(["Poisson ratio"] + [voigt, reuss, hill].map { fixedText($0.poissonRatio, 3) })
            text += "\n" + moduli.text
        }
        if crystal.structure.isCubic { text += "Zener ratio 2 C44/(C11 − C12): \(fixedText(elastic.relaxed.zenerRatio, 3))\n" }
        return text
    }

    private func gigapascals(_ value: Double) -> String { fixedText(value, 1) }

    private var equationOfStateText: String? {
        guard let equation = equationOfState else { return nil }
        var table = TextTable(header: ["Equation of state (Birch-Murnaghan)", ""])
        table.add(["V0, Å³/atom", fixedText(equation.volume, 4)])
        table.add(["B, GPa", gigapascals(equation.bulkModulus)])
        table.add(["B'", fixedText(equation.bulkModulusDerivative, 2)])
        table.add(["residual, meV/atom", shortText(1000 * equation.residual, digits: 2)])
        return table.text
    }

    private var vacancyText: String? {
        guard let vacancy else { return nil }
        var table = TextTable(header: ["Vacancy, eV", "", "atoms"])
        table.add(["formation", fixedText(vacancy.formationEnergy, 3), "\(vacancy.atomCount)"])
        table.add(["  in a smaller cell", fixedText(vacancy.smaller.formationEnergy, 3), "\(vacancy.smaller.atomCount)"])
        table.add(["  without relaxation", fixedText(vacancy.unrelaxedEnergy, 3), "\(vacancy.atomCount)"])
        for migration in vacancy.migrations {
            let name = migration.name.isEmpty ? "migration" : "migration \(migration.name)"
            table.add([name, fixedText(migration.barrier, 3), "\(migration.atomCount)"])
        }
        return table.text
    }

    private var surfaceText: String? {
        guard !surfaces.isEmpty else { return nil }
        var table = TextTable(header: ["Surfaces, J/m²", "relaxed", "as cut", "atoms"])
        for surface in surfaces {
            table.add([surface.name, fixedText(surface.energy, 3), fixedText(surface.unrelaxedEnergy, 3), "\(surface.atomCount)"])
        }
        return table.text
    }

    private var phononText: String? {
        guard let phonons else { return nil }
        var table = TextTable(header: ["Phonons, THz"])
        for point in phonons.points {
            table.add([point.name] + point.frequencies.map { $0 < -0.005 ? fixedText(-$0, 2) + "i" : fixedText(abs($0), 2) })
        }
        return table.text
    }

    private var faultText: String? {
        guard !faults.isEmpty else { return nil }
        var table = TextTable(header: ["Stacking faults, mJ/m²", "unstable", "at", "stable", "line, Å"])
        for fault in faults {
            table.add([
                fault.name, fault.unstable.map { fixedText(1000 * $0.energy, 0) } ?? "–",
                fault.unstable.map { fixedText($0.shift, 3) } ?? "–",
                fault.stable.map { fixedText(1000 * $0.energy, 0) } ?? "–", fixedText(fault.length, 3),
            ])
        }
        return table.text
    }

    private var notes: String? {
        let lines = warnings.map { "warning: \($0)\n" } + failures.map { "not converged: \($0)\n" }
        return lines.isEmpty ? nil : lines.joined()
    }
}
