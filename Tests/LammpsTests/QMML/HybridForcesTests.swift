import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("fix mtp/qmml: forces")
    struct HybridForcesTests {
        private static let region = "group core id 1\nfix qm all mtp/qmml seeds group core radius 3.5 buffer 10 "

        @Test(
            "an engine with the potential of the simulation changes nothing, whatever the box and the number of processes",
            arguments: Lammps.all)
        func samePotential(_ lammps: Lammps) throws {
            let samples = [
                try HybridSample(), try HybridSample(repeats: (8, 8, 4), tilt: 0.5), try HybridSample(periodic: (false, true, true)),
                // Room for a cluster that ends on all sides.
                try HybridSample(repeats: (10, 10, 10)),
            ]
            for (sample, processes) in zip(samples, [1, 2, 3, 2]) {
                let atoms = try sample.atoms(
                    on: lammps, HybridForcesTests.region + HybridSample.launch, processes: processes, engine: sample.sample.potential)
                let region = try atoms.region
                #expect(region.filter { $0 == 2 }.count >= 9)
                #expect(relativeDifference(components(try atoms.forces), components(try sample.forces(sample.sample.potential))) < 1e-10)
            }
        }

        @Test(
            "QM atoms have the forces of the engine, all others those of the simulation, and frames say which is which",
            arguments: Lammps.all)
        func otherPotential(_ lammps: Lammps) throws {
            let hybrid = try HybridSample()
            try hybrid.run(on: lammps, HybridForcesTests.region + "store frames.xyz " + HybridSample.launch, processes: 2) { run, folder in
                #expect(run.succeeded, "\(run.output)")
                let atoms = try run.atoms("atoms.dump")
                let (region, forces, before) = (try atoms.region, try atoms.forces, try hybrid.forces(hybrid.sample.potential))
                let options = ConfigurationReadOptions(forceMask: ForceMask(column: "region", values: ["QM"]))
                let frames = try readConfigurations(path: folder.appendingPathComponent("frames.xyz").path, options: options)
                let frame = try #require(frames.first)
                let stored = Sample(configuration: frame, potential: hybrid.engine, elements: ["W"])
                let evaluation = try stored.evaluated()
                #expect(relativeDifference([frame.energy ?? 0], [evaluation.energy]) < 1e-12)
                #expect(relativeDifference(components(frame.forces ?? []), components(evaluation.forces)) < 1e-10)
                let members = region.indices.filter { region[$0] > 0 }
                #expect(members.count == frame.count && frame.feature("step") == "0")
                #expect(frame.forceMask == members.map { region[$0] == 2 })
                for (place, atom) in members.enumerated() where region[atom] == 2 {
                    #expect((forces[atom] - evaluation.forces[place]).length < 1e-9)
                }
                for atom in region.indices where region[atom] < 2 { #expect((forces[atom] - before[atom]).length < 1e-9) }
                #expect(region.indices.allSatisfy { (region[$0] == 2) == (hybrid.distance(to: $0) <= 3.5) })
            }
        }

        @Test("smooth blending counts QM forces by distance, and ends without a jump", arguments: Lammps.all)
        func blending(_ lammps: Lammps) throws {
            let hybrid = try HybridSample()
            let commands = "group core id 1\nfix qm all mtp/qmml seeds group core radius 2 buffer 5 blend smooth 3.2 " + HybridSample.launch
            let atoms = try hybrid.atoms(on: lammps, commands, processes: 2)
            let (weight, forces, qm) = (try atoms.column("f_qm[5]"), try atoms.forces, try atoms.qmForces)
            let before = try hybrid.forces(hybrid.sample.potential)
            var partial = 0
            for atom in forces.indices {
                let t = min(max((hybrid.distance(to: atom) - 2) / 3.2, 0), 1)
                let expected = 1 - t * t * (3 - 2 * t)
                #expect(abs(weight[atom] - expected) < 1e-9)
                #expect((forces[atom] - (expected * qm[atom] + (1 - expected) * before[atom])).length < 1e-9)
                if 0.01..<0.99 ~= expected { partial += 1 }
            }
            #expect(partial > 5)
        }

        @Test("the net force of what is added can be taken away", arguments: Lammps.all)
        func netForce(_ lammps: Lammps) throws {
            let hybrid = try HybridSample()
            let region = "group core id 1\nfix qm all mtp/qmml seeds group core radius 3.5 buffer 5 "
            let kept = try hybrid.atoms(on: lammps, region + HybridSample.launch).addedForces.reduce(.zero, +)
            let removed = try hybrid.atoms(on: lammps, region + "net-force remove " + HybridSample.launch).addedForces.reduce(.zero, +)
            #expect(kept.length > 1e-4)
            #expect(removed.length < 1e-12)
        }
    }
}
