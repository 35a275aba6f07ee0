import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("the physics")
    struct PhysicsTests {
        /// bar per eV/Å³, in LAMMPS's metal units
        private static let bar = 1.602_176_5e6

        private func alloy(repeats: (Int, Int, Int) = (3, 3, 3), periodic: Bool = true, seed: UInt64) throws -> Sample {
            let potential = try Sample.randomPotential(level: 10, elements: ["Mo", "W"], seed: seed)
            return Sample.crystal(
                potential, elements: ["W", "Mo"], repeats: repeats, periodic: (periodic, periodic, periodic), seed: seed)
        }

        private func run(_ script: String, _ sample: Sample, on lammps: Lammps, processes: Int = 1) throws -> LammpsRun {
            try withTemporaryDirectory { folder in
                try sample.write(to: folder)
                return try lammps.run(script, processes: processes, in: folder)
            }
        }

        @Test("the heat flux of centroid/stress/atom is the velocity of the energy, that of stress/atom is not", arguments: Lammps.all)
        func heatFlux(_ lammps: Lammps) throws {
            let run = try run("Physics/heat-flux.lmp", alloy(periodic: false, seed: 51), on: lammps, processes: 2)
            var worst = 0.0
            var halves = 0.0
            var scale = 0.0
            for axis in 1...3 {
                let (moment, flux) = (try run.column("c_moment[\(axis)]"), try run.column("c_flux[\(axis)]"))
                let wrong = try run.column("c_wrong[\(axis)]")
                for step in 2..<(moment.count - 2) {
                    // Fourth order: 8 (m₊₁ − m₋₁) − (m₊₂ − m₋₂) over 12 steps of 0.1 fs.
                    let difference = 8 * (moment[step + 1] - moment[step - 1]) - (moment[step + 2] - moment[step - 2])
                    let velocity = difference / (12 * 0.0001)
                    worst = max(worst, abs(velocity - flux[step]))
                    halves = max(halves, abs(velocity - wrong[step]))
                    scale = max(scale, abs(velocity))
                }
            }
            #expect(worst < 1e-4 * scale, "\(worst) of \(scale)")
            #expect(halves > 0.01 * scale)
        }

        @Test("forces are differences of the energy", arguments: Lammps.all)
        func displaced(_ lammps: Lammps) throws {
            let sample = try alloy(repeats: (2, 2, 2), seed: 52)
            let (run, atoms) = try withTemporaryDirectory { folder in
                try sample.write(to: folder)
                let run = try lammps.run("Physics/displaced.lmp", processes: 2, in: folder)
                return (run, try run.atoms("forces.dump"))
            }
            let forces = try atoms.vectors("fx", "fy", "fz")
            for component in 0..<12 {
                let energies = try [1, 2].map { try run.last("PotEng", of: 2 * component + $0) }
                let difference = -(energies[0] - energies[1]) / 2e-4
                #expect(abs(difference - forces[component / 3][component % 3]) < 1e-6 * 20)
            }
        }

        /// Debian's LAMMPS has no package EXTRA-FIX.
        @Test("forces are what fix numdiff finds", arguments: Lammps.all.filter { !$0.isLaunched })
        func differences(_ lammps: Lammps) throws {
            let sample = try alloy(repeats: (2, 2, 2), seed: 52)
            for processes in [1, 2] {
                let atoms = try withTemporaryDirectory { folder in
                    try sample.write(to: folder)
                    return try lammps.run("Physics/differences.lmp", processes: processes, in: folder).atoms("forces.dump")
                }
                for (axis, name) in ["fx", "fy", "fz"].enumerated() {
                    #expect(relativeDifference(try atoms.column("f_difference[\(axis + 1)]"), try atoms.column(name)) < 1e-6)
                }
            }
        }

        @Test("the pressure tensor is −dE/dε / V", arguments: Lammps.all)
        func strain(_ lammps: Lammps) throws {
            let run = try run("Physics/strain.lmp", alloy(seed: 53), on: lammps, processes: 2)
            let energies = try (0..<5).map { try run.last("PotEng", of: $0) }
            let volume = try run.last("Volume", of: 0)
            for (name, plus, minus) in [("Pxx", 1, 2), ("Pxy", 3, 4)] {
                let expected = -(energies[plus] - energies[minus]) / 2e-4 / volume * Self.bar
                #expect(relativeDifference([try run.last(name, of: 0)], [expected]) < 1e-5, "\(name)")
            }
        }

        @Test("elastic constants from LAMMPS's recipe are second derivatives of the core's energy", arguments: Lammps.all)
        func elasticConstants(_ lammps: Lammps) throws {
            var constants: [String: Double] = [:]
            var length = 0.0
            for direction in ["1", "4"] {
                let run = try withTemporaryDirectory { folder in
                    try lammps.run(
                        "Physics/elastic.lmp",
                        tungsten(n: 3, temperature: 1e-9, ["direction": direction]), in: folder)
                }
                length = try run.result("length")
                for component in direction == "1" ? ["1", "2"] : ["4"] {
                    let slope = -(try run.result("plus\(component)") - run.result("minus\(component)")) / 2e-4
                    constants["C\(direction)\(component)"] = slope / 1e4
                }
            }
            let expected = try TungstenElasticity(latticeConstant: length)
            #expect(abs(constants["C11"]! - expected.c11) < 1e-3 * expected.c11, "GPa")
            #expect(abs(constants["C12"]! - expected.c12) < 1e-3 * expected.c11, "GPa")
            #expect(abs(constants["C44"]! - expected.c44) < 1e-3 * expected.c11, "GPa")
        }

        @Test("the energy is conserved: its fluctuation falls with the square of the time step", arguments: Lammps.all)
        func conservation(_ lammps: Lammps) throws {
            var fluctuations: [Double] = []
            for step in [0.004, 0.002] {
                let energies = try withTemporaryDirectory { folder in
                    try lammps.run(
                        "Simulations/nve.lmp",
                        tungsten(temperature: 600, ["step": "\(step)", "every": "5", "steps": "\(Int(4 / step))"]), in: folder
                    ).column("TotEng")
                }
                let mean = energies.reduce(0, +) / Double(energies.count)
                fluctuations.append((energies.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(energies.count)).squareRoot())
            }
            #expect(fluctuations[0] / 128 < 2e-4, "eV per atom")
            #expect((3...5.5).contains(fluctuations[0] / fluctuations[1]), "\(fluctuations)")
        }
    }
}
