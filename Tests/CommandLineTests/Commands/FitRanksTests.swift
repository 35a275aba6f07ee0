import Foundation
import Testing

/// `trainer fit` on several processes.
@Suite("mpirun trainer fit", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mpirun"), "needs mpirun"))
struct FitRanksTests {
    private let environment = [
        "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_mpi_yield_when_idle": "1",
        "OPENBLAS_NUM_THREADS": "1",
    ]

    private func fit(_ words: String, ranks: Int, in folder: TemporaryFolder) throws -> TrainerRun {
        let launcher = "mpirun --oversubscribe --bind-to none -np \(ranks)"
        return try TrainerRun(
            shell: "env --default-signal \(launcher) \"$0\" fit \(words)", in: folder, environment: environment)
    }

    /// The lines of a log without the times.
    private func log(_ name: String, in folder: TemporaryFolder) throws -> String {
        try folder.read(name).replacing(#/"seconds": [^,]*, /#, with: "")
    }

    @Test("the files that it writes are those of one process to the last byte, also where some processes have nothing to do")
    func bytes() throws {
        let folder = try TemporaryFolder()
        let words = "--level 4 --up-to 6 --species W --cutoff 5 '\(Repository.tungsten)' --split 0.4 --starts 2 --max-iterations 4 -q"
        let alone = try TrainerRun(shell: "\"$0\" fit \(words) -j 2 -o 1.mtp --log 1.log", in: folder)
        #expect(alone.status == 0)
        #expect(try log("1.log", in: folder).split(separator: "\n").count > 8)
        // Three configurations are fitted, and two validated with.
        for ranks in [1, 2, 3, 5] {
            let run = try fit("\(words) -j \(ranks % 2 + 1) -o W.mtp --log W.log", ranks: ranks, in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output == alone.output.replacing("1.mtp", with: "W.mtp"))
            #expect(try folder.read("W.mtp") == folder.read("1.mtp"), "\(ranks) processes")
            #expect(try log("W.log", in: folder) == log("1.log", in: folder))
            #expect(folder.fileNames == ["1.log", "1.mtp", "W.log", "W.mtp"])
            for name in ["W.log", "W.mtp"] { try FileManager.default.removeItem(at: folder.url(name)) }
        }
    }

    @Test("one process goes on with what several began, and ends with the same bytes")
    func resumption() throws {
        let folder = try TemporaryFolder()
        let words = "--level 6 --species W --cutoff 5 '\(Repository.tungsten)' --max-iterations 4 -q"
        #expect(try TrainerRun(shell: "\"$0\" fit \(words) -o whole.mtp", in: folder).status == 0)
        let begun = try fit("\(words) -o W.mtp --time 0.0001s", ranks: 2, in: folder)
        #expect(begun.status == 0)
        #expect(begun.errors == "the time is over; --resume goes on from W.mtp.checkpoint\n")
        #expect(try TrainerRun(shell: "\"$0\" fit \(words) -o W.mtp --resume", in: folder).status == 0)
        #expect(try folder.read("W.mtp") == folder.read("whole.mtp"))
    }

    @Test("a signal to any one of them ends all with the best so far", arguments: [0, 1])
    func interruption(rank: Int) throws {
        let folder = try TemporaryFolder()
        // More iterations than lines fit into a pipe: the fit does not come to its end before somebody reads its log.
        let words = "--level 4 --up-to 6 --species W --cutoff 5 --starts 20 --max-iterations 12 -q -o W.mtp --log log"
        let run = try TrainerRun(
            shell: """
                mkfifo log
                mpirun --oversubscribe --bind-to none -np 2 \
                    env --default-signal sh -c 'echo $$ > process.$OMPI_COMM_WORLD_RANK; exec "$0" fit "$1" \(words)' "$0" "$1" &
                job=$!
                exec 3< log
                read -r line <&3
                kill -TERM $(cat process.\(rank))
                cat <&3 > /dev/null
                wait $job
                """, arguments: [Repository.tungsten], in: folder, environment: environment)
        #expect(run.status == 143)
        #expect(run.errors.contains("interrupted; --resume goes on from W.mtp.checkpoint\n"))
        #expect(run.output.contains("\ntraining, 5 configurations\n"))
        #expect(folder.fileNames == ["W.mtp", "W.mtp.checkpoint", "log", "process.0", "process.1"])
    }

    @Test("what all processes fail of is said, and none is left waiting")
    func failure() throws {
        let folder = try TemporaryFolder()
        let run = try fit("--level 6 --species W --cutoff 5 missing.xyz -o W.mtp -q", ranks: 3, in: folder)
        #expect(run.status == 1)
        #expect(run.errors.contains("trainer: missing.xyz: "))
    }
}
