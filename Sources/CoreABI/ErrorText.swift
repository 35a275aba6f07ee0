import CVolterra
import MomentTensor

/// The text of the last error of a handle.
final class ErrorText: @unchecked Sendable {
    private let lock = Lock()
    private var text = ""

    /// Runs `body`, keeps the text of its error, and returns its status.
    func status(_ body: () throws(VolterraError) -> Void) -> CInt {
        do throws(VolterraError) {
            try body()
            return CInt(VOLTERRA_OK.rawValue)
        } catch {
            lock.locked { text = error.description }
            return error.status
        }
    }

    func copy(to buffer: UnsafeMutablePointer<CChar>?, size: Int) -> Int {
        lock.locked { text }.copy(to: buffer, size: size)
    }
}

extension VolterraError {
    var status: CInt {
        let status =
            switch kind {
            case .usage: VOLTERRA_ERROR_USAGE
            case .badData: VOLTERRA_ERROR_DATA
            case .unsupported: VOLTERRA_ERROR_UNSUPPORTED
            case .inputOutput: VOLTERRA_ERROR_IO
            case .notConverged: VOLTERRA_ERROR_NOT_CONVERGED
            }
        return CInt(status.rawValue)
    }

    static func null(_ argument: String) -> VolterraError { VolterraError(.usage, "the argument '\(argument)' is null") }
}

extension String {
    /// As much of the text as fits, terminated; returns the length of all of it in bytes.
    func copy(to buffer: UnsafeMutablePointer<CChar>?, size: Int) -> Int {
        let length = utf8.count
        guard let buffer, size > 0 else { return length }
        var index = 0
        for byte in utf8.prefix(size - 1) {
            buffer[index] = CChar(bitPattern: byte)
            index += 1
        }
        buffer[index] = 0
        return length
    }
}

/// Returned for a handle that is not one: there is nowhere to keep a text.
let unknownHandle = CInt(VOLTERRA_ERROR_USAGE.rawValue)

/// `value`, or an error that names the argument.
func required<Value>(_ value: Value?, _ name: String) throws(VolterraError) -> Value {
    guard let value else { throw .null(name) }
    return value
}
