import Foundation
import MomentTensor
import Testing

@testable import Atoms

@Suite struct InputTests {
    /// `first\r\nsecond\n\nlast`, compressed by gzip.
    static let compressed = [UInt8](
        Data(base64Encoded: "H4sIAAAAAAACA0vLLCou4eUqTk3Oz0vh4spJLC4BAGx3QoUTAAAA") ?? Data())

    private func lines(_ source: ByteSource) throws -> [String] {
        let reader = LineReader(source)
        var lines: [String] = []
        while let line = try reader.next() { lines.append(line.text) }
        #expect(reader.lineNumber == lines.count)
        return lines
    }

    @Test("both line ends end a line, and the last line needs none")
    func lineEnds() throws {
        #expect(try lines(ByteSource(bytes: Array("a b\r\nc\n\n d".utf8), name: "x")) == ["a b", "c", "", " d"])
        #expect(try lines(ByteSource(bytes: [], name: "x")) == [])
    }

    @Test("lines do not depend on the pieces in which a file is read", arguments: [1, 2, 3, 7, 1 << 18])
    func chunks(size: Int) throws {
        let text = (0..<40).map { String(repeating: "x", count: $0) + "\($0)" }
        try withTemporaryFile(Array(text.joined(separator: "\n").utf8)) { path in
            let read = try lines(ByteSource(path: path, chunkSize: size))
            #expect(read == text)
        }
    }

    @Test("a compressed file is recognised by its content")
    func gzip() throws {
        try withTemporaryFile(Self.compressed, name: "misleading.txt") { path in
            let read = try lines(ByteSource(path: path))
            #expect(read == ["first", "second", "", "last"])
        }
    }

    @Test("a truncated compressed file is an error")
    func truncatedGzip() throws {
        try withTemporaryFile(Array(Self.compressed.dropLast(12)), name: "cut.gz") { path in
            let error = #expect(throws: VolterraError.self) { _ = try lines(ByteSource(path: path)) }
            #expect(error?.description == "\(path): the gzip data ends too early; the file is truncated; copy it again")
        }
    }

    @Test("a damaged compressed file is an error")
    func damagedGzip() throws {
        var bytes = Self.compressed
        bytes[bytes.count - 6] ^= 0xFF
        try withTemporaryFile(bytes, name: "damaged.gz") { path in
            let error = #expect(throws: VolterraError.self) { _ = try lines(ByteSource(path: path)) }
            #expect(error?.message == "the gzip data is damaged (incorrect data check)")
        }
    }

    @Test("a missing file, a directory and a file without permission say so")
    func unreadable() throws {
        let missing = #expect(throws: VolterraError.self) { _ = try ByteSource(path: "/nonexistent/file.xyz") }
        #expect(missing?.description == "/nonexistent/file.xyz: cannot be opened: No such file or directory")
        let directory = #expect(throws: VolterraError.self) { _ = try ByteSource(path: "/tmp") }
        #expect(directory?.description == "/tmp: is a directory; name a file in it")
    }

    @Test("a line can be returned to the reader")
    func pushBack() throws {
        let reader = LineReader(ByteSource(bytes: Array("a\nb\n".utf8), name: "x"))
        #expect(try reader.next()?.text == "a")
        reader.pushBack()
        #expect(reader.lineNumber == 0)
        #expect(try reader.next()?.text == "a")
        #expect(try reader.next()?.text == "b")
        #expect(try reader.next() == nil)
        #expect(reader.lineNumber == 2)
    }

    @Test("an endless line is refused before it fills the memory")
    func endlessLine() throws {
        let error = #expect(throws: VolterraError.self) { _ = try LineReader(path: "/dev/zero").next() }
        #expect(error?.description == "/dev/zero:1: the line is longer than 64 MiB; this is not a file of atoms")
    }

    @Test("fields are separated by any blanks")
    func fields() {
        let bytes = Array(" 1.5\t-2  W ".utf8)
        bytes.withUnsafeBufferPointer { line in
            var fields = Fields(line)
            #expect(fields.nextDouble() == 1.5)
            #expect(fields.nextInteger() == -2)
            #expect(fields.rest.text == "W")
            #expect(fields.next().flatMap { Element(symbol: $0) }?.atomicNumber == 74)
            #expect(fields.next() == nil)
        }
    }
}
