import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("the keyword extrapolation")
    struct ExtrapolationTests {
        private static let name = "preselected.cfg"

        private func style(_ words: String) -> String {
            "pair_style mtp extrapolation \(words)\npair_coeff * * graded.almtp W Mo"
        }

        private func frames(in folder: URL, _ name: String = name) throws -> [Configuration] {
            try readConfigurations(path: folder.appendingPathComponent(name).path)
        }

        private func steps(_ frames: [Configuration]) -> [String] { frames.map { $0.feature("step") ?? "" } }

        @Test("saves the whole box with grades and elements, the same on one, two and four processes", arguments: Lammps.all)
        func saves(_ lammps: Lammps) throws {
            for (periodic, tilt) in [((true, true, true), 0.4), ((true, false, true), 0), ((true, true, false), 0)] {
                let graded = try GradedSample.alloy(periodic: periodic, tilt: tilt, seed: 81)
                for processes in [1, 2, 4] {
                    try graded.run(
                        "moving.lmp", on: lammps, ["steps": "4"], style: style("save 1e-6 break 1e9 every 2"), processes: processes
                    ) { run, folder in
                        #expect(run.succeeded, "\(run.output)")
                        let frames = try frames(in: folder)
                        // The second run begins with the last step of the first.
                        #expect(steps(frames) == ["0", "2", "4", "6", "8"])
                        let first = try #require(frames.first)
                        expectSame(first, graded.sample.configuration)
                        let expected = try #require(graded.evaluated().siteGrades)
                        #expect(relativeDifference(try #require(first.grades), expected) < 1e-6)
                        let largest = try #require(first.feature("MV_grade").flatMap { Double($0) })
                        #expect(relativeDifference([largest], [expected.max() ?? 0]) < 1e-6)
                    }
                }
            }
        }

        /// The same up to the periodicity, and an origin for the directions in which there is none.
        private func expectSame(_ found: Configuration, _ expected: Configuration) {
            #expect(found.kinds == expected.kinds)
            #expect(found.cell.periodicity == expected.cell.periodicity)
            let cell = expected.cell
            for (vector, other) in zip(found.cell.vectors, cell.vectors).enumerated().filter({ cell.periodicity[$0.offset] }).map(\.element)
            {
                #expect((vector - other).length < 1e-9)
            }
            let shift = found.positions[0] - expected.positions[0]
            for (position, other) in zip(found.positions, expected.positions) {
                let difference = position - other - shift
                let images = (-1...1).flatMap { i in
                    (-1...1).flatMap { j in (-1...1).map { k in Double(i) * cell.a + Double(j) * cell.b + Double(k) * cell.c } }
                }
                #expect(images.contains { (difference + $0).length < 1e-6 })
            }
        }

        @Test("ends the run on every process with a status of its own, after the configuration was saved", arguments: Lammps.all)
        func stops(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 83)
            let grades = try #require(graded.evaluated().siteGrades)
            let largest = try #require(grades.max())
            for processes in [1, 2, 4] {
                try graded.run(
                    "moving.lmp", on: lammps, ["steps": "4"], style: style("save 1e-6 break \(0.5 * largest) file \(Self.name)"),
                    processes: processes
                ) { run, folder in
                    #expect(run.status == 33, "\(run.output)")
                    #expect(run.unwrapped.contains("ERROR: pair style mtp: the grade"), "\(run.output)")
                    #expect(run.unwrapped.contains("at step 0 is above 'break"))
                    #expect(run.unwrapped.contains("it is that of atom \(grades.firstIndex(of: largest)! + 1);"))
                    #expect(run.unwrapped.contains("the configuration is in preselected.cfg"))
                    let frames = try frames(in: folder)
                    #expect(steps(frames) == ["0"])
                }
            }
        }

        @Test("saves nothing where every grade is low, and needs no file then", arguments: Lammps.all)
        func quiet(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 85)
            try graded.run("moving.lmp", on: lammps, ["steps": "2"], style: style("save 1e8 break 1e9 file low.cfg")) { run, folder in
                #expect(run.succeeded, "\(run.output)")
                #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("low.cfg").path))
            }
        }

        @Test("goes on behind whole records, and takes half a one away", arguments: Lammps.all)
        func repairs(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 87)
            let before = Configuration(cell: graded.sample.configuration.cell, positions: [.zero], kinds: [.type(0)])
            let records = try CfgWriter.text(of: [before, before])
            for half in ["", "BEGIN_CFG\n Size\n", String(records.prefix(records.count / 3))] {
                try graded.run("moving.lmp", on: lammps, ["steps": "2"], style: style("save 1e-6 break 1e9")) {
                    try (records + half).write(to: $0.appendingPathComponent(Self.name), atomically: false, encoding: .utf8)
                } _: { run, folder in
                    #expect(run.succeeded, "\(run.output)")
                    let frames = try frames(in: folder)
                    #expect(frames.map(\.count) == [1, 1] + Array(repeating: 128, count: 5))
                    #expect(steps(frames).suffix(5) == ["0", "1", "2", "3", "4"])
                }
            }
        }

        @Test("works beside computes and in hybrid, where it saves the atoms that the potential sees", arguments: Lammps.all)
        func hybrid(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 89)
            let style = """
                pair_style hybrid mtp extrapolation save 1e-6 break 1e9 lj/cut 3.0
                pair_coeff * * mtp graded.almtp W NULL
                pair_coeff 1*2 2 lj/cut 0.0 1.0
                """
            let tungsten = graded.sample.only("W")
            for processes in [1, 2] {
                try graded.run("graded.lmp", on: lammps, style: style, processes: processes) { run, folder in
                    #expect(run.succeeded, "\(run.output)")
                    let frame = try #require(frames(in: folder).first)
                    #expect(frame.count == tungsten.configuration.count)
                    #expect(frame.kinds.allSatisfy { $0 == .element(Element(symbol: "W")!) })
                    #expect(relativeDifference(try #require(frame.grades), try #require(graded.evaluated(tungsten).siteGrades)) < 1e-6)
                }
            }
        }

        @Test("a file that cannot be written stops the run with the reason", arguments: Lammps.all)
        func unwritable(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 91)
            try graded.run("moving.lmp", on: lammps, ["steps": "2"], style: style("save 1e-6 break 1e9 file none/here.cfg")) { run, _ in
                #expect(!run.succeeded)
                #expect(run.unwrapped.contains("cannot save a configuration: none/here.cfg: No such file or directory"), "\(run.output)")
            }
        }

        static let mistakes: [(words: String, message: String)] = [
            ("save", "extrapolation save needs a number above zero"), ("save -1", "extrapolation save needs a number above zero, not '-1'"),
            ("break two", "extrapolation break needs a number above zero, not 'two'"),
            ("every 0.5", "extrapolation every needs a whole number of steps, not '0.5'"),
            ("file", "extrapolation file needs the name of a file"),
            ("save 5 break 4", "extrapolation needs save <= break"), ("nonsense", "does not know the keyword 'nonsense'"),
        ]

        @Test("mistakes are said", arguments: Lammps.all, mistakes)
        func messages(_ lammps: Lammps, _ mistake: (words: String, message: String)) throws {
            let graded = try GradedSample.alloy(seed: 93)
            try graded.run("moving.lmp", on: lammps, ["steps": "1"], style: style(mistake.words)) { run, _ in
                #expect(!run.succeeded && run.unwrapped.contains(mistake.message), "\(run.output)")
            }
        }

        @Test("a potential without an active set is refused", arguments: Lammps.all)
        func withoutActiveSet(_ lammps: Lammps) throws {
            let graded = try GradedSample.alloy(seed: 95)
            let style = "pair_style mtp extrapolation\npair_coeff * * potential.mtp W Mo"
            try graded.run("moving.lmp", on: lammps, ["steps": "1"], style: style) { run, _ in
                #expect(!run.succeeded)
                #expect(run.unwrapped.contains("the keyword extrapolation: potential.mtp has no active set"), "\(run.output)")
            }
        }
    }
}
