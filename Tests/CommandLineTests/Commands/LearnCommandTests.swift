import Atoms
import Foundation
import MomentTensor
import Testing

@testable import Training
@testable import trainer

/// A project whose truth is the tungsten potential of the examples, computed by `trainer` itself, and whose simulation is a file of frames.
private struct TungstenProject {
    let folder: TemporaryFolder

    init(label: String) throws {
        folder = try TemporaryFolder()
        var random = SplitMix64(seed: 17)
        func crystal(_ displacement: Double) throws -> Configuration {
            guard let tungsten = Element(symbol: "W") else { throw VolterraError(.usage, "no tungsten") }
            let edge = 2 * 3.17 * Double.random(in: 0.98...1.03, using: &random)
            var positions: [SIMD3<Double>] = []
            for cell in 0..<8 {
                let corner = SIMD3(Double(cell & 1), Double(cell >> 1 & 1), Double(cell >> 2)) * (edge / 2)
                for site in [SIMD3<Double>.zero, SIMD3(repeating: edge / 4)] {
                    positions.append(corner + site + SIMD3.random(in: -displacement...displacement, using: &random))
                }
            }
            return Configuration(
                cell: Cell(SIMD3(edge, 0, 0), SIMD3(0, edge, 0), SIMD3(0, 0, edge)), positions: positions,
                kinds: Array(repeating: .element(tungsten), count: positions.count))
        }
        try (0..<3).map { _ in try crystal(0.05) }.writeExtendedXYZ(to: folder.path("initial.xyz"))
        try (0..<12).map { try crystal(0.05 + 0.02 * Double($0)) }.writeExtendedXYZ(to: folder.path("frames.xyz"))
        try FileManager.default.copyItem(atPath: Repository.tungstenPotential, toPath: folder.path("W.mtp"))
        try folder.write("", to: "script")
        try folder.write(
            """
            [potential]
            species = W
            level = 6
            cutoff = 5
            [data]
            initial = initial.xyz
            [explore]
            script = script
            command = cp '\(folder.path("frames.xyz"))' trajectory.xyz
            frames = trajectory.xyz
            [select]
            save = 1.5
            break = 1e6
            limit = 2
            [label]
            format = extxyz
            input = atoms.xyz
            files = W.mtp
            time-limit = 60s
            \(label.replacing("TRAINER", with: "'\(TrainerRun.executable.path)'"))
            [fit]
            iterations = 3
            first-iterations = 5
            """, to: "learn.conf")
    }

    static let commandLabels = "engine = command\noutput = labelled.xyz\ncommand = TRAINER evaluate W.mtp atoms.xyz -o labelled.xyz -q -j 1"

    func data(_ name: String) -> Data? { FileManager.default.contents(atPath: folder.path(name)) }

    /// The labels of all configurations, in their order.
    func labels() throws -> [Double] {
        try readConfigurations(path: folder.path("training.xyz")).flatMap { configuration in
            [configuration.energy ?? .nan] + (configuration.forces ?? []).flatMap { [$0.x, $0.y, $0.z] }
                + (configuration.virial?.voigt ?? [])
        }
    }
}

