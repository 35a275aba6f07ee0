import Atoms
import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer evaluate")
struct EvaluateCommandTests {
    static let goldenCases = ["W-08", "motep-multi3-10", "motep-cubic-16", "PdAg-20-repuls", "mlip3-16"].flatMap { folder in
        ["", "2"].map { (folder, "in\($0).cfg", "efs\($0).cfg") }
    }.filter {
        // MLIP-2 skipped configurations of this one, which have columns that it does not know.
        $0 != ("mlip3-16", "in2.cfg", "efs2.cfg")
            && FileManager.default.fileExists(atPath: Repository.golden.appendingPathComponent("\($0.0)/\($0.2)").path)
    }

    @Test(
        "energies, forces and stresses of MLIP are reproduced within 1e-10 of the largest of their kind in the configuration",
        .enabled(if: Repository.hasGoldenData), arguments: goldenCases)
    func golden(folder: String, input: String, reference: String) throws {
        let scratch = try TemporaryFolder()
        let golden = Repository.golden.appendingPathComponent(folder)
        let run = try TrainerRun(
            "evaluate", golden.appendingPathComponent("pot.mtp").path, golden.appendingPathComponent(input).path, "-o", "out.cfg", "-q",
            in: scratch)
        #expect(run.status == 0)
        #expect(run.errors == "")
        let expected = try readConfigurations(path: golden.appendingPathComponent(reference).path)
        let found = try readConfigurations(path: scratch.path("out.cfg"))
        #expect(found.count == expected.count)
        for (found, expected) in zip(found, expected) {
            #expect(found.feature("what") == expected.feature("what"))
            #expect(deviation([try #require(found.energy)], [try #require(expected.energy)]) < 1e-10)
            #expect(deviation(components(try #require(found.forces)), components(try #require(expected.forces))) < 1e-10)
            if let virial = expected.virial { #expect(deviation(try #require(found.virial).voigt, virial.voigt) < 1e-10) }
            let siteEnergies = try #require(found.siteEnergies)
            #expect(deviation([siteEnergies.reduce(0, +)], [try #require(expected.energy)]) < 1e-10)
        }
    }

    private func components(_ vectors: [SIMD3<Double>]) -> [Double] { vectors.flatMap { [$0.x, $0.y, $0.z] } }

    /// The largest difference, relative to the largest magnitude; below 0.01, as of the forces in a perfect crystal, relative to that.
    private func deviation(_ found: [Double], _ expected: [Double]) -> Double {
        guard found.count == expected.count else { return .infinity }
        let scale = expected.reduce(0.01) { max($0, abs($1)) }
        let difference = zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
        return difference / scale
    }

    private func evaluate(_ line: String, in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(shell: "exec \"$0\" evaluate \(line)", in: folder)
    }

    @Test("the file does not depend on the number of threads, nor on how configurations are batched")
    func threads() throws {
        let folder = try TemporaryFolder()
        let (potential, data) = (Repository.tungstenPotential, Repository.tungsten)
        // Many configurations are shared out one by one; a single large one is shared by all threads.
        let large = try readConfigurations(path: data).max { $0.count < $1.count }!
        let writer = try ConfigurationFormat.cfg.makeWriter(path: folder.path("large.cfg"))
        try writer.write(large)
        try writer.finish()
        for threads in [1, 2, 5] {
            let many = Array(repeating: data, count: 60).joined(separator: " ")
            #expect(try evaluate("\(potential) \(many) -o many\(threads).cfg -q -j \(threads)", in: folder).status == 0)
            #expect(try evaluate("\(potential) large.cfg -o one\(threads).cfg -q -j \(threads)", in: folder).status == 0)
        }
        for threads in [2, 5] {
            #expect(try folder.read("many\(threads).cfg") == folder.read("many1.cfg"))
            #expect(try folder.read("one\(threads).cfg") == folder.read("one1.cfg"))
        }
    }

    @Test("mixed precision gives the forces of double precision within 1e-4 of the largest, and there is no third")
    func precision() throws {
        let folder = try TemporaryFolder()
        let line = "\(Repository.tungstenPotential) \(Repository.tungsten) -q"
        #expect(try evaluate("\(line) -o double.cfg --precision double", in: folder).status == 0)
        #expect(try evaluate("\(line) -o default.cfg", in: folder).status == 0)
        #expect(try evaluate("\(line) -o mixed.cfg --precision mixed", in: folder).status == 0)
        #expect(try folder.read("default.cfg") == folder.read("double.cfg"))
        let expected = try readConfigurations(path: folder.path("double.cfg"))
        let found = try readConfigurations(path: folder.path("mixed.cfg"))
        for (found, expected) in zip(found, expected) {
            #expect(deviation([try #require(found.energy)], [try #require(expected.energy)]) < 1e-6)
            #expect(deviation(components(try #require(found.forces)), components(try #require(expected.forces))) < 1e-4)
        }
        let wrong = try evaluate("\(line) -o wrong.cfg --precision single", in: folder)
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("--precision needs one of double, mixed, not 'single'"))
    }

