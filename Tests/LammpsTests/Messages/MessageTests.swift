import Foundation
import MomentTensor
import TestSupport
import Testing

extension LammpsTests {
    @Suite("what cannot be done is said")
    struct MessageTests {
        /// Commands of a script, and what LAMMPS must say of them.
        struct Mistake: Sendable, CustomTestStringConvertible {
            let commands: String
            var before = "units metal"
            let message: String

            var testDescription: String { message }

            init(_ commands: String, before: String = "units metal", _ message: String) {
                self.commands = commands
                self.before = before
                self.message = message
            }
        }

        static let mistakes = [
            Mistake(
                "pair_style mtp zlb 1 2",
                "pair style mtp does not know the keyword 'zlb'; there are: species S1 S2 ..., zbl inner outer, "
                    + "precision double|mixed, threads N, extrapolation [save G] [break G] [file NAME] [every N]"),
            Mistake("pair_style mtp precision", "pair style mtp: precision is double or mixed"),
            Mistake("pair_style mtp precision single", "pair style mtp: precision is double or mixed, not 'single'"),
            Mistake("pair_style mtp threads", "pair style mtp: threads needs a number from 1 to 1024"),
            Mistake("pair_style mtp threads 0", "pair style mtp: threads needs a number from 1 to 1024, not '0'"),
            Mistake("pair_style mtp threads 1025", "pair style mtp: threads needs a number from 1 to 1024, not '1025'"),
            Mistake("pair_style mtp threads -2", "pair style mtp: threads needs a number from 1 to 1024, not '-2'"),
            Mistake("pair_style mtp threads two", "pair style mtp: threads needs a number from 1 to 1024, not 'two'"),
            Mistake("pair_style mtp zbl 1", "pair style mtp: zbl needs two distances: zbl inner outer"),
            Mistake("pair_style mtp zbl 2 1", "pair style mtp: zbl inner outer needs 0 < inner < outer"),
            Mistake("pair_style mtp species", "pair style mtp: species needs the elements of the potential, in the order of its file"),
            Mistake("pair_style mtp", before: "units lj", "pair style mtp needs 'units metal' or 'units real', not 'units lj'"),
            Mistake(
                "pair_style mtp\npair_coeff * *",
                "pair style mtp needs: pair_coeff * * FILE and, for each atom type, its element"),
            Mistake(
                "pair_style mtp\npair_coeff * * none.mtp W Mo",
                "cannot find the potential file none.mtp, neither here nor in LAMMPS_POTENTIALS"),
            Mistake("pair_style mtp\npair_coeff * * empty.mtp W Mo", "the file is empty"),
            Mistake("pair_style mtp\npair_coeff * * broken.mtp W Mo", "broken.mtp"),
            Mistake(
                "pair_style mtp\npair_coeff * * WMo.mtp",
                "pair_coeff does not say which elements the atom types are; write, in the order of the types: pair_coeff * * WMo.mtp W Mo"),
            Mistake(
                "pair_style mtp\npair_coeff * * WMo.mtp W",
                "pair_coeff names 1 species (W) for 2 atom types; name one for each type, or NULL for types that WMo.mtp shall not see"),
            Mistake(
                "pair_style mtp\npair_coeff * * WMo.mtp W Re",
                "pair_coeff names Re, but WMo.mtp is for W, Mo; types that it shall not see are NULL"),
            Mistake(
                "pair_style mtp\npair_coeff * * WMo.mtp NULL NULL",
                "pair_coeff names NULL for every atom type; at least one has to be a species of WMo.mtp"),
            Mistake(
                "pair_style mtp\npair_coeff * * nameless.mtp",
                "there are 2 types, but 1 species in nameless.mtp; write for each type one of 0, or NULL"),
            Mistake(
                "pair_style mtp\npair_coeff * * nameless.mtp W W",
                "nameless.mtp does not say which elements its species are; write their numbers (0) instead, "
                    + "or name them in the order of the file: pair_style mtp species W"),
            Mistake(
                "pair_style mtp species W Mo\npair_coeff * * nameless.mtp W Mo",
                "the keyword species names 2 elements, but nameless.mtp has 1 species"),
            Mistake(
                "pair_style mtp species Mo W\npair_coeff * * WMo.mtp W Mo", "the keyword species names Mo, but WMo.mtp says that it is W"),
            Mistake("pair_style mtp species Xx\npair_coeff * * nameless.mtp Xx Xx", "Xx"),
            Mistake(
                "pair_style mtp zbl 1 2\npair_coeff * * nameless.mtp 0 0",
                "pair style mtp: zbl needs to know the elements, and nameless.mtp does not say them; name them, in its order, "
                    + "in front of the keyword: pair_style mtp species S1 ... zbl"),
            Mistake("pair_style mtp zbl 1 9\npair_coeff * * WMo.mtp W Mo", "cutoff"),
            Mistake("pair_style mtp\npair_coeff * * untrained.mtp W Mo", "untrained"),
            Mistake("pair_style mtp", "All pair coeffs are not set"),
            Mistake("pair_style mtp\npair_coeff * * WMo.mtp W NULL", "All pair coeffs are not set"),
            Mistake(
                "pair_style mtp\npair_coeff * * WMo.mtp W Mo", before: "units metal\nnewton off",
                "pair style mtp needs 'newton on' (the default), because atoms act on neighbours of other processes"),
            Mistake(
                "pair_style mtp\npair_coeff * * WMo.mtp W Mo\ngroup one type 1\ngroup two type 2\ncompute g one group/group two",
                "Pair style does not support compute group/group"),
        ]

