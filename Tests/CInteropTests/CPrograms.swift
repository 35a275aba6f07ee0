import Foundation
import TestSupport

/// The programs in `Programs/`, which use every function of volterra.h.
enum CProgram: String, CaseIterable {
    case c11, cpp17

    static let folder = repository.appendingPathComponent("Tests/CInteropTests/Programs")
    static let potential = repository.appendingPathComponent("examples/01-evaluate/W-08.mtp").path

    /// With one and several species and with every radial basis, as far as there are such files here.
    static var manyPotentials: [String] {
        let golden = repository.appendingPathComponent("../shared/data/golden")
        let others = ["motep-multi3-10", "mlip3-16", "PdAg-20-repuls"].map { golden.appendingPathComponent("\($0)/pot.mtp").path }
        return [potential] + others.filter(FileManager.default.fileExists(atPath:))
    }

    private var compiler: [String] {
        switch self {
        case .c11: ["cc", "-std=c11"]
        case .cpp17: ["c++", "-std=c++17"]
        }
    }

    private var sources: [String] {
        get throws {
            let fileExtension = self == .c11 ? "c" : "cpp"
            let files = try FileManager.default.contentsOfDirectory(at: CProgram.folder, includingPropertiesForKeys: nil)
            return files.filter { $0.pathExtension == fileExtension }.map(\.path).sorted()
        }
    }

    /// Compiles the program into `directory`; `options` say where the header and the library are.
    func compile(into directory: URL, _ options: [String]) throws -> Finished {
        try CProgram.compile(try sources, with: compiler, into: directory, options, as: rawValue)
    }

    static func compile(
        _ sources: [String], with compiler: [String], into directory: URL, _ options: [String], as name: String
    ) throws -> Finished {
        let warnings = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-O1", "-g"]
        return try execute(compiler + warnings + sources + options + ["-lm", "-pthread", "-o", name], in: directory)
    }

    /// Runs the program in `directory`, on the potential that it expects.
    func run(in directory: URL, environment: [String: String] = [:]) throws -> Finished {
        try execute([directory.appendingPathComponent(rawValue).path, CProgram.potential], environment: environment)
    }
}

/// The functions that volterra.h declares.
func declaredFunctions() throws -> Set<String> {
    let header = try String(contentsOf: repository.appendingPathComponent("CInterop/include/volterra.h"), encoding: .utf8)
    let declarations = header.split(separator: "\n").compactMap { line in
        line.prefixMatch(of: /(?:[a-z][a-z_0-9]* )+\*?(volterra_[a-z_]+)\(/).map { String($0.output.1) }
    }
    return Set(declarations)
}
