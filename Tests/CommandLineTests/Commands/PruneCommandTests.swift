import Foundation
import Testing

@Suite("trainer prune")
struct PruneCommandTests {
    private func prune(_ more: String..., in folder: TemporaryFolder) throws -> TrainerRun {
        let arguments = ["prune", Repository.tungstenPotential, Repository.tungsten, "-o", "new.mtp", "--validate", Repository.tungsten]
        return try TrainerRun(shell: "exec \"$0\" \"$@\"", arguments: arguments + ["--max-iterations", "1"] + more, in: folder)
    }

    @Test("writes a potential with fewer scalars, which every command reads, and prints what it became on the way")
    func result() throws {
        let folder = try TemporaryFolder()
        let run = try prune("--scalars", "5", "--svg", "front.svg", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let lines = run.output.split(separator: "\n")
        #expect(lines[0].hasPrefix("scalars  products") && lines[1].hasPrefix("9 ") && lines.last?.hasPrefix("5 ") == true)
        #expect(run.errors.split(separator: "\n").count == lines.count - 1)
        #expect(folder.fileNames == ["front.svg", "new.mtp"])
        let info = try TrainerRun("info", "new.mtp", "--json", in: folder)
        #expect(info.status == 0 && info.output.contains("\"scalars\": 5"))
        #expect(try TrainerRun("errors", "new.mtp", Repository.tungsten, in: folder).status == 0)
        #expect(try folder.read("front.svg").hasPrefix("<svg"))
    }

    @Test("the JSON has a line for every potential, and the file does not depend on the number of threads")
    func threads() throws {
        let files = try ["1", "3"].map { count in
            let folder = try TemporaryFolder()
            let run = try prune("--scalars", "6", "--json", "-q", "-j", count, in: folder)
            #expect(run.status == 0 && run.errors == "")
            let points = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
            #expect(points.first?["scalars"] as? Int == 9 && points.last?["scalars"] as? Int == 6)
            return try folder.read("new.mtp")
        }
        #expect(files[0] == files[1])
    }

    @Test("energies of isolated atoms stay what they are given as")
    func speciesEnergies() throws {
        let folder = try TemporaryFolder()
        #expect(try prune("--scalars", "6", "--species-energies", "0=-4.5", "-q", in: folder).status == 0)
        #expect(try folder.read("new.mtp").contains("species_coeffs = {-4.5}"))
    }

    @Test("Ctrl-C writes the smallest potential so far, and says by the status what happened", arguments: [("INT", 130), ("TERM", 143)])
    func interruption(signal: String, status: Int32) throws {
        let folder = try TemporaryFolder()
        // So much to fit at the end that it is not over when the signal comes.
        let run = try TrainerRun(
            shell: """
                for copy in $(seq 20); do cat '\(Repository.tungsten)'; done > data.cfg
                mkfifo lines
                env --default-signal=\(signal) "$0" prune '\(Repository.tungstenPotential)' data.cfg -o new.mtp --scalars 5 \
                    --max-iterations 1000000 --tolerance 1e-300 2> lines & job=$!
                exec 3< lines
                read -r line <&3
                read -r line <&3
                kill -\(signal) $job
                cat <&3
                wait $job
                """, in: folder, environment: ["OPENBLAS_NUM_THREADS": "2"])
        #expect(run.status == status)
        #expect(run.output.contains("stopping with the best so far; once more stops at once\n"))
        #expect(run.output.contains("interrupted; new.mtp has 5 scalars, on the way to the target\n"))
        #expect(try TrainerRun("info", "new.mtp", "--json", in: folder).output.contains("\"scalars\": 5"))
    }

    @Test("--time that is over before anything is left out writes nothing")
    func time() throws {
        let folder = try TemporaryFolder()
        let run = try prune("--scalars", "5", "--time", "0.000001s", in: folder)
        #expect(run.status == 4 && folder.fileNames == [])
        #expect(run.errors == "trainer: the time was over before anything was left out\nhint: give it more time\n")
    }

    @Test("one target at most, and one that can be met")
    func targets() throws {
        let folder = try TemporaryFolder()
        let two = try prune("--scalars", "5", "--speedup", "2", in: folder)
        #expect(two.status == 2 && two.errors.contains("--speedup, --loss-increase and --scalars exclude one another"))
        let slow = try prune("--speedup", "0.5", in: folder)
        #expect(slow.status == 2 && slow.errors.contains("--speedup needs a number above 1, not '0.5'"))
        let many = try prune("--scalars", "9", in: folder)
        #expect(many.status == 2 && many.errors.contains("has 9 scalars, and --scalars 9 asks for as many"))
        #expect(folder.fileNames == [])
    }
}
