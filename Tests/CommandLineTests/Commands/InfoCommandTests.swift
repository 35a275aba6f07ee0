import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer info")
struct InfoCommandTests {
    @Test("an untrained potential is described line by line")
    func untrained() throws {
        let folder = try TemporaryFolder()
        #expect(try TrainerRun("new", "--level", "8", "--species", "W,Re", "--cutoff", "5", "-q", "-o", "WRe.mtp", in: folder).status == 0)
        let potential = try PotentialFile(path: folder.path("WRe.mtp")).potential
        let run = try TrainerRun("info", "WRe.mtp", in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(
            run.output == """
                WRe.mtp
                  name              MTP8
                  species           W (type 0), Re (type 1)
                  level             8
                  radial basis      RBChebyshev, 8 functions
                  distances         2.0 ... 5.0 Å
                  radial functions  2 per ordered pair of species
                  moments           11 components
                  products          \(potential.basis.products.count)
                  slots             \(potential.basis.slotCount)
                  scalars           9
                  parameters        75: 64 radial, 2 species, 9 linear
                  trained           no: it has no coefficients
                  active set        none

                """)
    }

    @Test("JSON says the same to programs")
    func json() throws {
        let folder = try TemporaryFolder()
        let arguments = "new --level 16 --species W --cutoff 4.5 --random 3 -q -o W.mtp".split(separator: " ").map(String.init)
        #expect(try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: arguments, in: folder).status == 0)
        let run = try TrainerRun("info", "W.mtp", "--json", "--rank", in: folder)
        #expect(run.status == 0)
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let counts = try #require(object["counts"] as? [String: Any])
        let potential = try PotentialFile(path: folder.path("W.mtp")).potential
        let linear = try #require(potential.coefficients?.linear)
        #expect(object["level"] as? Int == 16)
        #expect(object["trained"] as? Bool == true)
        #expect(object["active_set"] is NSNull)
        #expect(counts["scalars"] as? Int == 92)
        #expect(counts["independent_scalars"] as? Int == 91)
        #expect(counts["parameters"] as? Int == potential.parameterCount)
        // To the last digit, which is more than Foundation reads.
        #expect(run.output.contains("\"linear\": {\n      \"min\": \(linear.min()!),\n      \"max\": \(linear.max()!)\n    }"))
    }

    @Test("the processor is described, without a potential")
    func processor() throws {
        let run = try TrainerRun("info", "--cpu")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("processor "))
        #expect(run.output.contains("\(Volterra.level): \(Volterra.atomsPerVector(.double)) atoms per vector in double precision, "))
        let json = try TrainerRun("info", "--cpu", "--json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let levels = try #require(object["levels"] as? [String: Bool])
        let compiledFor = try #require(object["compiled_for"] as? String)
        #expect(levels[compiledFor] == true)
        #expect((object["processor"] as? String)?.isEmpty == false)
        #expect((object["atoms_per_vector"] as? [String: Int])?["mixed"] == Volterra.atomsPerVector(.mixed))

        let both = try TrainerRun("info", "W.mtp", "--cpu")
        #expect(both.status == 2)
        #expect(both.errors.hasPrefix("trainer: --cpu does not describe a potential, but W.mtp was named\n"))
        let neither = try TrainerRun("info")
        #expect(neither.status == 2)
        #expect(neither.errors.hasPrefix("trainer: POT is missing: "))
    }

    @Test("the copy of the library is the best that the processor can run, in the tree that the program is in")
    func library() throws {
        let folder = try TemporaryFolder()
        let program = folder.url("bin/trainer")
        func summary(_ libraries: [String]) throws -> String? {
            try? FileManager.default.removeItem(at: folder.url("lib"))
            for library in libraries {
                let url = folder.url(library)
                try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data().write(to: url)
            }
            let summary = ProcessorSummary(program: program)
            #expect(summary.text.contains(summary.library?.path ?? "none in \(summary.libraryFolder.path)"))
            let prefix = summary.libraryFolder.deletingLastPathComponent().path
            return summary.library.map { String($0.path.dropFirst(prefix.count + 1)) }
        }
        #expect(try summary([]) == nil)
        #expect(try summary(["lib/libvolterra.so"]) == "lib/libvolterra.so")
        #expect(try summary(["lib/libvolterra.so", "lib/glibc-hwcaps/x86-64-v9/libvolterra.so"]) == "lib/libvolterra.so")
        let levels = ProcessorSummary().levels
        let all = levels.map { "lib/glibc-hwcaps/\($0.name)/libvolterra.so" }
        let best = try #require(levels.last { $0.isSupported }).name
        #expect(try summary(all + ["lib/libvolterra.so"]) == "lib/glibc-hwcaps/\(best)/libvolterra.so")
    }

    @Test("an active set is mentioned", .enabled(if: Repository.hasGoldenData))
    func activeSet() throws {
        let folder = Repository.golden.appendingPathComponent("W-08").path
        #expect(
            try TrainerRun("info", folder + "/m3_nbh.almtp").output.contains(
                "active set            26 rows, selected from neighbourhoods\n"))
        #expect(try TrainerRun("info", folder + "/m2.als").output.contains("active set            26 rows, selected from configurations\n"))
    }

    @Test("published potentials have their level", .enabled(if: Repository.hasGoldenData))
    func levels() throws {
        for (name, level) in [("W-08", 8), ("motep-multi3-10", 10), ("motep-cubic-16", 16), ("PdAg-20-repuls", 20)] {
            let run = try TrainerRun("info", Repository.golden.appendingPathComponent(name + "/pot.mtp").path)
            #expect(run.output.contains(" \(level)\n"), "\(name)")
        }
    }

    @Test("what is no potential is named with its line")
    func badFiles() throws {
        let folder = try TemporaryFolder()
        try folder.write("BEGIN_CFG\n", to: "in.cfg")
        let wrong = try TrainerRun("info", "in.cfg", in: folder)
        #expect(wrong.status == 3)
        #expect(wrong.errors.hasPrefix("trainer: in.cfg:1: "))
        let missing = try TrainerRun("info", "missing.mtp", in: folder)
        #expect(missing.status == 1)
        #expect(missing.errors == "trainer: missing.mtp: cannot be read: No such file or directory\n")
    }
}
