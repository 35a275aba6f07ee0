import Foundation
import MomentTensor

/// The standard streams.
enum Console {
    /// Whether nothing is printed, as by all processes but the first of a parallel run. To be set before there are threads.
    nonisolated(unsafe) static var isSilent = false

    /// Prints results.
    static func print(_ text: String) throws(VolterraError) {
        guard write(text, to: STDOUT_FILENO) else {
            throw VolterraError(.inputOutput, "the standard output cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// Prints what is not a result. If nobody can read it, there is nothing to be done.
    static func note(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// `trainer: file:line: message`, and what to do about it on a line of its own.
    static func report(_ error: VolterraError) {
        var sentence = error
        sentence.advice = nil
        note("trainer: \(sentence)\n" + (error.advice.map { "hint: \($0)\n" } ?? ""))
    }

    /// Gives the standard streams that the caller closed a place, so that no file that is opened later takes it and is written
    /// into by mistake. Writing to a closed standard output fails as it should.
    static func occupyClosedStreams() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        if isSilent { return true }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress!, $0.count) }
            if count >= 0 {
                bytes.removeFirst(count)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
