import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer new")
struct NewCommandTests {
    private func new(_ line: String, in folder: TemporaryFolder) throws -> TrainerRun {
        let words = ["new"] + line.split(separator: " ").map(String.init)
        return try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: words, in: folder)
    }

    @Test("every option arrives in the file")
    func options() throws {
        let folder = try TemporaryFolder()
        let line =
            "--level 10 --species W,Re --cutoff 4.7 --min-distance 1.9 --radial-size 6 --radial-basis RBChebyshev_repuls "
            + "--max-factors 3 --max-rank 2 --max-mu 1 --name Alloy --random 5 -o WRe.mtp"
        let run = try new(line, in: folder)
        #expect(run.status == 0)
        #expect(run.output == "")
        let potential = try PotentialFile(path: folder.path("WRe.mtp")).potential
        #expect(
            run.errors == "WRe.mtp: \(potential.basis.scalars.count) scalars, \(potential.parameterCount) parameters, random coefficients\n"
        )
        #expect(potential.name == "Alloy")
        #expect(potential.species.map(\.element) == ["W", "Re"])
        #expect(potential.radialBasis == RadialBasis(kind: .chebyshevRepulsive, minimumDistance: 1.9, cutoff: 4.7, size: 6))
        #expect(potential.basis == (try MomentBasis(BasisSpecification(level: 10, maximumFactors: 3, maximumRank: 2, maximumMu: 1))))
        #expect(potential.coefficients != nil)
    }

    @Test("the same seed gives the same file, another seed another one")
    func seeds() throws {
        let folder = try TemporaryFolder()
        for (seed, name) in [(1, "a"), (1, "b"), (2, "c")] {
            #expect(try new("--level 8 --species W --cutoff 5 --random \(seed) -o \(name).mtp --quiet", in: folder).errors == "")
        }
        #expect(try folder.read("a.mtp") == folder.read("b.mtp"))
        #expect(try folder.read("a.mtp") != folder.read("c.mtp"))
    }

    @Test("--independent leaves scalars out")
    func independent() throws {
        let folder = try TemporaryFolder()
        #expect(try new("--level 16 --species W --cutoff 5 --independent -q -o W.mtp", in: folder).status == 0)
        #expect(try PotentialFile(path: folder.path("W.mtp")).potential.basis.scalars.count == 91)
    }

    @Test("- writes to standard output")
    func standardOutput() throws {
        let run = try new("--level 2 --species W --cutoff 5 -q -o -", in: TemporaryFolder())
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("MTP\nversion = 1.1.0\n"))
    }

    @Test(
        "what cannot be is refused, and nothing is written",
        arguments: [
            (
                "--level 17 --species W --cutoff 5 -o W.mtp", 2,
                "level 17 is odd, but every contraction of moments has an even level\nhint: level 16 has the same functions"
            ),
            (
                "--level 8 --species W,Xx --cutoff 5 -o W.mtp", 2,
                "--species names 'Xx', which is no element\nhint: chemical symbols are written as in W,Re"
            ),
            ("--level 8 --species W,Re,W --cutoff 5 -o W.mtp", 2, "--species names W twice\nhint: name each element once"),
            (
                "--level 8 --species W --cutoff 2 -o W.mtp", 2,
                "--cutoff 2.0 is not above --min-distance 2.0\nhint: the cutoff must exceed the shortest distance in the data"
            ),
            (
                "--level 8 --species W --cutoff 5 -o no/such/W.mtp", 1,
                "no/such/W.mtp: the directory no/such does not exist\nhint: make it first: mkdir -p no/such"
            ),
            ("--level 8 --species W --cutoff 5 -o .", 2, ".: is a directory\nhint: name a file in it"),
        ])
    func refusals(line: String, status: Int32, message: String) throws {
        let folder = try TemporaryFolder()
        let run = try new(line, in: folder)
        #expect(run.status == status)
        #expect(run.errors == "trainer: \(message)\n")
        #expect(folder.fileNames.isEmpty)
    }
}
