import TestSupport
import Testing

extension LammpsTests {
    @Suite("in units real")
    struct UnitTests {
        /// LAMMPS's own factors: eV in kcal/mol, and the atmosphere in bar.
        private static let kilocalories = 23.060549
        private static let atmosphere = 1.01325

        @Test("energies and forces come in kcal/mol, pressures in atmospheres, the repulsion included", arguments: Lammps.all)
        func real(_ lammps: Lammps) throws {
            let potential = try Sample.randomPotential(level: 8, elements: ["Mo", "W"], seed: 41)
            let sample = Sample.crystal(potential, elements: ["W", "Mo"], repeats: (4, 4, 4), displacement: 0.4, seed: 41)
            try withTemporaryDirectory { folder in
                try sample.write(to: folder)
                let metal = try lammps.run("Units/units.lmp", ["units": "metal"], in: folder)
                let metalAtoms = try metal.atoms("atoms.dump")
                let real = try lammps.run("Units/units.lmp", ["units": "real"], in: folder)
                let realAtoms = try real.atoms("atoms.dump")

                let factor = Self.kilocalories
                #expect(relativeDifference([try real.last("PotEng")], [factor * (try metal.last("PotEng"))]) < 1e-12)
                for column in ["fx", "fy", "fz", "c_energy"] {
                    #expect(relativeDifference(try realAtoms.column(column), try metalAtoms.column(column).map { factor * $0 }) < 1e-12)
                }
                // The constants in LAMMPS's two unit systems agree to seven digits only.
                for pressure in ["Press", "Pxy"] {
                    #expect(relativeDifference([try real.last(pressure)], [try metal.last(pressure) / Self.atmosphere]) < 1e-6)
                }
            }
        }
    }
}
