extension ElementProperties {
    /// For programs: eV, Å, GPa, J/m², THz; what was not asked for is null or empty.
    var json: JSONValue {
        .object([
            ("element", .string(name)), ("structure", .string(crystal.structure.rawValue)),
            ("isolated_energy", .number(isolatedEnergy)), ("structures", .array(candidates.map(json))),
            ("elastic", elastic.map(json) ?? .null), ("equation_of_state", equationOfState.map(json) ?? .null),
            ("vacancy", vacancy.map(json) ?? .null), ("surfaces", .array(surfaces.map(json))),
            ("phonons", phonons.map(json) ?? .null), ("stacking_faults", .array(faults.map(json))),
            ("warnings", .array(warnings.map(JSONValue.string))), ("failures", .array(failures.map(JSONValue.string))),
        ])
    }

    private func json(_ candidate: Candidate) -> JSONValue {
        .object([
            ("structure", .string(candidate.structure.rawValue)), ("a", .optional(candidate.crystal?.a)),
            ("c", .optional(candidate.crystal?.c)), ("volume_per_atom", .optional(candidate.crystal?.volumePerAtom)),
            ("energy_per_atom", .optional(candidate.crystal?.energyPerAtom)),
            ("cohesive_energy", .optional(candidate.crystal.map(cohesiveEnergy))),
            ("above_lowest", .optional(candidate.crystal.map(energyAboveLowest))),
        ])
    }

    private func json(_ elastic: ElasticConstants) -> JSONValue {
        func rows(_ tensor: ElasticTensor) -> JSONValue { .array(tensor.rows.map { .array($0.map(JSONValue.number)) }) }
        func moduli(_ moduli: ElasticTensor.Moduli?) -> JSONValue {
            guard let moduli else { return .null }
            return .object([
                ("bulk", .number(moduli.bulk)), ("shear", .number(moduli.shear)), ("young", .number(moduli.young)),
                ("poisson_ratio", .number(moduli.poissonRatio)),
            ])
        }
        return .object([
            ("relaxed", rows(elastic.relaxed)), ("clamped", rows(elastic.clamped)), ("voigt", moduli(elastic.relaxed.voigt)),
            ("reuss", moduli(try? elastic.relaxed.reuss())), ("hill", moduli(try? elastic.relaxed.hill())),
        ])
    }

    private func json(_ equation: EquationOfState) -> JSONValue {
        .object([
            ("volume", .number(equation.volume)), ("energy", .number(equation.energy)), ("bulk_modulus", .number(equation.bulkModulus)),
            ("bulk_modulus_derivative", .number(equation.bulkModulusDerivative)), ("residual", .number(equation.residual)),
            ("points", .array(equation.points.map { .array([.number($0.volume), .number($0.energy)]) })),
        ])
    }

    private func json(_ vacancy: Vacancy) -> JSONValue {
        .object([
            ("atoms", .integer(vacancy.atomCount)), ("formation_energy", .number(vacancy.formationEnergy)),
            ("unrelaxed_energy", .number(vacancy.unrelaxedEnergy)),
            (
                "smaller",
                .object([
                    ("atoms", .integer(vacancy.smaller.atomCount)), ("formation_energy", .number(vacancy.smaller.formationEnergy)),
                ])
            ),
            ("migrations", .array(vacancy.migrations.map(json))),
        ])
    }

    private func json(_ migration: VacancyMigration) -> JSONValue {
        .object([
            ("jump", .string(migration.name)), ("atoms", .integer(migration.atomCount)), ("barrier", .number(migration.barrier)),
            ("converged", .bool(migration.isConverged)),
            ("path", .array(migration.path.map { .array([.number($0.coordinate), .number($0.energy)]) })),
        ])
    }

    private func json(_ surface: Surface) -> JSONValue {
        .object([
            ("plane", .string(surface.name)), ("energy", .number(surface.energy)), ("unrelaxed_energy", .number(surface.unrelaxedEnergy)),
            ("atoms", .integer(surface.atomCount)), ("thickness", .number(surface.thickness)),
        ])
    }

    private func json(_ phonons: Phonons) -> JSONValue {
        let points = phonons.points.map { point in
            JSONValue.object([("name", .string(point.name)), ("frequencies", .array(point.frequencies.map(JSONValue.number)))])
        }
        let path = phonons.dispersion.map { sample in
            JSONValue.object([
                ("distance", .number(sample.distance)), ("frequencies", .array(sample.frequencies.map(JSONValue.number))),
            ])
        }
        let marks = phonons.marks.map { JSONValue.object([("name", .string($0.name)), ("distance", .number($0.distance))]) }
        return .object([
            ("points", .array(points)), ("most_unstable", .optional(phonons.mostUnstable)), ("marks", .array(marks)),
            ("path", .array(path)),
        ])
    }

    private func json(_ fault: StackingFault) -> JSONValue {
        func json(_ point: StackingFault.Point?) -> JSONValue {
            guard let point else { return .null }
            return .object([("shift", .number(point.shift)), ("energy", .number(point.energy))])
        }
        return .object([
            ("line", .string(fault.name)), ("length", .number(fault.length)), ("thickness", .number(fault.thickness)),
            ("unstable", json(fault.unstable)), ("stable", json(fault.stable)), ("complete", .bool(fault.isComplete)),
            ("points", .array(fault.points.map { .array([.number($0.shift), .number($0.energy)]) })),
        ])
    }
}
