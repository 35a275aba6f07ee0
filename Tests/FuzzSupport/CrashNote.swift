import Foundation

/// Says on standard error which fuzz inputs were being tried when the process crashed: a trap leaves no other trace of them.
final class CrashNote {
    private let slot: Int

    /// The input being tried.
    var input: Int {
        get { CrashNote.table[slot].input }
        set { CrashNote.table[slot].input = newValue }
    }

    init(function: StaticString, seed: UInt64) {
        CrashNote.lock.lock()
        defer { CrashNote.lock.unlock() }
        _ = CrashNote.installHandlers
        slot = (0..<CrashNote.capacity).first { CrashNote.table[$0].function == nil } ?? CrashNote.capacity
        CrashNote.table[slot] = Entry(function: function, seed: seed, input: 0)
    }

    func remove() {
        CrashNote.lock.lock()
        defer { CrashNote.lock.unlock() }
        CrashNote.table[slot].function = nil
    }

    private struct Entry {
        var function: StaticString?
        var seed: UInt64
        var input: Int
    }

    private static let capacity = 64
    private static let lock = NSLock()
    /// Read by a signal handler, hence neither an array nor locked there; the entry after the last is shared by all that find no room.
    nonisolated(unsafe) private static let table: UnsafeMutablePointer<Entry> = {
        let table = UnsafeMutablePointer<Entry>.allocate(capacity: capacity + 1)
        table.initialize(repeating: Entry(function: nil, seed: 0, input: 0), count: capacity + 1)
        return table
    }()

    private static let installHandlers: Void = {
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
            signal(number) { number in
                CrashNote.report()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }()

    private static func report() {
        for index in 0...capacity {
            guard let function = table[index].function else { continue }
            write("crashed while fuzzing in ")
            write(function)
            write(": VOLTERRA_FUZZ_SEED=")
            write(table[index].seed)
            write(" VOLTERRA_FUZZ_REPLAY=")
            write(UInt64(truncatingIfNeeded: table[index].input))
            write("\n")
        }
    }

    private static func write(_ text: StaticString) {
        _ = Foundation.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    }

    /// In decimal digits, without allocating.
    private static func write(_ number: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = number
            var start = 20
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            _ = Foundation.write(STDERR_FILENO, digits.baseAddress! + start, 20 - start)
        }
    }
}
