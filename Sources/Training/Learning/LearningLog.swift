import Foundation

/// A file to which a line of JSON is added for everything that was done, with the time. Nothing is read from it.
final class LearningLog: Sendable {
    private let path: String

    init(path: String) { self.path = path }

    func add(_ text: String) {
        let members: [(key: String, value: JSONValue)] = [
            ("time", .string(Date.now.formatted(.iso8601))), ("text", .string(text.trimmingCharacters(in: .whitespaces))),
        ]
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // In one piece, so that lines of two programs do not mix.
        let bytes = Array((JSONValue.object(members).line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
}
