#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// All bytes of a file, or of a pipe up to `streamLimit`.
func contentsOfFile(_ path: String) throws(VolterraError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw readFailure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw readFailure(path) }
    let kind = status.st_mode & S_IFMT
    guard kind != S_IFDIR else { throw VolterraError(.inputOutput, "is a directory, not a file", file: path) }
    let isRegular = kind == S_IFREG
    var contents: [UInt8] = []
    contents.reserveCapacity(isRegular ? max(0, Int(status.st_size)) : 0)
    while true {
        let chunk = try readChunk(descriptor, path)
        if chunk.isEmpty { return contents }
        contents.append(contentsOf: chunk)
        guard isRegular || contents.count <= streamLimit else {
            throw VolterraError(.badData, "delivers more than 1 GiB, which is no potential file", file: path)
        }
    }
}

/// What is not a regular file has no size to tell beforehand, and may be endless.
private let streamLimit = 1 << 30
private let chunkSize = 1 << 18

private func readChunk(_ descriptor: Int32, _ path: String) throws(VolterraError) -> [UInt8] {
    while true {
        var failed = false
        let chunk = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
            let received = read(descriptor, buffer.baseAddress, chunkSize)
            failed = received < 0
            count = max(0, received)
        }
        if !failed { return chunk }
        guard errno == EINTR else { throw readFailure(path) }
    }
}

private func readFailure(_ path: String) -> VolterraError {
    VolterraError(.inputOutput, "cannot be read: \(String(cString: strerror(errno)))", file: path)
}
