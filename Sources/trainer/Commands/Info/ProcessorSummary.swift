import CProcessor
import Foundation
import MomentTensor
import Training

/// What the processor can do, and what Volterra makes of it.
struct ProcessorSummary {
    /// As the system calls it.
    let name: String
    /// The levels that libvolterra is compiled for, lowest first.
    let levels: [(name: String, isSupported: Bool)]
    /// Where libvolterra is looked for.
    let libraryFolder: URL
    /// The copy of it that the dynamic loader takes, if there is one.
    let library: URL?

    /// - Parameter program: the path of this program; libvolterra is in `lib` beside its folder where both are installed.
    init(program: URL = URL(fileURLWithPath: "/proc/self/exe")) {
        name = ProcessorSummary.processorName
        let best = processor_level()
        levels = (best == 0 ? 0...0 : 2...4).map { (String(cString: processor_level_name($0)), $0 <= best) }
        let prefix = program.resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        let folder = prefix.appendingPathComponent("lib")
        libraryFolder = folder
        let betterFolders = ProcessorSummary.loaderKnowsLevels ? levels.filter(\.isSupported).map(\.name).reversed() : []
        let folders = betterFolders.map { folder.appendingPathComponent("glibc-hwcaps/\($0)") } + [folder]
        library = folders.map { $0.appendingPathComponent("libvolterra.so") }.first {
            FileManager.default.fileExists(atPath: $0.path)
        }
    }

    var compiledFor: String { "\(Volterra.level)" }

    /// Linux on x86-64 tells the model; elsewhere the architecture has to do.
    private static var processorName: String {
        let lines = ((try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? "").split(separator: "\n")
        let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":", maxSplits: 1).last
        return model.map { $0.trimmingCharacters(in: .whitespaces) }
            ?? "unknown, \(String(cString: processor_level_name(processor_level())))"
    }

    /// Whether the dynamic loader looks into glibc-hwcaps: glibc 2.33 and newer do.
    private static var loaderKnowsLevels: Bool {
        var text = [CChar](repeating: 0, count: 64)
        guard confstr(Int32(_CS_GNU_LIBC_VERSION), &text, text.count) > 0 else { return false }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let version = String(decoding: bytes, as: UTF8.self).split(separator: " ").last?.split(separator: ".").compactMap { Int($0) } ?? []
        return version.count >= 2 && (version[0], version[1]) >= (2, 33)
    }
}

extension ProcessorSummary {
    /// For people: one line per fact.
    var text: String {
        let (double, mixed) = (Volterra.atomsPerVector(.double), Volterra.atomsPerVector(.mixed))
        let rows =
            [("processor", name)] + levels.map { ($0.name, $0.isSupported ? "yes" : "no") } + [
                ("this program", "\(compiledFor): \(double) atoms per vector in double precision, \(mixed) in mixed"),
                ("libvolterra", library?.path ?? "none in \(libraryFolder.path)"),
            ]
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { "\($0.0.padded(to: width))  \($0.1)\n" }.joined()
    }

    /// For programs.
    var json: JSONValue {
        .object([
            ("processor", .string(name)),
            ("levels", .object(levels.map { ($0.name, .bool($0.isSupported)) })),
            ("compiled_for", .string(compiledFor)),
            (
                "atoms_per_vector",
                .object(Precision.allCases.map { ($0.rawValue, .integer(Volterra.atomsPerVector($0))) })
            ),
            ("library", library.map { .string($0.path) } ?? .null),
        ])
    }
}
