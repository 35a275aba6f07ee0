import Atoms
import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer grade, select and carve")
struct SelectionCommandTests {
    private let potential = Repository.tungstenPotential
    private let data = Repository.tungsten

    /// A folder with `W.almtp`, the active set of the data of the repository, and `new.cfg`, two of them compressed.
    private func prepared() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let run = try TrainerRun("select", potential, data, "--almtp", "W.almtp", in: folder)
        #expect(run.status == 0)
        #expect(run.errors == "W.almtp: an active set of 26 rows\n")
        let writer = try ConfigurationFormat.cfg.makeWriter(path: folder.path("new.cfg"), options: ConfigurationWriteOptions())
        for (index, configuration) in try readConfigurations(path: data).enumerated() {
            var copy = configuration
            if index < 2 {
                copy.cell.a *= 0.94
                copy.cell.b *= 0.94
                copy.cell.c *= 0.94
                copy.positions = copy.positions.map { 0.94 * $0 }
            }
            try writer.write(copy)
        }
        try writer.finish()
        return folder
    }

    @Test("grades are printed, and written as MLIP-3 writes them, in .cfg and extended XYZ")
    func grade() throws {
        let folder = try prepared()
        for name in ["graded.cfg", "graded.xyz"] {
            let run = try TrainerRun("grade", "W.almtp", "new.cfg", "-o", name, in: folder)
            #expect(run.status == 0)
            #expect(run.output.hasPrefix("Grades of atoms"))
            #expect(run.errors == "\(name): 5 configurations\n" || run.errors.hasSuffix("\n\(name): 5 configurations\n"))
            let graded = try readConfigurations(path: folder.path(name))
            for (index, configuration) in graded.enumerated() {
                let grades = try #require(configuration.grades)
                let grade = try #require(configuration.feature("MV_grade").flatMap(Double.init))
                #expect(grade == grades.max())
                #expect(index < 2 ? grade > 1.2 : grade <= 1.001 + 1e-6)
            }
        }
        let json = try TrainerRun("grade", "W.almtp", "new.cfg", "--json", in: folder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let total = try #require(object["total"] as? [String: Any])
        #expect(total["count"] as? Int == 270)
        #expect((total["highest"] as? [String: Any])?["number"] as? Int ?? 0 < 3)
    }

    @Test("a set made of data gives the same grades as the one that was written")
    func gradeOfData() throws {
        let folder = try prepared()
        let written = try TrainerRun("grade", "W.almtp", "new.cfg", in: folder)
        let made = try TrainerRun("grade", potential, "new.cfg", "--train", data, in: folder)
        let named = try TrainerRun("grade", potential, "new.cfg", "--active-set", "W.almtp", in: folder)
        #expect(written.status == 0)
        #expect(written.output == made.output)
        #expect(written.output == named.output)
    }

    @Test("candidates that the training data lack are written, with where they come from")
    func select() throws {
        let folder = try prepared()
        let run = try TrainerRun("select", potential, data, "new.cfg", "-o", "chosen.xyz", in: folder)
        #expect(run.status == 0)
        let chosen = try readConfigurations(path: folder.path("chosen.xyz"))
        #expect(!chosen.isEmpty)
        for configuration in chosen {
            let source = try #require(configuration.feature("selected_from"))
            #expect(["new.cfg:1", "new.cfg:2"].contains(source))
            #expect(configuration.feature("selected_atoms") != nil)
            #expect(try #require(configuration.grades).max() == configuration.feature("MV_grade").flatMap(Double.init))
        }
        let limited = try TrainerRun("select", potential, data, "new.cfg", "-o", "one.xyz", "--limit", "1", "--json", in: folder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(limited.output.utf8)) as? [String: Any])
        #expect((object["selected"] as? [Any])?.count == 1)
        #expect(try readConfigurations(path: folder.path("one.xyz")).count == 1)
    }

    @Test("neither files nor tables depend on the number of threads")
    func threads() throws {
        let folder = try prepared()
        let runs = try [1, 2, 5].map { threads in
            try TrainerRun(
                "select", potential, data, "new.cfg", "-o", "out\(threads).cfg", "--almtp", "out\(threads).almtp", "-j", "\(threads)", "-q",
                in: folder)
        }
        #expect(runs.allSatisfy { $0.status == 0 && $0.output == runs[0].output })
        for kind in ["cfg", "almtp"] {
            let files = try [1, 2, 5].map { try Data(contentsOf: folder.url("out\($0).\(kind)")) }
            #expect(files[0] == files[1] && files[0] == files[2])
        }
    }

    @Test("a small cell is carved out of a large configuration, and its grades are those that 'trainer grade' finds")
    func carve() throws {
        let folder = try prepared()
        let source = try #require(try readConfigurations(path: data).first)
        var large = Configuration(cell: source.cell)
        for i in 0..<2 {
            for j in 0..<2 {
                for k in 0..<2 {
                    let shift = Double(i) * source.cell.a + Double(j) * source.cell.b + Double(k) * source.cell.c
                    large.positions += source.positions.map { $0 + shift }
                    large.kinds += source.kinds
                }
            }
        }
        (large.cell.a, large.cell.b, large.cell.c) = (2 * source.cell.a, 2 * source.cell.b, 2 * source.cell.c)
        let writer = try ConfigurationFormat.cfg.makeWriter(path: folder.path("large.cfg"), options: ConfigurationWriteOptions())
        try writer.write(large)
        try writer.finish()
        let run = try TrainerRun("carve", "W.almtp", "large.cfg", "-o", "cells.xyz", "--atom", "5", in: folder)
        #expect(run.status == 0)
        let cell = try #require(try readConfigurations(path: folder.path("cells.xyz")).first)
        #expect((100...200).contains(cell.count))
        #expect(cell.feature("carved_from") == "large.cfg:1")
        #expect(cell.feature("carved_from_atom") == "5")
        #expect(try TrainerRun("grade", "W.almtp", "cells.xyz", "-o", "again.xyz", "-q", in: folder).status == 0)
        let again = try #require(try readConfigurations(path: folder.path("again.xyz")).first)
        for (one, other) in zip(try #require(cell.grades), try #require(again.grades)) { #expect(abs(one - other) < 1e-9) }
        let none = try TrainerRun("carve", "W.almtp", "large.cfg", "-o", "none.xyz", in: folder)
        #expect(none.status == 0)
        #expect(none.output == "no atom has a grade above the threshold\n")
    }

    @Test("command lines that contradict themselves are refused, with what to do")
    func refusals() throws {
        let folder = try prepared()
        func message(_ words: [String]) throws -> String {
            let run = try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: words, in: folder)
            #expect(run.status == 2 || run.status == 3)
            return run.errors
        }
        #expect(try message(["grade", potential, data]).contains("has no active set, which grades refer to"))
        #expect(try message(["grade", "W.almtp", data, "--mode", "configuration"]).contains("is about an active set that is made of data"))
        #expect(try message(["select", potential, data]).contains("there is nothing to write"))
        #expect(try message(["select", potential, data, "-o", "x.xyz"]).contains("are about candidates, and none are given"))
        #expect(
            try message(["select", potential, data, "--almtp", "x.almtp", "--mode", "neighbourhood,configuration"])
                .contains("an .almtp holds one active set, and 2 are asked for"))
        #expect(
            try TrainerRun("select", potential, data, "--almtp", "c.almtp", "--mode", "configuration", "-q", in: folder).status == 0)
        #expect(try message(["carve", "c.almtp", data, "-o", "x.xyz"]).contains("atoms have no grades against it"))
        #expect(try message(["carve", "W.almtp", data, "-o", "x.xyz", "--atoms", "200,100"]).contains("a least and a largest number"))
    }
}
