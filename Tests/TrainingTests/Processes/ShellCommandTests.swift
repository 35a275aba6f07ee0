import Foundation
import MomentTensor
import TestSupport
import Testing

@testable import Training

@Suite("Shell commands")
struct ShellCommandTests {
    private func run(_ line: String, in folder: ScratchFolder, limit: Duration? = nil) throws -> ShellCommand.Ending {
        try ShellCommand(line, in: folder.path, output: "out", timeLimit: limit).run { false }
    }

    @Test("run in their folder, with all that they print in a file there, and say how they ended")
    func endings() throws {
        let folder = try ScratchFolder()
        #expect(try run("pwd; echo oops >&2; exit 3", in: folder) == .exited(3))
        let lines = try folder.read("out").split(separator: "\n")
        #expect(lines.count == 2 && lines[0].hasSuffix(folder.path) && lines[1] == "oops")
        #expect(try run("kill -9 $$", in: folder) == .killed(signal: 9))
        #expect(try run("no-such-program-here", in: folder) == .exited(127))
    }

    @Test("end with everything that they started when their time is over, or nobody waits")
    func endsAsGroup() throws {
        let folder = try ScratchFolder()
        let line = "sleep 1000 & echo $! > child; wait"
        #expect(try run(line, in: folder, limit: .milliseconds(300)) == .outOfTime)
        #expect(!isAlive(try folder.read("child")))
        let ending = try ShellCommand(line, in: folder.path, output: "out").run {
            folder.has("child") && !(try! folder.read("child")).isEmpty
        }
        #expect(ending == .cancelled)
    }

    @Test("that ignore the request to end are ended by force")
    func force() throws {
        let folder = try ScratchFolder()
        #expect(try run("trap '' TERM; echo $$ > child; while :; do sleep 1; done", in: folder, limit: .milliseconds(300)) == .outOfTime)
        #expect(!isAlive(try folder.read("child")))
    }

    @Test("of a run that was killed are ended before their folder is used again; others with the same number are not")
    func leftover() throws {
        let folder = try ScratchFolder()
        let group = try ShellCommand("sleep 1000", in: folder.path, output: "out").start()
        #expect(folder.has("running"))
        let note = try folder.read("running")
        try folder.write(note.replacing(" ", with: " 1"), to: "running")
        ProcessGroup.endLeftover(in: folder.path)
        #expect(group.ending() == nil && !folder.has("running"))
        try folder.write(note, to: "running")
        ProcessGroup.endLeftover(in: folder.path)
        #expect(group.wait(timeLimit: .seconds(10)) { false } == .killed(signal: SIGKILL))
    }

    private func isAlive(_ text: String) -> Bool {
        guard let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) else { return true }
        // What was just killed may be a zombie for a moment.
        for _ in 0..<200 {
            let state = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8))?.split(separator: ")").last
            if state == nil || state!.hasPrefix(" Z") { return false }
            usleep(10_000)
        }
        return true
    }
}
