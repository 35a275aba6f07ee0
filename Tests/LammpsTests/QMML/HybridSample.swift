import Atoms
import Foundation
import MomentTensor
import TestSupport

/// Tungsten with the potential of the examples, and another one that stands in for an engine.
struct HybridSample {
    let sample: Sample
    let engine: Potential

    init(
        repeats: (Int, Int, Int) = (7, 6, 4), displacement: Double = 0.1, tilt: Double = 0,
        periodic: (Bool, Bool, Bool) = (true, true, true),
        seed: UInt64 = 7
    ) throws {
        let potential = try Sample.tungstenPotential()
        sample = Sample.crystal(
            potential, elements: ["W"], repeats: repeats, displacement: displacement, tilt: tilt, periodic: periodic, seed: seed)
        var other = potential
        for scalar in other.coefficients!.linear.indices { other.coefficients!.linear[scalar] *= scalar % 2 == 0 ? 1.005 : 0.995 }
        engine = other
    }

    /// Starts the engine, in the words of the fix.
    static let launch = "launch \"\(trainer) serve engine.mtp --ipi {ipi} --template {structure} -j 1\" time-limit 300s"
    static let trainer = repository.appendingPathComponent("build/bin/trainer").path

    var boundary: String { "boundary " + sample.configuration.cell.periodicity.map { $0 ? "p" : "f" }.joined(separator: " ") }

    /// Runs `commands` with the sample in a folder of its own, which `check` may look into.
    func run<Result>(
        on lammps: Lammps, _ commands: String, script: String = "QMML/hybrid.lmp", processes: Int = 1, engine: Potential? = nil,
        files: [String: String] = [:], _ check: (LammpsRun, URL) throws -> Result
    ) throws -> Result {
        try withTemporaryDirectory { folder in
            try sample.write(to: folder)
            try (engine ?? self.engine).write(to: folder.appendingPathComponent("engine.mtp").path)
            for (name, text) in files { try text.write(to: folder.appendingPathComponent(name), atomically: false, encoding: .utf8) }
            try writeScripts(["before": boundary, "commands": commands], to: folder)
            return try check(try lammps.attempt(script, processes: processes, limit: 300, in: folder), folder)
        }
    }

    /// The atoms of the dump at the end of a run that succeeds.
    func atoms(on lammps: Lammps, _ commands: String, processes: Int = 1, engine: Potential? = nil) throws -> AtomTable {
        try run(on: lammps, commands, processes: processes, engine: engine) { run, _ in
            guard run.succeeded else { throw LammpsFailure(description: run.output) }
            return try run.atoms("atoms.dump")
        }
    }

    /// The forces of a potential on all atoms as they are at first.
    func forces(_ potential: Potential) throws -> [SIMD3<Double>] { try sample.with(potential).evaluated().forces }

    /// From the first atom to atom `i`, the nearest image; cells without tilt.
    func distance(to i: Int) -> Double {
        let cell = sample.configuration.cell
        var d = sample.configuration.positions[i] - sample.configuration.positions[0]
        for (k, side) in [cell.a.x, cell.b.y, cell.c.z].enumerated() where cell.periodicity[k] { d[k] -= side * (d[k] / side).rounded() }
        return d.length
    }
}

extension AtomTable {
    var region: [Int] { get throws { try column("f_qm[1]").map { Int($0) } } }
    var forces: [SIMD3<Double>] { get throws { try vectors("fx", "fy", "fz") } }
    var qmForces: [SIMD3<Double>] { get throws { try vectors("f_qm[2]", "f_qm[3]", "f_qm[4]") } }
    var addedForces: [SIMD3<Double>] { get throws { try vectors("f_qm[6]", "f_qm[7]", "f_qm[8]") } }
}
