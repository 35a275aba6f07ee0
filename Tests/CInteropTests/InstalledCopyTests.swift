import Foundation
import TestSupport
import Testing

/// The tree that `make install` copies from; `make test` builds it and says where it is.
private let builtTree = ProcessInfo.processInfo.environment["VOLTERRA_BUILT_TREE"]

@Suite("An installed copy", .serialized, .enabled(if: builtTree != nil, "run by make test, which builds what is installed"))
struct InstalledCopyTests {
    /// Calls `body` with the prefix of an installation that was moved after it was made.
    private func withInstallation(_ body: (_ prefix: URL, _ scratch: URL) throws -> Void) throws {
        try withTemporaryDirectory { scratch in
            let (first, prefix) = (scratch.appendingPathComponent("first"), scratch.appendingPathComponent("moved"))
            let installed = try execute(["cmake", "--install", try #require(builtTree), "--prefix", first.path])
            try #require(installed.succeeded, "\(installed.output)")
            try FileManager.default.moveItem(at: first, to: prefix)
            try body(prefix, scratch)
        }
    }

    private func libraryDirectories(_ prefix: URL) throws -> [String] {
        let lib = prefix.appendingPathComponent("lib").path
        let levels = (try? FileManager.default.contentsOfDirectory(atPath: lib + "/glibc-hwcaps")) ?? []
        return [lib] + levels.sorted().map { "\(lib)/glibc-hwcaps/\($0)" }
    }

    @Test("is found by pkg-config, and its library by the loader, in the copy for this processor", arguments: CProgram.allCases)
    func pkgConfig(_ program: CProgram) throws {
        try withInstallation { prefix, scratch in
            let lib = prefix.appendingPathComponent("lib").path
            let asked = try execute(
                ["pkg-config", "--cflags", "--libs", "volterra"], environment: ["PKG_CONFIG_PATH": lib + "/pkgconfig"])
            try #require(asked.succeeded, "\(asked.output)")
            let options = asked.output.split(whereSeparator: \.isWhitespace).map(String.init)
            let compiled = try program.compile(into: scratch, options + ["-Wl,-rpath,\(lib)"])
            try #require(compiled.succeeded, "\(compiled.output)")

            let finished = try program.run(in: scratch, environment: ["LD_DEBUG": "libs"])
            #expect(finished.succeeded, "\(finished.output)")
            let levels = try execute(["/lib64/ld-linux-x86-64.so.2", "--help"]).output
            let best = levels.firstMatch(of: /(x86-64-v[34]) \(supported, searched\)/).map { "\(lib)/glibc-hwcaps/\($0.output.1)" }
            #expect(finished.output.contains("calling init: \(best ?? lib)/libvolterra.so"))
        }
    }

    @Test("gives the same numbers in the copies for all levels that this processor can run")
    func levels() throws {
        try withInstallation { prefix, scratch in
            let lib = prefix.appendingPathComponent("lib").path
            let compiled = try CProgram.c11.compile(
                into: scratch, ["-I", prefix.appendingPathComponent("include").path, "-L", lib, "-lvolterra"])
            try #require(compiled.succeeded, "\(compiled.output)")
            let loader = try execute(["/lib64/ld-linux-x86-64.so.2", "--help"]).output
            for directory in try libraryDirectories(prefix) {
                let level = URL(fileURLWithPath: directory).lastPathComponent
                guard directory == lib || loader.contains("\(level) (supported, searched)") else { continue }
                // The loader would prefer a better copy below `lib`.
                let alone = scratch.appendingPathComponent("alone-\(level)")
                try FileManager.default.createDirectory(at: alone, withIntermediateDirectories: true)
                for file in try FileManager.default.contentsOfDirectory(atPath: directory) where file.hasPrefix("libvolterra.so") {
                    try FileManager.default.copyItem(atPath: "\(directory)/\(file)", toPath: alone.appendingPathComponent(file).path)
                }
                let finished = try CProgram.c11.run(in: scratch, environment: ["LD_LIBRARY_PATH": alone.path])
                #expect(finished.succeeded, "\(finished.output)")
                #expect(finished.output.contains(directory == lib ? "x86-64-v2" : level))
            }
        }
    }

    @Test("is found by CMake", arguments: CProgram.allCases)
    func cmake(_ program: CProgram) throws {
        try withInstallation { prefix, scratch in
            let consumer = repository.appendingPathComponent("Tests/CInteropTests/Consumer").path
            let configured = try execute(["cmake", "-S", consumer, "-B", ".", "-DCMAKE_PREFIX_PATH=\(prefix.path)"], in: scratch)
            try #require(configured.succeeded, "\(configured.output)")
            let built = try execute(["cmake", "--build", ".", "--target", program.rawValue], in: scratch)
            try #require(built.succeeded, "\(built.output)")
            let finished = try program.run(in: scratch)
            #expect(finished.succeeded, "\(finished.output)")
        }
    }

    @Test("has libraries that show the functions of the header and nothing else, and need no Swift")
    func libraries() throws {
        try withInstallation { prefix, _ in
            for directory in try libraryDirectories(prefix) {
                let library = directory + "/libvolterra.so"
                let symbols = try execute(["nm", "--dynamic", "--defined-only", "--format=just-symbols", library])
                #expect(Set(symbols.output.split(separator: "\n").map(String.init)) == (try declaredFunctions()))
                let header = try execute(["readelf", "--dynamic", "--wide", library]).output
                let needed = header.matches(of: /NEEDED.*\[(.*)\]/).map { String($0.output.1) }
                let expected = Set([
                    "libc.so.6", "libm.so.6", "libstdc++.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
                ])
                #expect(Set(needed).subtracting(expected).isEmpty)
                #expect(header.contains("NODELETE"))
                let size = try #require(try FileManager.default.attributesOfItem(atPath: library + ".1")[.size] as? Int)
                #expect(size < 10_000_000)
            }
        }
    }

    @Test("has a trainer that needs neither Swift nor the tree it was built in")
    func trainer() throws {
        try withInstallation { prefix, _ in
            let trainer = prefix.appendingPathComponent("bin/trainer").path
            #expect(try !execute(["ldd", trainer]).output.contains("libswift"))
            let finished = try execute(["env", "-i", trainer, "--version"])
            #expect(finished.succeeded, "\(finished.output)")
        }
    }

    @Test("is removed without a trace")
    func uninstall() throws {
        try withTemporaryDirectory { prefix in
            let other = prefix.appendingPathComponent("bin/other")
            let installed = try execute(["make", "install", "PREFIX=\(prefix.path)"], in: repository)
            try #require(installed.succeeded, "\(installed.output)")
            try Data().write(to: other)
            let removed = try execute(["make", "uninstall", "PREFIX=\(prefix.path)"], in: repository)
            #expect(removed.succeeded, "\(removed.output)")
            let left = FileManager.default.enumerator(atPath: prefix.path)?.compactMap { $0 as? String }
            #expect(left?.sorted() == ["bin", "bin/other"])
        }
    }
}