@Suite("trainer learn")
struct LearnCommandTests {
    @Test("killed again and again it comes to the same data and the same potential as if it had not been")
    func killed() throws {
        let whole = try TungstenProject(label: TungstenProject.commandLabels)
        let run = try TrainerRun("learn", ".", "-j", "1", in: whole.folder)
        #expect(run.status == 0 && run.output.hasPrefix("complete: the last simulations met nothing new; "), "\(run.errors)")
        #expect(run.errors.hasPrefix("round 0\n  label    3 labelled, 3 calls of "))

        let broken = try TungstenProject(label: TungstenProject.commandLabels)
        var kills = 0
        for milliseconds in (1...200).map({ 40 * $0 }) {
            let line = "timeout -s KILL \(Double(milliseconds) / 1000) \"$0\" learn . -j 1 -q"
            if try TrainerRun(shell: line, in: broken.folder).status == 0 { break }
            kills += 1
        }
        #expect(kills > 2)
        for name in ["training.xyz", "potential.mtp", "potential.almtp"] { #expect(broken.data(name) == whole.data(name), "\(name)") }
    }

    @Test("labels through an i-PI socket are those of files", arguments: ["unix:{name}", "{host}:{port}"])
    func socket(_ address: String) throws {
        let files = try TungstenProject(label: TungstenProject.commandLabels)
        #expect(try TrainerRun("learn", ".", "-q", "--rounds", "1", in: files.folder).status == 0)
        let kind = address.hasPrefix("unix") ? "unix" : "inet"
        let sockets = try TungstenProject(
            label:
                "engine = ipi\nsocket = \(kind)\nparallel = 2\ncommand = TRAINER serve W.mtp --ipi \(address) --template atoms.xyz -q -j 1")
        let run = try TrainerRun("learn", ".", "-q", "--rounds", "1", in: sockets.folder)
        #expect(run.status == 0, "\(run.errors)")
        let (expected, found) = (try files.labels(), try sockets.labels())
        #expect(expected.count == found.count && expected.count > 100)
        #expect(zip(expected, found).allSatisfy { abs($0 - $1) <= 1e-9 * max(1, abs($0)) })
    }

    @Test("relaxes candidates with what it has learnt until all relaxed structures are known")
    func relaxation() throws {
        let project = try TungstenProject(label: TungstenProject.commandLabels)
        let text = try project.folder.read("learn.conf")
            .replacing("script = script", with: "script = frames.xyz")
            .replacing(
                "command = cp '\(project.folder.path("frames.xyz"))' trajectory.xyz",
                with: "command = '\(TrainerRun.executable.path)' relax {potential} {script} -o relaxed.xyz --max-steps 3 -q -j 1 || true"
            )
            .replacing("frames = trajectory.xyz", with: "frames = relaxed.xyz")
        try project.folder.write(text, to: "learn.conf")
        let run = try TrainerRun("learn", ".", "-j", "1", in: project.folder)
        #expect(run.status == 0 && run.output.hasPrefix("complete: "), "\(run.errors)")
        #expect(run.errors.contains("\n  explore  frames: ") && run.errors.contains("\n  label    2 labelled, 2 calls of "))
        let training = try readConfigurations(path: project.folder.path("training.xyz"))
        #expect(training.contains { $0.group == "frames" && $0.feature("learn_round") == "1" })
    }

    @Test("says what is wrong with a program that labels, and with a project that is not there")
    func failures() throws {
        let crashing = try TungstenProject(label: "engine = ipi\ncommand = TRAINER serve no.mtp --ipi unix:{name} --template atoms.xyz")
        let run = try TrainerRun("learn", ".", "-q", in: crashing.folder)
        #expect(run.status == 4 && run.errors.contains("none of 3 configurations could be labelled; the first: exit status 1: "))
        #expect(run.errors.contains("trainer: no.mtp: cannot be read"))
        let missing = try TungstenProject(label: "engine = ipi\ncommand = no-such-program {ipi}")
        let other = try TrainerRun("learn", ".", "-q", in: missing.folder)
        #expect(other.status == 2 && other.errors.contains("the command 'no-such-program "))
        let folder = try TemporaryFolder()
        let none = try TrainerRun("learn", "nowhere", in: folder)
        #expect(none.status == 1 && none.errors.hasPrefix("trainer: nowhere/learn.conf: does not exist: there is no project in nowhere\n"))
        #expect(none.errors.contains("hint: make one with: trainer learn --new nowhere\n"))
    }

    @Test("makes a project to edit, once, and tells how far one is")
    func newAndStatus() throws {
        let folder = try TemporaryFolder()
        let made = try TrainerRun("learn", "--new", "al", "--engine", "ase", in: folder)
        #expect(made.status == 0 && made.errors.hasPrefix("al: learn.conf, explore.lmp, calculator.py; edit them"))
        #expect(try TrainerRun("learn", "--new", "al", in: folder).status == 2)
        let project = try TungstenProject(label: TungstenProject.commandLabels)
        #expect(try TrainerRun("learn", ".", "--status", in: project.folder).output == "nothing is done yet\n")
        #expect(try TrainerRun("learn", ".", "-q", "--rounds", "0", in: project.folder).status == 0)
        let status = try TrainerRun("learn", ".", "--status", in: project.folder)
        #expect(status.output.hasPrefix("round 0\n  label    3 labelled, 3 calls of "))
        #expect(status.output.hasSuffix("not complete; 3 calls of the engine, 0 time steps simulated\n"))
        let text = try project.folder.read("learn.conf") + "\n[loop]\nrounds = 1\n"
        try project.folder.write(text, to: "learn.conf")
        let limited = try TrainerRun("learn", ".", "-q", in: project.folder)
        #expect(limited.status == 4 && limited.errors.contains("after 1 round the simulations still meet what the potential does not know"))
    }
}
