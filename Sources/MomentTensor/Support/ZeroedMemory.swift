#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Numbers that are zero until something is added to them. Pages that nothing was added to occupy no memory.
struct ZeroedMemory {
    private(set) var base: UnsafeMutablePointer<Double>
    private var capacity: Int

    init(count: Int = 1) {
        capacity = max(count, 1)
        base = ZeroedMemory.allocate(capacity)
    }

    func deallocate() { free(base) }

    var byteCount: Int { capacity * MemoryLayout<Double>.stride }

    /// Makes room for `count` numbers. All must be zero.
    mutating func reserve(_ count: Int) -> UnsafeMutablePointer<Double> {
        if count > capacity {
            deallocate()
            capacity = count + count / 4
            base = ZeroedMemory.allocate(capacity)
        }
        return base
    }

    /// Adds the numbers of some items, `width` each, to those of `target`, and makes them zero.
    func move(_ items: Range<Int>, width: Int, to target: UnsafeMutablePointer<Double>) {
        for index in width &* items.lowerBound..<width &* items.upperBound {
            target[index] += base[index]
            base[index] = 0
        }
    }

    func clear() { base.update(repeating: 0, count: capacity) }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Double> {
        guard let memory = calloc(count, MemoryLayout<Double>.stride) else {
            // Fails as every other allocation that there is no memory for.
            let memory = UnsafeMutablePointer<Double>.allocate(capacity: count)
            memory.initialize(repeating: 0, count: count)
            return memory
        }
        return memory.bindMemory(to: Double.self, capacity: count)
    }
}
