import CZlib
import Foundation
import MomentTensor

/// The bytes of a file, read in pieces and decompressed if they are gzip (which its first bytes say, not its name).
///
/// What was read and not yet consumed lies in one buffer, which grows only when a reader asks for more without consuming.
public final class ByteSource {
    /// The file, as the user named it.
    public let path: String
    private var file: gzFile?
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var start = 0
    private var end = 0
    private let chunkSize: Int
    /// In bytes; 0 if it is not a regular file.
    private let size: Int

    /// Opens the file at `path`; `-` is the standard input.
    public init(path: String, chunkSize: Int = 1 << 18) throws(VolterraError) {
        self.path = path
        self.chunkSize = max(chunkSize, 1)
        capacity = self.chunkSize
        (file, size) = try openForDecompression(path)
        buffer = .allocate(capacity: capacity)
        gzbuffer(file, UInt32(clamping: max(self.chunkSize, 1 << 13)))
    }

    /// Bytes already in memory, under a name for messages.
    public init(bytes: some Collection<UInt8>, name: String) {
        path = name
        chunkSize = 1
        file = nil
        size = 0
        capacity = max(bytes.count, 1)
        buffer = .allocate(capacity: capacity)
        for byte in bytes {
            buffer[end] = byte
            end += 1
        }
    }

    deinit {
        if let file { gzclose(file) }
        buffer.deallocate()
    }

    /// What was read and not yet consumed. Valid until the next call of another method.
    public var buffered: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer + start, count: end - start)
    }

    /// Forgets the first `count` of the buffered bytes.
    public func consume(_ count: Int) {
        start += min(count, end - start)
    }

    /// How much of the file was read, 0 … 1, compressed or not; `nil` where the size is unknown, as of a pipe.
    public var fractionRead: Double? {
        guard let file, size > 0 else { return nil }
        return min(1, Double(gzoffset(file)) / Double(size))
    }

    /// Reads on, keeping what is buffered; `false` if the file has no more bytes.
    public func extend() throws(VolterraError) -> Bool {
        guard let handle = file else { return false }
        makeRoom()
        let count = gzread(handle, buffer + end, UInt32(clamping: min(capacity - end, 1 << 30)))
        if count > 0 {
            end += Int(count)
            return true
        }
        defer { close() }
        try throwReadFailure(handle)
        return false
    }

    /// At least `count` bytes, fewer only at the end of the file. They are not consumed.
    public func prefix(_ count: Int) throws(VolterraError) -> UnsafeBufferPointer<UInt8> {
        while end - start < count, try extend() {}
        return buffered
    }

    private func makeRoom() {
        if start == end {
            start = 0
            end = 0
        }
        guard capacity - end < chunkSize else { return }
        if start > 0 {
            buffer.update(from: buffer + start, count: end - start)
            end -= start
            start = 0
        }
        guard capacity - end < chunkSize else { return }
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity)
        grown.update(from: buffer, count: end)
        buffer.deallocate()
        buffer = grown
        capacity *= 2
    }

    private func close() {
        if let file { gzclose(file) }
        file = nil
    }

    /// Tells the end of a file from a failure to read it.
    private func throwReadFailure(_ handle: gzFile) throws(VolterraError) {
        var code: Int32 = Z_OK
        let text = gzerror(handle, &code).map { String(cString: $0) } ?? ""
        switch code {
        case Z_OK, Z_STREAM_END:
            return
        case Z_ERRNO:
            throw VolterraError(.inputOutput, "cannot be read: \(String(cString: strerror(errno)))", file: path)
        case Z_BUF_ERROR:
            throw VolterraError(.badData, "the gzip data ends too early", file: path, advice: "the file is truncated; copy it again")
        case Z_MEM_ERROR:
            throw VolterraError(.inputOutput, "cannot be read: out of memory", file: path)
        default:
            throw VolterraError(
                .badData, "the gzip data is damaged (\(text.split(separator: ": ").last ?? ""))", file: path, advice: "copy the file again")
        }
    }
}

private func openForDecompression(_ path: String) throws(VolterraError) -> (file: gzFile, size: Int) {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY)
    guard descriptor >= 0 else {
        throw VolterraError(.inputOutput, "cannot be opened: \(String(cString: strerror(errno)))", file: path)
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        close(descriptor)
        throw VolterraError(.inputOutput, "is a directory", file: path, advice: "name a file in it")
    }
    guard let file = gzdopen(descriptor, "rb") else {
        close(descriptor)
        throw VolterraError(.inputOutput, "cannot be read: out of memory", file: path)
    }
    return (file, status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : 0)
}
