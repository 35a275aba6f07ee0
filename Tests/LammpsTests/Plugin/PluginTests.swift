import Foundation
import TestSupport
import Testing

extension LammpsTests {
    @Suite("the plugin")
    struct PluginTests {
        private static let here = Lammps.scripts("Plugin")

        private func variables(_ lammps: Lammps, plugin: URL? = nil) -> [String: String] {
            let file = (plugin ?? lammps.plugins).appendingPathComponent("mtpplugin.so").path
            return ["here": Self.here, "potential": Sample.tungstenFile, "plugin": file]
        }

        /// Runs a script where nothing is loaded by itself (the launcher always loads its own).
        private func attempt(
            _ script: String, _ lammps: Lammps, plugin: URL? = nil, environment: [String: String] = [:], processes: Int = 1
        ) throws -> LammpsRun {
            try withTemporaryDirectory { folder in
                try lammps.attempt(
                    script, variables(lammps, plugin: plugin), processes: processes,
                    environment: ["LAMMPS_PLUGIN_PATH": ""].merging(environment) { $1 }, in: folder)
            }
        }

        @Test("is loaded, listed, unloaded while in use, and loaded again", arguments: Lammps.all)
        func load(_ lammps: Lammps) throws {
            for processes in [1, 2] {
                let run = try attempt("Plugin/load.lmp", lammps, processes: processes)
                #expect(run.succeeded, "\(run.output)")
                #expect(run.tables.count == 2)
                #expect(try run.last("PotEng", of: 0) == run.last("PotEng", of: 1))
                let lists = run.output.components(separatedBy: "Currently loaded plugins").dropFirst()
                #expect(lists.map { $0.contains("pair style plugin mtp\n") }.first == true, "\(run.output)")
                #expect(run.output.components(separatedBy: "pair style mtp: Volterra 0.1.0 (").count >= 2)
            }
        }

        @Test("that was unloaded is gone", arguments: Lammps.all)
        func unload(_ lammps: Lammps) throws {
            let run = try attempt("Plugin/unload.lmp", lammps)
            #expect(!run.succeeded && run.unwrapped.contains("Unrecognized pair style 'mtp'"), "\(run.output)")
        }

        @Test("survives clear if LAMMPS found it by itself, or if it is loaded again", arguments: Lammps.all)
        func clear(_ lammps: Lammps) throws {
            let found = try attempt("Plugin/clear.lmp", lammps, environment: ["LAMMPS_PLUGIN_PATH": lammps.plugins.path])
            #expect(found.succeeded && found.tables.count == 2, "\(found.output)")
            let again = try attempt("Plugin/reload.lmp", lammps)
            #expect(again.succeeded && again.tables.count == 2, "\(again.output)")
        }

        @Test("refuses a LAMMPS that it was not built for, and says which it was built for", arguments: Lammps.all, Lammps.all)
        func gate(_ lammps: Lammps, _ other: Lammps) throws {
            guard lammps.name != other.name else { return }
            let run = try attempt("Plugin/unload.lmp", lammps, plugin: other.plugins)
            #expect(run.unwrapped.contains("it was built for LAMMPS \(other.name) ("), "\(run.output)")
            #expect(run.unwrapped.contains("but this is LAMMPS \(lammps.name) ("), "\(run.output)")
            #expect(run.unwrapped.contains("make plugin LAMMPS=<where it is>"), "\(run.output)")
            #expect(!run.output.contains("undefined symbol"), "\(run.output)")
        }

        @Test("says what is missing beside it", arguments: Lammps.all)
        func incomplete(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let plugin = folder.appendingPathComponent("mtpplugin.so")
                try FileManager.default.copyItem(at: lammps.plugins.appendingPathComponent("mtpplugin.so"), to: plugin)
                // The launcher has the style already.
                let run = try attempt("Plugin/load.lmp", lammps, plugin: folder)
                #expect(run.unwrapped.contains("pair style mtp is not available"), "\(run.output)")
                #expect(run.output.contains("mtpstyles.so"), "\(run.output)")
            }
        }

        @Test("is loaded from LAMMPS_PLUGIN_PATH when LAMMPS is a Python library", arguments: Lammps.all.filter { !$0.isLaunched })
        func python(_ lammps: Lammps) throws {
            let bin = URL(fileURLWithPath: lammps.program).deletingLastPathComponent()
            let libraries = bin.deletingLastPathComponent().appendingPathComponent("lib").path
            let run = try execute(
                [bin.appendingPathComponent("python").path, "\(Self.here)/library.py", Self.here, Sample.tungstenFile],
                environment: ["LAMMPS_PLUGIN_PATH": lammps.plugins.path, "LD_LIBRARY_PATH": libraries])
            #expect(run.succeeded && run.output.contains("energy -"), "\(run.output)")
        }

        @Test(
            "is registered in Debian's own lmp by register_mtp.lmp",
            .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/lmp"), "Debian's LAMMPS is not installed"),
            arguments: Lammps.all.filter(\.isLaunched))
        func register(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let stock = lammps.stock(program: "/usr/bin/lmp")
                for processes in [1, 2] {
                    let register = lammps.plugins.appendingPathComponent("register_mtp.lmp").path
                    let run = try stock.run(
                        "Plugin/register.lmp", variables(lammps).merging(["register": register]) { $1 }, processes: processes, in: folder)
                    #expect(run.tables.count == 2)
                    #expect(try run.last("PotEng", of: 0) == run.last("PotEng", of: 1))
                }
            }
        }
    }
}

extension Lammps {
    /// The same LAMMPS, run by its own program.
    fileprivate func stock(program: String) -> Lammps {
        Lammps(
            name: name, program: program, launcher: launcher, environment: environment, plugins: plugins, isLaunched: false)
    }
}
