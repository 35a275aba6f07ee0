import Atoms
import Foundation
import MomentTensor
import Testing

@testable import trainer

@Suite("trainer dislocation")
struct DislocationCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(_ line: String) throws -> TrainerRun { try TrainerRun(shell: "exec \"$0\" dislocation \(line)", in: folder) }

    private let crystal = "--element W --lattice 3.18551 --elastic 513.1,201,144.9"

    @Test("without a potential, the published glide pair is built in one cylinder, with its rim marked")
    func pair() throws {
        let run = try run("build \(crystal) --type screw111 -o first.xyz --final last.xyz --perfect perfect.xyz")
        #expect(run.status == 0)
        #expect(run.errors == "first.xyz: 1979 atoms\n")
        #expect(run.output.contains("\natoms           1388 mobile, 591 rim\n"))
        #expect(run.output.contains("\nenergy factor   152.21 GPa\n"))
        for name in ["first.xyz", "last.xyz", "perfect.xyz"] {
            let configuration = try #require(try readConfigurations(path: folder.path(name)).first)
            #expect(configuration.fixedAtoms == Set(1388..<1979))
            #expect(configuration.cell.periodicity == [false, false, true])
            #expect(configuration.feature("dislocations")?.isEmpty == false)
        }
        let core = try self.run("core first.xyz last.xyz --reference perfect.xyz")
        #expect(core.status == 0)
        let glide = core.output.split(separator: "\n").last?.split(separator: " ").map(String.init) ?? []
        #expect(glide.dropFirst(4).first == "2.601")
        let map = try self.run("map first.xyz last.xyz --reference perfect.xyz -o map.svg")
        #expect(map.errors.hasPrefix("map.svg: the dislocation is at (72.601, 70.000) Å"))
        #expect(try folder.read("map.svg").hasPrefix("<svg "))
        #expect(try self.run("core first.xyz --reference perfect.xyz --json").output.hasPrefix("{\n  \"configurations\": ["))
    }

    @Test("beside a LAMMPS data file lie its groups")
    func groups() throws {
        let run = try run("build \(crystal) --type edge111-110 --radius 25 -o my.edge.data -q")
        #expect(run.status == 0 && run.errors.isEmpty)
        let count = try #require(try readConfigurations(path: folder.path("my.edge.data")).first?.count)
        let lines = try folder.read("my.edge.groups").split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[0] == "# The groups of my.edge.data")
        #expect(lines[1].hasPrefix("group mobile id 1:") && lines[2].hasSuffix(":\(count)"))
    }

    @Test("the potential's own crystal is taken, and fixed atoms stay when the result is relaxed")
    func relax() throws {
        let potential = Repository.tungstenPotential
        let built = try run("build \(potential) --species W --type screw111 --radius 20 --rim 8 -o screw.xyz --json -q")
        #expect(built.status == 0)
        #expect(built.output.contains("\"crystal\": \"bcc\""))
        let relaxed = try TrainerRun("relax", potential, "screw.xyz", "-o", "relaxed.xyz", "--species", "W", "-q", in: folder)
        #expect(relaxed.status == 0)
        let (before, after) = try (
            #require(readConfigurations(path: folder.path("screw.xyz")).first),
            #require(readConfigurations(path: folder.path("relaxed.xyz")).first)
        )
        #expect(after.isFixed == before.isFixed)
        for atom in before.positions.indices {
            #expect((before.positions[atom] == after.positions[atom]) == before.fixedAtoms.contains(atom))
        }
    }

    @Test("barrier prints the path, draws it and writes its images")
    func barrier() throws {
        let options = "--species W --type screw111 --radius 20 --rim 8 --images 3"
        let run = try run("barrier \(Repository.tungstenPotential) \(options) --svg path.svg -o path.xyz -q")
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("way    energy, eV\n0.000      0.0000\n"))
        #expect(run.output.contains("\nbarrier                 0.0"))
        #expect(try readConfigurations(path: folder.path("path.xyz")).count == 5)
        #expect(try folder.read("path.svg").contains("The barrier to glide"))
        let short = try self.run("barrier \(Repository.tungstenPotential) \(options) --max-steps 1 --json -q")
        #expect(short.status == 4)
        #expect(short.output.contains("\"converged\": false"))
    }

    @Test("glide prints and draws the velocity of each run and the drag coefficient")
    func mobility() throws {
        _ = try run("build \(crystal) --type edge111-110 --geometry array --width 50 --height 50 -o a.xyz --perfect p.xyz -q")
        let start = try #require(try readConfigurations(path: folder.path("a.xyz")).first)
        // 2 and 3 Å in each of 100 steps of 2 fs: 1000 and 1500 m/s.
        for (name, distance) in [("slow.dump", 2.0), ("fast.dump", 3.0)] {
            let writer = try LammpsDumpWriter(path: folder.path(name))
            for frame in 0...20 {
                var moved = start
                moved.positions = start.positions.map { $0 + SIMD3(Double(frame) * distance, 0, 0) }
                moved.features = [.init(name: "timestep", value: "\(100 * frame)")]
                try writer.write(moved)
            }
            try writer.finish()
        }
        let options = "--reference p.xyz --stress 0.2,0.3 --timestep 0.002"
        let run = try run("glide slow.dump fast.dump \(options) -o v.svg --trace g.svg")
        #expect(run.status == 0, "\(run.errors)")
        let rows = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows[1] == ["0.200", "1000.0", "0.0", "40.0", "4.0", "1.3", "0.0552"], "\(run.output)")
        #expect(rows[2] == ["0.300", "1500.0", "0.0", "60.0", "4.0", "1.3", "0.0552"])
        #expect(run.output.contains("\ndrag coefficient B  0.0552 ± 0.000"))
        #expect(try folder.read("v.svg").contains("Velocity against stress") && folder.read("g.svg").contains("Glide"))
        #expect(try self.run("glide slow.dump fast.dump \(options) --json").output.contains("\"drag\": 0.055"))
        let missing = try self.run("glide slow.dump fast.dump --reference p.xyz --stress 0.2")
        #expect(missing.status == 2)
        #expect(missing.errors.hasPrefix("trainer: --stress has 1 number for 2 runs"))
        let short = try self.run("glide slow.dump --reference p.xyz --stress 0.2 --skip 1.9")
        #expect(short.status == 3)
        #expect(short.errors.hasPrefix("trainer: slow.dump: of 21 configurations, 2 come after the first 1.90 ps"), "\(short.errors)")
    }

    @Test("the shape of a line is drawn")
    func shape() throws {
        _ = try run("build \(crystal) --type screw111 --radius 30 --geometry kinks --periods 40 -o k.xyz --perfect p.xyz -q")
        let run = try run("core k.xyz --reference p.xyz --shape line.svg")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try folder.read("line.svg").contains("The line in its plane of glide"))
    }

    @Test("peierls brackets the stress")
    func peierls() throws {
        let run = try run("peierls \(Repository.tungstenPotential) --species W --type screw111 --radius 20 --rim 8 --step 1 --json -q")
        #expect(run.status == 0)
        #expect(run.output.contains("\"lower_bound\": ") && !run.output.contains("\"upper_bound\": null"))
    }

    @Test(
        "what makes no sense is said, with exit status 2",
        arguments: [
            ("build --type screw111 -o a.xyz", "without a potential, the crystal is not known"),
            ("build W.mtp -o a.xyz", "which dislocation is meant is not said"),
            ("build W.mtp --type screw111 --line 1,1,1 -o a.xyz", "--type already says what --line would"),
            ("build W.mtp --type screw111 --geometry array --radius 20 -o a.xyz", "--radius has no meaning for --geometry array"),
            (
                "build W.mtp --burgers 1,0 --line 0,0,1 --plane 0,1,0 -o a.xyz",
                "--burgers needs three numbers such as 0.5,0.5,0.5, not '1,0'"
            ),
            (
                "build --element W --lattice 3 --elastic 500,200,150 --type edge111-110 --core hard -o a.xyz",
                "--core is for the screw dislocation of bcc on {110}"
            ),
            ("build --element W --lattice 3 --elastic 500,200 --type screw111 -o a.xyz", "--elastic needs C11,C12,C44 in GPa"),
            ("build --element W --lattice 3 --elastic 5,2,1 --type edge111-110 --radius 5 -o a.xyz", "the rim of 10.0 Å leaves no atom"),
        ])
    func refusals(line: String, message: String) throws {
        let run = try run(line)
        #expect(run.status == 2)
        #expect(run.errors.hasPrefix("trainer: \(message)"), "\(run.errors)")
        #expect(folder.fileNames.isEmpty)
    }

    @Test("a reference that does not say what is in it is refused, with its name")
    func reference() throws {
        _ = try run("build \(crystal) --type screw111 --radius 20 -o s.xyz --perfect p.xyz -q")
        let run = try run("core s.xyz --reference \(Repository.tungsten)")
        #expect(run.status == 3)
        #expect(run.errors.hasPrefix("trainer: \(Repository.tungsten): the reference does not say which dislocation is in it"))
    }
}
