import Atoms
import Foundation
import MomentTensor
import Testing

@testable import trainer

/// A project that begins with crystals of tungsten, with the potential of the examples as its truth, and no exploration of its own; beside it
/// crystals of several structures (seed 29).
private struct ScreeningProject {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        var random = SplitMix64(seed: 29)
        var text = ""
        for number in 0..<6 {
            let edge = 3.1 + 0.03 * Double(number)
            let tilt = Double.random(in: -0.08...0.08, using: &random)
            text += "16\nLattice=\"\(2 * edge) \(tilt) 0 0 \(2 * edge) \(tilt) \(tilt) 0 \(2.05 * edge)\" Properties=species:S:1:pos:R:3\n"
            for site in 0..<16 {
                let corner = SIMD3(Double(site & 1), Double(site >> 1 & 1), Double(site >> 2 & 1)) + Double(site >> 3) * 0.5
                let place = corner * edge + SIMD3.random(in: -0.12...0.12, using: &random)
                text += "W \(place.x) \(place.y) \(place.z)\n"
            }
        }
        try folder.write(text, to: "initial.xyz")
        try FileManager.default.copyItem(atPath: Repository.tungstenPotential, toPath: folder.path("W.mtp"))
        let made = try TrainerRun(
            "enumerate", "--lattice", "bcc,fcc,hcp,sc", "--species", "W", "--volume", "16.9", "--max-atoms", "2", "-o", "candidates.xyz",
            in: folder)
        #expect(made.status == 0 && made.errors == "candidates.xyz: 4 configurations\n")
        try folder.write(
            """
            [potential]
            species = W
            level = 8
            cutoff = 5
            [data]
            initial = initial.xyz
            [label]
            engine = command
            format = extxyz
            input = atoms.xyz
            files = W.mtp
            output = labelled.xyz
            command = '\(TrainerRun.executable.path)' evaluate W.mtp atoms.xyz -o labelled.xyz -q -j 1
            """, to: "learn.conf")
    }

    func relax(_ more: String...) throws -> TrainerRun {
        try TrainerRun(
            shell: "exec \"$0\" \"$@\"", arguments: ["relax", "candidates.xyz", "--learn", ".", "-o", "relaxed-crystals.xyz"] + more,
            in: folder)
    }
}

@Suite("trainer relax --learn")
struct LearningRelaxCommandTests {
    @Test("killed again and again it writes the same minima, those of the truth, and their hull")
    func killed() throws {
        let whole = try ScreeningProject()
        let run = try whole.relax("-j", "2")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("  explore  ") && run.errors.contains(" of 4 candidates relaxed and known"))
        #expect(run.output.split(separator: "\n").count == 5)
        let truth = try TrainerRun("relax", "W.mtp", "candidates.xyz", "-o", "truth.xyz", "-q", in: whole.folder)
        #expect(truth.status == 0)
        let relaxed = try readConfigurations(path: whole.folder.path("relaxed-crystals.xyz"))
        for (one, other) in zip(relaxed, try readConfigurations(path: whole.folder.path("truth.xyz"))) {
            #expect(abs(try #require(one.energy) - (try #require(other.energy))) < 1e-4 * Double(one.count))
            #expect(one.feature("name") == other.feature("name") && one.feature("relaxation") == "converged")
        }
        let (page, hullPage) = (try whole.folder.read("index.html"), try whole.folder.read("hull.html"))
        #expect(page.contains("href=\"hull.html\"") && hullPage.contains("Stable phases"))
        let hull = try TrainerRun("hull", "relaxed-crystals.xyz", in: whole.folder)
        let other = try TrainerRun("hull", "truth.xyz", in: whole.folder)
        let stable = { (run: TrainerRun) in run.output.split(separator: "\n").filter { $0.contains("stable") }.map { $0.prefix(20) } }
        #expect(stable(hull).count > 0 && stable(hull) == stable(other))

        let broken = try ScreeningProject()
        var kills = 0
        for milliseconds in (1...200).map({ 40 * $0 }) {
            let line =
                "timeout -s KILL \(Double(milliseconds) / 1000) \"$0\" relax candidates.xyz --learn . -o relaxed-crystals.xyz -j 1 -q"
            if try TrainerRun(shell: line, in: broken.folder).status == 0 { break }
            #expect(!broken.folder.fileNames.contains("relaxed-crystals.xyz"))
            kills += 1
        }
        #expect(kills > 2)
        for name in ["relaxed-crystals.xyz", "training.xyz", "potential.almtp"] {
            let data = FileManager.default.contents(atPath: broken.folder.path(name))
            #expect(data != nil && data == FileManager.default.contents(atPath: whole.folder.path(name)), "\(name)")
        }
        // How far it is can be asked without naming the candidates again; to go on, they are needed.
        #expect(
            try TrainerRun("learn", ".", "--status", in: whole.folder).output.contains("complete: the last relaxations met nothing new"))
        #expect(try TrainerRun("learn", ".", in: whole.folder).errors.contains("[explore] needs 'script'"))
    }

    @Test("refuses what the project says, and candidates that can be read only once")
    func usage() throws {
        let project = try ScreeningProject()
        let run = try project.relax("--break-grade", "5")
        #expect(run.status == 2 && run.errors.contains("--break-grade and --learn exclude one another"))
        let input = try TrainerRun("relax", "-", "--learn", ".", "-o", "out.xyz", in: project.folder)
        #expect(input.status == 2 && input.errors.contains("candidates are read in every round"))
        let missing = try TrainerRun("relax", "no.xyz", "--learn", ".", "-o", "out.xyz", in: project.folder)
        #expect(missing.status == 1 && missing.errors.hasPrefix("trainer: no.xyz: does not exist"))
        let time = try TrainerRun("relax", "W.mtp", "candidates.xyz", "-o", "out.xyz", "--time", "3s", in: project.folder)
        #expect(time.status == 2 && time.errors.contains("--time is about learning"))
        let pressure = try project.relax("--fixed-cell", "--pressure", "3")
        #expect(pressure.status == 2 && !project.folder.fileNames.contains("rounds"))
    }

    @Test("a pressure of the command line is that of the relaxations")
    func pressure() throws {
        let project = try ScreeningProject()
        #expect(try project.relax("--pressure", "20", "-j", "1", "-q").status == 0)
        for crystal in try readConfigurations(path: project.folder.path("relaxed-crystals.xyz")) {
            let pressure = try #require(crystal.virial).trace / 3 * Units.gigapascal / crystal.cell.volume
            #expect(abs(pressure - 20) < 1e-3)
        }
    }
}
