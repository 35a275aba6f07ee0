/// Rows of products that are computed together, in registers: one accumulator for each.
///
///     m_t = Σ_n f_n m_r(t, n)       f_n is shared
///
/// A number of rows is put together from halves: the compiler unfolds it.
protocol SlotRows {
    static var width: Int { get }

    /// All zero.
    init()
    /// The values of consecutive slots.
    init(loading slots: UnsafeMutablePointer<Lanes>)
    func store(to slots: UnsafeMutablePointer<Lanes>)

    /// The values of any slots.
    init(loading m: SlotMemory, at slots: UnsafeMutablePointer<UInt32>)
    func add(to g: SlotMemory, at slots: UnsafeMutablePointer<UInt32>)
    /// Adds Σ_t of the products of these and those to `sum`.
    func dot(_ those: Self, adding sum: inout Lanes)

    /// m_t += f m_r(t)
    mutating func add(_ factor: Lanes, times m: SlotMemory, at others: UnsafeMutablePointer<UInt32>)
    /// With these rows as G_t: G_r(t) += f G_t, and adds Σ_t G_t m_r(t), what comes back to f, to `sum`.
    func spread(_ factor: Lanes, _ m: SlotMemory, _ g: SlotMemory, at others: UnsafeMutablePointer<UInt32>, adding sum: inout Lanes)
    /// G_r(t) += f G_t
    func spread(_ factor: Lanes, _ g: SlotMemory, at others: UnsafeMutablePointer<UInt32>)
}

/// The slots of a block, by their offsets in bytes.
struct SlotMemory {
    let base: UnsafeMutableRawPointer

    @inline(__always)
    init(_ slots: UnsafeMutablePointer<Lanes>) { base = UnsafeMutableRawPointer(slots) }

    @inline(__always)
    subscript<Offset: FixedWidthInteger>(offset: Offset) -> Lanes {
        get { (base + Int(truncatingIfNeeded: offset)).assumingMemoryBound(to: Lanes.self).pointee }
        nonmutating set { (base + Int(truncatingIfNeeded: offset)).assumingMemoryBound(to: Lanes.self).pointee = newValue }
    }
}

struct OneRow: SlotRows {
    private var value: Lanes

    @inline(__always)
    static var width: Int { 1 }

    @inline(__always)
    init() { value = .zero }

    @inline(__always)
    init(loading slots: UnsafeMutablePointer<Lanes>) { value = slots.pointee }

    @inline(__always)
    func store(to slots: UnsafeMutablePointer<Lanes>) { slots.pointee = value }

    @inline(__always)
    init(loading m: SlotMemory, at slots: UnsafeMutablePointer<UInt32>) { value = m[slots.pointee] }

    @inline(__always)
    func add(to g: SlotMemory, at slots: UnsafeMutablePointer<UInt32>) { g[slots.pointee] += value }

    @inline(__always)
    func dot(_ those: OneRow, adding sum: inout Lanes) { sum = multiplyAdd(value, those.value, sum) }

    @inline(__always)
    mutating func add(_ factor: Lanes, times m: SlotMemory, at others: UnsafeMutablePointer<UInt32>) {
        value = multiplyAdd(factor, m[others.pointee], value)
    }

    @inline(__always)
    func spread(_ factor: Lanes, _ m: SlotMemory, _ g: SlotMemory, at others: UnsafeMutablePointer<UInt32>, adding sum: inout Lanes) {
        let other = others.pointee
        sum = multiplyAdd(value, m[other], sum)
        g[other] = multiplyAdd(value, factor, g[other])
    }

    @inline(__always)
    func spread(_ factor: Lanes, _ g: SlotMemory, at others: UnsafeMutablePointer<UInt32>) {
        let other = others.pointee
        g[other] = multiplyAdd(value, factor, g[other])
    }
}

struct JoinedRows<First: SlotRows, Second: SlotRows>: SlotRows {
    private var first: First
    private var second: Second

    @inline(__always)
    static var width: Int { First.width &+ Second.width }

    @inline(__always)
    init() {
        first = First()
        second = Second()
    }

    @inline(__always)
    init(loading slots: UnsafeMutablePointer<Lanes>) {
        first = First(loading: slots)
        second = Second(loading: slots + First.width)
    }

    @inline(__always)
    func store(to slots: UnsafeMutablePointer<Lanes>) {
        first.store(to: slots)
        second.store(to: slots + First.width)
    }

    @inline(__always)
    init(loading m: SlotMemory, at slots: UnsafeMutablePointer<UInt32>) {
        first = First(loading: m, at: slots)
        second = Second(loading: m, at: slots + First.width)
    }

    @inline(__always)
    func add(to g: SlotMemory, at slots: UnsafeMutablePointer<UInt32>) {
        first.add(to: g, at: slots)
        second.add(to: g, at: slots + First.width)
    }

    @inline(__always)
    func dot(_ those: JoinedRows, adding sum: inout Lanes) {
        first.dot(those.first, adding: &sum)
        second.dot(those.second, adding: &sum)
    }

    @inline(__always)
    mutating func add(_ factor: Lanes, times m: SlotMemory, at others: UnsafeMutablePointer<UInt32>) {
        first.add(factor, times: m, at: others)
        second.add(factor, times: m, at: others + First.width)
    }

    @inline(__always)
    func spread(_ factor: Lanes, _ m: SlotMemory, _ g: SlotMemory, at others: UnsafeMutablePointer<UInt32>, adding sum: inout Lanes) {
        first.spread(factor, m, g, at: others, adding: &sum)
        second.spread(factor, m, g, at: others + First.width, adding: &sum)
    }

    @inline(__always)
    func spread(_ factor: Lanes, _ g: SlotMemory, at others: UnsafeMutablePointer<UInt32>) {
        first.spread(factor, g, at: others)
        second.spread(factor, g, at: others + First.width)
    }
}

typealias TwoRows = JoinedRows<OneRow, OneRow>
typealias ThreeRows = JoinedRows<TwoRows, OneRow>
typealias FourRows = JoinedRows<TwoRows, TwoRows>
typealias SixRows = JoinedRows<FourRows, TwoRows>