        private func attempt(_ mistake: Mistake, _ lammps: Lammps, processes: Int = 1) throws -> LammpsRun {
            try withTemporaryDirectory { folder in
                try Self.writePotentials(to: folder)
                try writeScripts(["before": mistake.before, "style": mistake.commands], to: folder)
                return try lammps.attempt("Messages/two-atoms.lmp", processes: processes, in: folder)
            }
        }

        private static func writePotentials(to folder: URL) throws {
            let alloy = try Sample.randomPotential(level: 4, elements: ["W", "Mo"], seed: 31)
            try alloy.write(to: folder.appendingPathComponent("WMo.mtp").path)
            var untrained = alloy
            untrained.coefficients = nil
            try untrained.write(to: folder.appendingPathComponent("untrained.mtp").path)
            try FileManager.default.copyItem(atPath: Sample.tungstenFile, toPath: folder.appendingPathComponent("nameless.mtp").path)
            try Data().write(to: folder.appendingPathComponent("empty.mtp"))
            try Data(alloy.fileText.utf8.prefix(900)).write(to: folder.appendingPathComponent("broken.mtp"))
        }

        @Test("and stops LAMMPS with an error", arguments: Lammps.all, mistakes)
        func mistake(_ lammps: Lammps, _ mistake: Mistake) throws {
            let run = try attempt(mistake, lammps)
            #expect(!run.succeeded)
            #expect(run.unwrapped.contains("ERROR"), "\(run.output)")
            #expect(run.unwrapped.contains(mistake.message), "\(run.output)")
        }

        @Test("once, whatever the number of processes", arguments: Lammps.all)
        func parallel(_ lammps: Lammps) throws {
            for mistake in Self.mistakes where mistake.message.contains("none.mtp") || mistake.message == "broken.mtp" {
                let run = try attempt(mistake, lammps, processes: 3)
                #expect(!run.succeeded)
                #expect(run.unwrapped.components(separatedBy: "ERROR").count == 2, "\(run.output)")
                #expect(run.unwrapped.contains(mistake.message), "\(run.output)")
            }
        }

        @Test("a potential is found in the folders of LAMMPS_POTENTIALS", arguments: Lammps.all)
        func potentials(_ lammps: Lammps) throws {
            try withTemporaryDirectory { folder in
                let library = folder.appendingPathComponent("library")
                try FileManager.default.createDirectory(at: library, withIntermediateDirectories: false)
                try Self.writePotentials(to: library)
                try writeScripts(["before": "units metal", "style": "pair_style mtp\npair_coeff * * WMo.mtp W Mo"], to: folder)
                let run = try lammps.run(
                    "Messages/two-atoms.lmp", processes: 2, environment: ["LAMMPS_POTENTIALS": "/nowhere:\(library.path)"], in: folder)
                #expect(run.tables.count == 1)
            }
        }

        @Test("which species the types are is printed, and warned of where nothing checks it", arguments: Lammps.all)
        func mapping(_ lammps: Lammps) throws {
            let named = try attempt(Mistake("pair_style mtp\npair_coeff * * WMo.mtp Mo W", ""), lammps)
            #expect(named.succeeded && named.output.contains("pair style mtp: WMo.mtp: type 1 = Mo, type 2 = W\n"), "\(named.output)")
            #expect(!named.unwrapped.contains("does not say which elements"))

            let numbered = try attempt(Mistake("pair_style mtp\npair_coeff * * nameless.mtp 0 0", ""), lammps)
            #expect(numbered.output.contains("type 1 = species 0, type 2 = species 0\n"))
            #expect(numbered.unwrapped.contains("WARNING: nameless.mtp does not say which elements its species are"))

            #expect(named.output.contains(" atoms per vector), double precision, 1 thread\n"))
            let told = try attempt(
                Mistake("pair_style mtp precision mixed species W threads 3\npair_coeff * * nameless.mtp W W", ""), lammps)
            #expect(told.succeeded && told.output.contains(" atoms per vector), mixed precision, 3 threads\n"), "\(told.output)")

            let said = try attempt(Mistake("pair_style mtp species W\npair_coeff * * nameless.mtp W W", ""), lammps)
            #expect(said.succeeded && said.output.contains("type 1 = W, type 2 = W\n"), "\(said.output)")
            #expect(!said.unwrapped.contains("does not say which elements"))
        }
    }
}
