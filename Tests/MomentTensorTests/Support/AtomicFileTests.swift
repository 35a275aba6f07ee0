import Foundation
import Testing

@testable import MomentTensor

@Suite("Files that appear complete or not at all")
struct AtomicFileTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func contents(_ name: String) throws -> String { try String(contentsOfFile: directory.path(name), encoding: .utf8) }

    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let error as VolterraError {
            return error.message
        } catch {
            return "\(error)"
        }
    }

    @Test("nothing has the name before commit(), everything after")
    func commit() throws {
        let file = try AtomicFile(path: directory.path("new"))
        try file.write("one\n")
        #expect(!directory.names.contains("new"))
        try file.write("two\n")
        try file.commit()
        #expect(directory.names == ["new"])
        #expect(try contents("new") == "one\ntwo\n")
    }

    @Test("more than a buffer arrives completely and in order")
    func large() throws {
        let lines = (0..<50_000).map { "line \($0)\n" }
        let file = try AtomicFile(path: directory.path("large"))
        for line in lines { try file.write(line) }
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        try block.withUnsafeBytes { try file.write($0) }
        try file.commit()
        #expect(try contents("large") == lines.joined() + String(repeating: "x", count: 1 << 20))
    }

    @Test("without commit() nothing stays behind, and what had the name is untouched", arguments: [true, false])
    func discard(explicitly: Bool) throws {
        try "old".write(toFile: directory.path("name"), atomically: false, encoding: .utf8)
        var file: AtomicFile? = try AtomicFile(path: directory.path("name"))
        try file?.write(String(repeating: "new", count: 100_000))
        #expect(directory.names.count == 2)
        if explicitly { file?.discard() }
        file = nil
        #expect(directory.names == ["name"])
        #expect(try contents("name") == "old")
    }

    @Test("a symbolic link stays, and what it points to is replaced")
    func symbolicLink() throws {
        try "old".write(toFile: directory.path("file"), atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: directory.path("link"), withDestinationPath: "file")
        let file = try AtomicFile(path: directory.path("link"))
        try file.write("new")
        try file.commit()
        #expect(try contents("file") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: directory.path("link")) == "file")
    }

    @Test("an older file is replaced, and readers of it keep what they have open")
    func replace() throws {
        try "old".write(toFile: directory.path("name"), atomically: false, encoding: .utf8)
        let reader = try #require(FileHandle(forReadingAtPath: directory.path("name")))
        let file = try AtomicFile(path: directory.path("name"))
        try file.write("new")
        try file.commit()
        #expect(try contents("name") == "new")
        #expect(try reader.readToEnd() == Data("old".utf8))
    }

    @Test("a new file has the rights that any other new file has")
    func permissions() throws {
        try AtomicFile(path: directory.path("name")).commit()
        close(open(directory.path("other"), O_CREAT | O_WRONLY, 0o666))
        let rights = try ["name", "other"].map {
            try FileManager.default.attributesOfItem(atPath: directory.path($0))[.posixPermissions] as? Int
        }
        #expect(rights[0] == rights[1])
    }

    @Test("after commit() or discard() writing is an error, and discard() does nothing")
    func closed() throws {
        let file = try AtomicFile(path: directory.path("name"))
        try file.commit()
        file.discard()
        #expect(directory.names == ["name"])
        #expect(message { try file.commit() } == "already closed")
        let discarded = try AtomicFile(path: directory.path("other"))
        discarded.discard()
        #expect(message { try discarded.commit() } == "already closed")
        #expect(directory.names == ["name"])
    }

    @Test("a missing directory and a directory in the place of the file are told")
    func impossiblePaths() throws {
        #expect(message { _ = try AtomicFile(path: directory.path("no/name")) } == "cannot be created: No such file or directory")
        try FileManager.default.createDirectory(atPath: directory.path("taken"), withIntermediateDirectories: false)
        #expect(message { try AtomicFile(path: directory.path("taken")).commit() } == "cannot be written: Is a directory")
        #expect(directory.names == ["taken"])
    }

    @Test("a directory without the right to write is told", .enabled(if: geteuid() != 0, "root may write everywhere"))
    func protectedDirectory() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: directory.path(""))
        #expect(message { _ = try AtomicFile(path: directory.path("name")) } == "cannot be created: Permission denied")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory.path(""))
    }

    @Test("devices are written to, not replaced")
    func devices() throws {
        let file = try AtomicFile(path: "/dev/null")
        try file.write("gone")
        try file.commit()
        #expect(try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType == .typeCharacterSpecial)
    }

    @Test("a device that is full is told", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDevice() throws {
        let file = try AtomicFile(path: "/dev/full")
        try file.write("too much")
        #expect(message { try file.commit() } == "cannot be written: No space left on device")
    }

    @Test("a disk that runs full leaves nothing of the new file and all of the old", .enabled(if: SmallDisk.isPossible))
    func fullDisk() throws {
        let disk = try SmallDisk(mountedAt: directory.path("disk"))
        try withExtendedLifetime(disk) {
            let path = directory.path("disk/name")
            try "old".write(toFile: path, atomically: false, encoding: .utf8)
            let failure = message {
                let file = try AtomicFile(path: path)
                for _ in 0..<1000 { try file.write(String(repeating: "new", count: 1000)) }
                try file.commit()
            }
            #expect(failure == "cannot be written: No space left on device")
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["name"])
            #expect(try contents("disk/name") == "old")
        }
    }
}

/// A file system of 64 KiB in memory, for as long as the value lives.
private final class SmallDisk {
    let path: String

    /// Only root may mount, and not in every container.
    static let isPossible: Bool = {
        guard geteuid() == 0, let directory = try? TemporaryDirectory() else { return false }
        return (try? SmallDisk(mountedAt: directory.path("disk"))) != nil
    }()

    init(mountedAt path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0 else { throw POSIXError(.EPERM) }
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }
}
