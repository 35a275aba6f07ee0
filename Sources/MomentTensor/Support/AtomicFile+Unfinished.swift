#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Synchronization

/// The temporary files that exist now. Locked while one is created, renamed or removed, so that none is ever missed.
private let unfinished = Mutex<Set<String>>([])

extension AtomicFile {
    /// Removes the temporary files of everything that is not committed and ends the process: for a program that is told to stop.
    public static func discardUnfinished(then exit: () -> Never) -> Never {
        unfinished.withLock { paths in
            for path in paths { unlink(path) }
            exit()
        }
    }

    /// A new file beside `path`; the descriptor is negative where that fails.
    static func createTemporary(for path: String) -> (path: String, descriptor: Int32) {
        unfinished.withLock { paths in
            var template = Array((path + ".XXXXXX").utf8CString)
            let descriptor = mkstemp(&template)
            let temporaryPath = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if descriptor >= 0 { paths.insert(temporaryPath) }
            return (temporaryPath, descriptor)
        }
    }

    static func renameTemporary(_ temporaryPath: String, to path: String) -> Bool {
        unfinished.withLock { paths in
            guard rename(temporaryPath, path) == 0 else { return false }
            paths.remove(temporaryPath)
            return true
        }
    }

    static func removeTemporary(_ temporaryPath: String) {
        unfinished.withLock { paths in
            unlink(temporaryPath)
            paths.remove(temporaryPath)
        }
    }
}