    @Test("the number of threads may come from the environment, and nonsense there is refused")
    func environment() throws {
        let folder = try TemporaryFolder()
        let arguments = [Repository.tungstenPotential, Repository.tungsten]
        let good = try TrainerRun(
            "evaluate", arguments[0], arguments[1], "-o", "out.cfg", in: folder, environment: ["VOLTERRA_THREADS": "3"])
        #expect(good.status == 0)
        let bad = try TrainerRun(
            "evaluate", arguments[0], arguments[1], "-o", "out.cfg", in: folder, environment: ["VOLTERRA_THREADS": "many"])
        #expect(bad.status == 2)
        #expect(
            bad.errors == """
                trainer: VOLTERRA_THREADS is 'many', which is not an integer from 1 to 1024
                hint: set it to a number, or unset it

                """)
    }

    @Test("labels that were there are replaced, and everything else stays")
    func replacing() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            BEGIN_CFG
             Size
                1
             Supercell
                3.2 0 0
                0 3.2 0
                0 0 3.2
             AtomData: id type cartes_x cartes_y cartes_z fx fy fz
                1 0 0 0 0 9 9 9
             Energy
                999
             Feature config_type single
            END_CFG

            """, to: "in.cfg")
        let run = try evaluate("\(Repository.tungstenPotential) in.cfg -o out.cfg", in: folder)
        #expect(run.status == 0)
        #expect(run.output == "")
        #expect(run.errors == "out.cfg: 1 configuration, 1 atom\n")
        let configuration = try #require(try readConfigurations(path: folder.path("out.cfg")).first)
        let energy = try #require(configuration.energy)
        #expect(energy != 999 && energy < 0)
        #expect(configuration.siteEnergies == [energy])
        #expect(try #require(configuration.forces).allSatisfy { $0.length < 1e-12 })
        #expect(configuration.virial != nil)
        #expect(configuration.group == "single")
    }

    @Test("elements survive the way to extended XYZ and back, and the energies with them")
    func species() throws {
        let folder = try TemporaryFolder()
        let (potential, data) = (Repository.tungstenPotential, Repository.tungsten)
        #expect(try evaluate("\(potential) \(data) -o out.xyz --species W -q", in: folder).status == 0)
        #expect(try evaluate("\(potential) out.xyz -o back.cfg --species W -q", in: folder).status == 0)
        let (there, back) = (try readConfigurations(path: folder.path("out.xyz")), try readConfigurations(path: folder.path("back.cfg")))
        #expect(there.count == 5)
        #expect(back.count == 5)
        for (one, other) in zip(there, back) {
            #expect(one.kinds.allSatisfy { $0 == .element(Element(symbol: "W")!) })
            #expect(other.kinds == one.kinds)
            #expect(abs(try #require(one.energy) - (try #require(other.energy))) < 1e-9)
        }
    }

    @Test("an assumption about nameless species is told, unless the user wants silence")
    func notes() throws {
        let folder = try TemporaryFolder()
        try folder.write("1\nLattice=\"3.2 0 0 0 3.2 0 0 0 3.2\" Properties=species:S:1:pos:R:3\nW 0 0 0\n", to: "in.xyz")
        let run = try evaluate("\(Repository.tungstenPotential) in.xyz -o out.xyz", in: folder)
        #expect(
            run.errors == """
                note: the only species of the potential has no name and was taken as W, the only element of the data
                out.xyz: 1 configuration, 1 atom

                """)
        #expect(try evaluate("\(Repository.tungstenPotential) in.xyz -o out.xyz -q", in: folder).errors == "")
    }

    @Test("what cannot be evaluated is named, and nothing is written")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let potential = Repository.tungstenPotential
        try folder.write("1\nProperties=species:S:1:pos:R:3\nW 0 0 0\n1\nProperties=species:S:1:pos:R:3\nRe 0 0 0\n", to: "two.xyz")
        #expect(try TrainerRun("new", "--level", "2", "--species", "W", "--cutoff", "5", "-q", "-o", "new.mtp", in: folder).status == 0)

        let untrained = try evaluate("new.mtp two.xyz -o out.cfg", in: folder)
        #expect(untrained.status == 3)
        #expect(untrained.errors.hasPrefix("trainer: new.mtp: the potential MTP2 is untrained: it has no coefficients\nhint: "))

        let foreign = try evaluate("\(potential) two.xyz -o out.cfg --species W", in: folder)
        #expect(foreign.status == 3)
        #expect(
            foreign.errors == """
                trainer: two.xyz: configuration 2: the data has Re, which the potential does not know: it knows W (type 0)
                hint: use a potential for these elements

                """)

        let tooMany = try evaluate("\(potential) two.xyz -o out.cfg --species W,Re", in: folder)
        #expect(tooMany.status == 2)

        let potentialAsOutput = try evaluate("new.mtp two.xyz -o new.mtp", in: folder)
        #expect(potentialAsOutput.status == 2)
        #expect(potentialAsOutput.errors == "trainer: new.mtp: is input and output at the same time\nhint: give the output another name\n")
        #expect(folder.fileNames == ["new.mtp", "two.xyz"])
    }
}
