import Foundation
import MomentTensor

/// The lines of a file, one at a time and without a copy. Both `\n` and `\r\n` end a line.
public final class LineReader {
    /// A longer line is refused: no file of atoms has one, and it would have to fit the memory.
    public static let maximumLineLength = 64 << 20

    public let source: ByteSource
    /// The number of the line last returned by `next()`, from 1.
    public private(set) var lineNumber = 0
    private var unconsumed = 0
    private var isPushedBack = false

    public init(_ source: ByteSource) { self.source = source }

    public convenience init(path: String) throws(VolterraError) {
        self.init(try ByteSource(path: path))
    }

    public var path: String { source.path }

    /// The next line without its end, valid until the next call; `nil` at the end of the file.
    public func next() throws(VolterraError) -> UnsafeBufferPointer<UInt8>? {
        if isPushedBack {
            isPushedBack = false
            lineNumber += 1
        } else {
            source.consume(unconsumed)
            unconsumed = 0
            lineNumber += 1
            guard try findLineEnd() else {
                lineNumber -= 1
                return nil
            }
        }
        return currentLine
    }

    /// Lets the next call of `next()` return the line again that the last call returned.
    public func pushBack() {
        guard unconsumed > 0, !isPushedBack else { return }
        isPushedBack = true
        lineNumber -= 1
    }

    /// The next line that holds anything but blanks.
    public func nextNonBlank() throws(VolterraError) -> UnsafeBufferPointer<UInt8>? {
        while let line = try next() {
            if !line.isBlank { return line }
        }
        return nil
    }

    /// An error in the line last read.
    public func error(_ message: String, advice: String? = nil) -> VolterraError {
        VolterraError(.badData, message, file: path, line: max(lineNumber, 1), advice: advice)
    }

    /// The end of the file where more was expected.
    public func prematureEnd(_ expected: String) -> VolterraError {
        error("the file ends where \(expected) should follow", advice: "the file is truncated")
    }

    private var currentLine: UnsafeBufferPointer<UInt8> {
        let bytes = source.buffered
        var count = min(unconsumed, bytes.count)
        if count > 0, bytes[count - 1] == UInt8(ascii: "\n") { count -= 1 }
        if count > 0, bytes[count - 1] == UInt8(ascii: "\r") { count -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[..<count])
    }

    /// Sets `unconsumed` to the length of the next line with its end; `false` if there is no further line.
    private func findLineEnd() throws(VolterraError) -> Bool {
        var searched = 0
        while true {
            let bytes = source.buffered
            if let base = bytes.baseAddress, searched < bytes.count,
                let found = memchr(base + searched, Int32(UInt8(ascii: "\n")), bytes.count - searched)
            {
                unconsumed = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
                return true
            }
            searched = bytes.count
            guard searched <= LineReader.maximumLineLength else {
                throw error("the line is longer than \(LineReader.maximumLineLength >> 20) MiB", advice: "this is not a file of atoms")
            }
            guard try source.extend() else {
                unconsumed = searched
                return searched > 0
            }
        }
    }
}
