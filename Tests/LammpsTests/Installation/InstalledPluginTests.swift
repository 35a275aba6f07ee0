import Foundation
import TestSupport
import Testing

extension LammpsTests {
    @Suite("what make install copies")
    struct InstalledPluginTests {
        @Test("runs from another place than it was built in and installed to", arguments: Lammps.all)
        func moved(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let (first, prefix) = (folder.appendingPathComponent("first"), folder.appendingPathComponent("moved"))
                let installed = try execute(["make", "install", "PREFIX=\(first.path)"], in: repository)
                try #require(installed.succeeded, "\(installed.output)")
                try FileManager.default.moveItem(at: first, to: prefix)
                let run = try lammps.installed(in: prefix).run(
                    "Simulations/minimal.lmp", tungsten(), environment: ["LD_DEBUG": "libs", "LD_DEBUG_OUTPUT": "loader"], in: folder)
                #expect(run.tables.count == 1)
                let loaded = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                    .filter { $0.lastPathComponent.hasPrefix("loader") }.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
                let libraries = loaded.split(separator: "\n").filter { $0.contains("calling init:") && $0.contains("libvolterra") }
                #expect(!libraries.isEmpty && libraries.allSatisfy { $0.contains(prefix.path) }, "\(libraries)")
            }
        }
    }
}

extension Lammps {
    /// The same LAMMPS, with the plugin or the launcher of an installation.
    fileprivate func installed(in prefix: URL) -> Lammps {
        let folder = prefix.appendingPathComponent("lib/volterra/\(name)")
        return Lammps(
            name: name, program: isLaunched ? prefix.appendingPathComponent("bin/lmp-mtp").path : program, launcher: launcher,
            environment: environment.merging(isLaunched ? [:] : ["LAMMPS_PLUGIN_PATH": folder.path]) { $1 }, plugins: folder,
            isLaunched: isLaunched)
    }
}
