/// What went wrong, where, and what to do about it.
public struct VolterraError: Error, Hashable, Sendable {
    /// How a caller can react; the command line and the C ABI turn this into exit and status codes.
    public enum Kind: Hashable, Sendable {
        /// A wrong argument, option or call.
        case usage
        /// A file, or an array handed over, that does not hold what it should.
        case badData
        /// Well-formed input that asks for something Volterra does not do.
        case unsupported
        /// The operating system refused: missing file, no permission, full disk.
        case inputOutput
        /// A computation that gave up.
        case notConverged
    }

    public var kind: Kind
    /// One sentence without a full stop, in the user's words.
    public var message: String
    /// The file, as the user named it.
    public var file: String?
    /// The line in the file, from 1.
    public var line: Int?
    /// What to do about it; one sentence without a full stop.
    public var advice: String?

    public init(_ kind: Kind, _ message: String, file: String? = nil, line: Int? = nil, advice: String? = nil) {
        self.kind = kind
        self.message = message
        self.file = file
        self.line = line
        self.advice = advice
    }

    /// The same error, placed in `file` unless it already names one.
    public func placed(in file: String) -> VolterraError {
        var error = self
        if error.file == nil { error.file = file }
        return error
    }
}

extension VolterraError: CustomStringConvertible {
    /// `file:line: message; advice`
    public var description: String {
        var text = ""
        if let file {
            text += file
            if let line { text += ":\(line)" }
            text += ": "
        } else if let line {
            text += "line \(line): "
        }
        text += message
        if let advice { text += "; " + advice }
        return text
    }
}
