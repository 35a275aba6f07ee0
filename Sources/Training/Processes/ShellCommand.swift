import Foundation
import MomentTensor

/// A command line of the user's, for `/bin/sh`, that runs in a folder with its output in a file there.
///
/// It and whatever it starts form one process group, which ends as a whole.
public struct ShellCommand: Sendable {
    public var line: String
    /// Where it runs.
    public var folder: String
    /// The name of the file in the folder that standard output and standard error go to.
    public var output: String
    /// Besides what this program has in its environment.
    public var environment: [String: String] = [:]
    public var timeLimit: Duration?

    public init(_ line: String, in folder: String, output: String, timeLimit: Duration? = nil) {
        self.line = line
        self.folder = folder
        self.output = output
        self.timeLimit = timeLimit
    }

    /// How it came to its end.
    public enum Ending: Hashable, Sendable {
        case exited(Int32)
        case killed(signal: Int32)
        /// After the time limit, by us.
        case outOfTime
        /// By us, because nobody waited any longer.
        case cancelled
    }

    /// Runs it to its end, or until `isCancelled`.
    public func run(isCancelled: () -> Bool) throws(VolterraError) -> Ending {
        let process = try start()
        return process.wait(timeLimit: timeLimit, isCancelled: isCancelled)
    }

    /// Starts it, and leaves a note in its folder from which a later run of this program can tell whether it still lives.
    public func start() throws(VolterraError) -> ProcessGroup {
        let process = ProcessGroup(leader: try spawn(), note: ShellCommand.note(in: folder))
        process.leaveNote()
        return process
    }

    static func note(in folder: String) -> String { folder + "/running" }

    private func spawn() throws(VolterraError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, folder + "/" + output, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this program does with signals is no business of the command's.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let words = ["/bin/sh", "-c", "cd \"$1\" && eval \"$2\"", "sh", folder, line]
        let settings = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }.sorted()
        var pid: pid_t = 0
        let status = withPointers(to: words) { words in
            withPointers(to: settings) { settings in posix_spawn(&pid, "/bin/sh", &actions, &attributes, words, settings) }
        }
        guard status == 0 else {
            throw VolterraError(.inputOutput, "'\(line)' cannot be started: \(String(cString: strerror(status)))", file: folder)
        }
        return pid
    }
}

/// Calls `body` with the strings as C wants them: an array that ends with a null pointer.
private func withPointers<Result>(to strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies + [nil])
}
