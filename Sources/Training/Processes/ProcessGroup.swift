import Foundation
import MomentTensor

/// A command that runs, with all that it started.
public struct ProcessGroup: Sendable {
    let leader: pid_t
    /// The file that says which process it is, as long as it runs.
    private let note: String

    init(leader: pid_t, note: String) {
        self.leader = leader
        self.note = note
    }

    /// Waits until it ends, its time is over, or nobody waits any longer.
    public func wait(timeLimit: Duration?, isCancelled: () -> Bool) -> ShellCommand.Ending {
        let deadline = timeLimit.map { ContinuousClock.now + $0 }
        var pause: UInt32 = 1000
        while true {
            if let ending = ending() { return ending }
            if isCancelled() {
                end()
                return .cancelled
            }
            if let deadline, .now >= deadline {
                end()
                return .outOfTime
            }
            usleep(pause)
            pause = min(2 * pause, 50_000)
        }
    }

    /// How it ended, if it has. To be asked until it has, and not again.
    public func ending() -> ShellCommand.Ending? {
        var status: Int32 = 0
        guard waitpid(leader, &status, WNOHANG) != 0 else { return nil }
        unlink(note)
        let signal = status & 0x7f
        return signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal: signal)
    }

    /// Ends it: first with a request, two seconds later by force.
    public func end() {
        kill(-leader, SIGTERM)
        let deadline = ContinuousClock.now + .seconds(2)
        while ContinuousClock.now < deadline, ending() == nil { usleep(10_000) }
        kill(-leader, SIGKILL)
        var status: Int32 = 0
        waitpid(leader, &status, 0)
        unlink(note)
    }

    /// Process IDs are used again; together with its start, one is not.
    func leaveNote() {
        guard let start = ProcessGroup.start(of: leader) else { return }
        try? "\(leader) \(start)\n".write(toFile: note, atomically: true, encoding: .utf8)
    }

    /// Ends what a run of this program that was killed left behind in `folder`.
    public static func endLeftover(in folder: String) {
        let note = ShellCommand.note(in: folder)
        guard let text = try? String(contentsOfFile: note, encoding: .utf8) else { return }
        let words = text.split { $0.isWhitespace }.map(String.init)
        if words.count == 2, let leader = pid_t(words[0]), leader > 1, start(of: leader) == words[1] { kill(-leader, SIGKILL) }
        unlink(note)
    }

    /// When a process began, in the system's own unit; `nil` if it is gone, or on systems that do not tell.
    private static func start(of process: pid_t) -> String? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8), let name = text.lastIndex(of: ")") else {
            return nil
        }
        // The name of the program, in parentheses, is the second field; the start is the twenty-second.
        let fields = text[text.index(after: name)...].split(separator: " ")
        return fields.count > 19 ? String(fields[19]) : nil
    }
}
