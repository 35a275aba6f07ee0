#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that appears under its name complete or not at all.
///
/// Bytes go to a temporary file in the same directory; `commit()` flushes it to the disk and renames it. An `AtomicFile` that
/// goes away without `commit()` leaves nothing behind, and whatever had the name before is untouched. A path that names a device
/// or a pipe is written to directly, and so is the standard output, as `-` or `/dev/stdout`, even where it is a file.
public final class AtomicFile {
    public let path: String
    /// Where `path` leads, if it is a symbolic link: the link stays, and what it points to is replaced.
    private let target: String
    /// `nil` while writing to a device.
    private let temporaryPath: String?
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private static let bufferSize = 1 << 16
    /// mkstemp gives 0600; a new file should have the rights that any other program would give it. The mask can only be read by
    /// changing it, which two threads at a time must not do: hence once.
    private static let newFileRights: mode_t = {
        let mask = umask(0)
        umask(mask)
        return 0o666 & ~mask
    }()

    public init(path: String) throws(VolterraError) {
        self.path = path
        target = destination(of: path)
        buffer.reserveCapacity(AtomicFile.bufferSize)
        if isStandardOutput(path) || isDevice(path) {
            temporaryPath = nil
            descriptor = isStandardOutput(path) ? dup(STDOUT_FILENO) : open(path, O_WRONLY)
            guard descriptor >= 0 else { throw AtomicFile.failure("cannot be opened for writing", path) }
            return
        }
        (temporaryPath, descriptor) = AtomicFile.createTemporary(for: target)
        guard descriptor >= 0 else { throw AtomicFile.failure("cannot be created", path) }
        fchmod(descriptor, AtomicFile.newFileRights)
    }

    deinit { discard() }

    /// Writes a whole file.
    public static func write(_ text: String, to path: String) throws(VolterraError) {
        let file = try AtomicFile(path: path)
        try file.write(text)
        try file.commit()
    }

    public func write(_ text: String) throws(VolterraError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= AtomicFile.bufferSize { try flush() }
    }

    public func write(_ bytes: UnsafeRawBufferPointer) throws(VolterraError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= AtomicFile.bufferSize { try flush() }
    }

    /// Makes everything written so far the content of `path`.
    public func commit() throws(VolterraError) {
        try flush()
        guard temporaryPath == nil || fsync(descriptor) == 0 else { throw AtomicFile.failure("cannot be written", path) }
        let closed = close(descriptor)
        descriptor = -1
        guard let temporaryPath else { return }
        guard closed == 0, AtomicFile.renameTemporary(temporaryPath, to: target) else {
            let error = AtomicFile.failure("cannot be written", path)
            AtomicFile.removeTemporary(temporaryPath)
            throw error
        }
    }

    /// Forgets everything written so far.
    public func discard() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        if let temporaryPath { AtomicFile.removeTemporary(temporaryPath) }
    }

    private func flush() throws(VolterraError) {
        guard descriptor >= 0 else { throw VolterraError(.inputOutput, "already closed", file: path) }
        var offset = 0
        while offset < buffer.count {
            let written = buffer.withUnsafeBytes { writeOnce(descriptor, $0, from: offset) }
            if written < 0 {
                if errno == EINTR { continue }
                throw AtomicFile.failure("cannot be written", path)
            }
            offset += written
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private static func failure(_ what: String, _ path: String) -> VolterraError {
        VolterraError(.inputOutput, "\(what): \(String(cString: strerror(errno)))", file: path)
    }
}

private func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer, from offset: Int) -> Int {
    write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
}

private func isStandardOutput(_ path: String) -> Bool { path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" }

/// Whether `path` names something to write into rather than a file to replace: a terminal, a pipe, `/dev/null`.
private func isDevice(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
}

/// The file at the end of a chain of symbolic links; `path` itself if it is none, or leads nowhere.
private func destination(of path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
}
