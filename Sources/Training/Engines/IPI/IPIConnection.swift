import Foundation

/// Bytes to and from the other side of an i-PI socket.
///
/// Headers are twelve characters, filled with blanks; integers have four bytes, numbers eight, both in the byte order of the machine.
final class IPIConnection {
    enum Failure: Error, Hashable {
        /// The other side went away.
        case closed
        case outOfTime
        case cancelled
        /// What came is not what the protocol says.
        case malformed(String)
    }

    private var descriptor: Int32
    /// Whether nobody waits for an answer any more.
    var isCancelled: () -> Bool
    /// When to stop waiting for an answer.
    var deadline: ContinuousClock.Instant?

    init(descriptor: Int32, isCancelled: @escaping () -> Bool) {
        self.descriptor = descriptor
        self.isCancelled = isCancelled
    }

    deinit { close() }

    func close() {
        guard descriptor >= 0 else { return }
        Foundation.close(descriptor)
        descriptor = -1
    }

    // MARK: Sending

    func send(header: String) throws(Failure) { try send(bytes: Array((header + String(repeating: " ", count: 12)).utf8.prefix(12))) }

    func send(_ integer: Int) throws(Failure) {
        try send(bytes: withUnsafeBytes(of: Int32(truncatingIfNeeded: integer)) { Array($0) })
    }

    func send(_ numbers: [Double]) throws(Failure) { try send(bytes: numbers.withUnsafeBytes { Array($0) }) }

    func send(bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // Without a signal where nobody reads.
            let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                rest.removeFirst(count)
            } else if errno != EINTR {
                throw .closed
            }
        }
    }

    // MARK: Receiving

    /// Without the blanks at its end.
    func receiveHeader() throws(Failure) -> String {
        let text = String(decoding: try receive(12), as: UTF8.self)
        guard text.utf8.allSatisfy({ $0 >= 32 && $0 < 127 }) else { throw .malformed("a header that is no text") }
        return text.trimmingCharacters(in: .whitespaces)
    }

    func receiveInteger() throws(Failure) -> Int { Int(try receive(4).withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }) }

    /// How many items of some kind follow.
    func receiveCount(atMost limit: Int) throws(Failure) -> Int {
        let count = try receiveInteger()
        guard 0...limit ~= count else { throw .malformed("the number \(count) where a count of at most \(limit) is due") }
        return count
    }

    func receiveNumbers(_ count: Int) throws(Failure) -> [Double] {
        let bytes = try receive(8 * count)
        return bytes.withUnsafeBytes { bytes in (0..<count).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self) } }
    }

    func receive(_ count: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            try waitForBytes()
            let got = bytes.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress! + filled, count - filled, 0) }
            if got > 0 {
                filled += got
            } else if got == 0 || errno != EINTR {
                throw .closed
            }
        }
        return bytes
    }

    private func waitForBytes() throws(Failure) {
        while true {
            if isCancelled() { throw .cancelled }
            if let deadline, .now >= deadline { throw .outOfTime }
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&request, 1, 50) > 0 { return }
        }
    }
}
