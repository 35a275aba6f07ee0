import Foundation
import Testing

@testable import trainer

@Suite("Signals")
struct SignalsTests {
    /// Starts a conversion whose input never ends, waits for its temporary file, and sends the signal.
    private func interrupt(_ signal: String, in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(
            shell: """
                mkfifo endless
                "$0" convert endless -o out.cfg --format cfg & job=$!
                exec 3> endless
                printf 'BEGIN_CFG\\n Size\\n 1\\n AtomData: id type cartes_x cartes_y cartes_z\\n 1 0 0 0 0\\nEND_CFG\\n' >&3
                while ! ls out.cfg.* > /dev/null 2>&1; do sleep 0.05; done
                kill -\(signal) $job
                wait $job
                """, in: folder)
    }

    @Test("an interrupted program removes its temporary files and says why it ended", arguments: [("TERM", 143), ("HUP", 129)])
    func interruption(signal: String, status: Int32) throws {
        let folder = try TemporaryFolder()
        let run = try interrupt(signal, in: folder)
        #expect(run.status == status)
        #expect(run.errors == "")
        #expect(folder.fileNames == ["endless"])
    }

    @Test("Ctrl-C does the same; a job of a script in the background, which must not see Ctrl-C, goes on")
    func controlC() throws {
        let folder = try TemporaryFolder()
        // A shell without job control lets its background jobs ignore SIGINT; bash -m does not.
        let run = try TrainerRun(
            shell: """
                mkfifo endless
                bash -mc '"$0" convert endless -o out.cfg --format cfg & echo $! > pid; wait $!; echo $? > status' "$0" &
                exec 3> endless
                while ! ls out.cfg.* > /dev/null 2>&1; do sleep 0.05; done
                kill -INT $(cat pid)
                wait
                exit $(cat status)
                """, in: folder)
        #expect(run.status == 130)
        #expect(!folder.fileNames.contains { $0.hasPrefix("out.cfg") })
    }

    @Test("what existed before stays as it was")
    func previousOutput() throws {
        let folder = try TemporaryFolder()
        try folder.write("precious", to: "out.cfg")
        #expect(try interrupt("TERM", in: folder).status == 143)
        #expect(try folder.read("out.cfg") == "precious")
        #expect(folder.fileNames == ["endless", "out.cfg"])
    }
}
