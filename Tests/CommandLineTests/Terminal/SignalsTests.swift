import Foundation
import Testing

@testable import trainer

@Suite("Signals")
struct SignalsTests {
    /// Starts a conversion whose input never ends, waits for its temporary file, and sends the signal. (A shell lets its background jobs
    /// ignore SIGINT; `env` undoes it.)
    private func interrupt(_ signal: String, in folder: TemporaryFolder) throws -> TrainerRun {
        try TrainerRun(
            shell: """
                mkfifo endless
                env --default-signal=INT "$0" convert endless -o out.cfg --format cfg & job=$!
                exec 3> endless
                printf 'BEGIN_CFG\\n Size\\n 1\\n AtomData: id type cartes_x cartes_y cartes_z\\n 1 0 0 0 0\\nEND_CFG\\n' >&3
                while ! ls out.cfg.* > /dev/null 2>&1; do sleep 0.05; done
                kill -\(signal) $job
                wait $job
                """, in: folder)
    }

    @Test(
        "an interrupted program removes its temporary files and says by its status why it ended",
        arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
    func interruption(signal: String, status: Int32) throws {
        let folder = try TemporaryFolder()
        let run = try interrupt(signal, in: folder)
        #expect(run.status == status)
        #expect(run.errors == "")
        #expect(folder.fileNames == ["endless"])
    }

    @Test("signals that the caller wants ignored stay ignored")
    func ignored() throws {
        let run = try TrainerRun(
            shell: """
                mkfifo endless
                env --ignore-signal=HUP "$0" convert endless -o out.cfg --format cfg -q & job=$!
                exec 3> endless
                while ! ls out.cfg.* > /dev/null 2>&1; do sleep 0.05; done
                kill -HUP $job
                printf 'BEGIN_CFG\\n Size\\n 1\\n AtomData: id type cartes_x cartes_y cartes_z\\n 1 0 0 0 0\\nEND_CFG\\n' >&3
                exec 3>&-
                wait $job && cat out.cfg
                """)
        #expect(run.status == 0)
        #expect(run.output.contains("END_CFG"))
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
