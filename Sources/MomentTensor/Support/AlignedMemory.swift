/// Uninitialised memory for trivial values, aligned to a cache line, so that no vector straddles two.
///
/// It grows and never shrinks: scratch that a loop of evaluations settles into.
struct AlignedMemory<Element> {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        base = AlignedMemory.allocate(self.capacity)
    }

    /// Makes room for `count` elements; what was there before is lost if it has to grow.
    mutating func reserve(_ count: Int) {
        guard count > capacity else { return }
        deallocate()
        capacity = count + count / 4
        base = AlignedMemory.allocate(capacity)
    }

    var byteCount: Int { capacity * MemoryLayout<Element>.stride }

    func deallocate() { UnsafeMutableRawPointer(base).deallocate() }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Element>.stride, alignment: 64)
        return raw.bindMemory(to: Element.self, capacity: count)
    }
}

extension AlignedMemory {
    /// A copy of `elements`.
    init(_ elements: [Element]) {
        self.init(capacity: elements.count)
        base.initialize(from: elements, count: elements.count)
    }
}
