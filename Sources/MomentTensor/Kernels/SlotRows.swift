/// Rows of products that are computed together, in registers: one accumulator for each.
///
///     m_t = Σ_n f_n m_r(t, n)       f_n is shared
///
/// A number of rows is put together from halves: the compiler unfolds it.
protocol SlotRows<V> {
    associatedtype V: LaneVector

    static var width: Int { get }

    /// All zero.
    init()
    /// The values of consecutive slots.
    init(loading slots: UnsafeMutablePointer<V>)
    func store(to slots: UnsafeMutablePointer<V>)

    /// The values of any slots.
    init(loading m: SlotMemory<V>, at slots: UnsafeMutablePointer<UInt32>)
    func add(to g: SlotMemory<V>, at slots: UnsafeMutablePointer<UInt32>)
    /// Adds Σ_t of the products of these and those to `sum`.
    func dot(_ those: Self, adding sum: inout V)

    /// m_t += f m_r(t)
    mutating func add(_ factor: V, times m: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>)
    /// With these rows as G_t: G_r(t) += f G_t, and adds Σ_t G_t m_r(t), what comes back to f, to `sum`.
    func spread(_ factor: V, _ m: SlotMemory<V>, _ g: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>, adding sum: inout V)
    /// G_r(t) += f G_t
    func spread(_ factor: V, _ g: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>)
}

/// The slots of a block, by their offsets in bytes.
struct SlotMemory<V: LaneVector> {
    let base: UnsafeMutableRawPointer

    @inline(__always)
    init(_ slots: UnsafeMutablePointer<V>) { base = UnsafeMutableRawPointer(slots) }

    @inline(__always)
    subscript<Offset: FixedWidthInteger>(offset: Offset) -> V {
        get { (base + Int(truncatingIfNeeded: offset)).assumingMemoryBound(to: V.self).pointee }
        nonmutating set { (base + Int(truncatingIfNeeded: offset)).assumingMemoryBound(to: V.self).pointee = newValue }
    }
}

struct OneRow<V: LaneVector>: SlotRows {
    private var value: V

    @inline(__always)
    static var width: Int { 1 }

    @inline(__always)
    init() { value = .zero }

    @inline(__always)
    init(loading slots: UnsafeMutablePointer<V>) { value = slots.pointee }

    @inline(__always)
    func store(to slots: UnsafeMutablePointer<V>) { slots.pointee = value }

    @inline(__always)
    init(loading m: SlotMemory<V>, at slots: UnsafeMutablePointer<UInt32>) { value = m[slots.pointee] }

    @inline(__always)
    func add(to g: SlotMemory<V>, at slots: UnsafeMutablePointer<UInt32>) { g[slots.pointee] += value }

    @inline(__always)
    func dot(_ those: OneRow, adding sum: inout V) { sum = multiplyAdd(value, those.value, sum) }

    @inline(__always)
    mutating func add(_ factor: V, times m: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>) {
        value = multiplyAdd(factor, m[others.pointee], value)
    }

    @inline(__always)
    func spread(_ factor: V, _ m: SlotMemory<V>, _ g: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>, adding sum: inout V) {
        let other = others.pointee
        sum = multiplyAdd(value, m[other], sum)
        g[other] = multiplyAdd(value, factor, g[other])
    }

    @inline(__always)
    func spread(_ factor: V, _ g: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>) {
        let other = others.pointee
        g[other] = multiplyAdd(value, factor, g[other])
    }
}

struct JoinedRows<V: LaneVector, First: SlotRows<V>, Second: SlotRows<V>>: SlotRows {
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
    init(loading slots: UnsafeMutablePointer<V>) {
        first = First(loading: slots)
        second = Second(loading: slots + First.width)
    }

    @inline(__always)
    func store(to slots: UnsafeMutablePointer<V>) {
        first.store(to: slots)
        second.store(to: slots + First.width)
    }

    @inline(__always)
    init(loading m: SlotMemory<V>, at slots: UnsafeMutablePointer<UInt32>) {
        first = First(loading: m, at: slots)
        second = Second(loading: m, at: slots + First.width)
    }

    @inline(__always)
    func add(to g: SlotMemory<V>, at slots: UnsafeMutablePointer<UInt32>) {
        first.add(to: g, at: slots)
        second.add(to: g, at: slots + First.width)
    }

    @inline(__always)
    func dot(_ those: JoinedRows, adding sum: inout V) {
        first.dot(those.first, adding: &sum)
        second.dot(those.second, adding: &sum)
    }

    @inline(__always)
    mutating func add(_ factor: V, times m: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>) {
        first.add(factor, times: m, at: others)
        second.add(factor, times: m, at: others + First.width)
    }

    @inline(__always)
    func spread(_ factor: V, _ m: SlotMemory<V>, _ g: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>, adding sum: inout V) {
        first.spread(factor, m, g, at: others, adding: &sum)
        second.spread(factor, m, g, at: others + First.width, adding: &sum)
    }

    @inline(__always)
    func spread(_ factor: V, _ g: SlotMemory<V>, at others: UnsafeMutablePointer<UInt32>) {
        first.spread(factor, g, at: others)
        second.spread(factor, g, at: others + First.width)
    }
}

typealias TwoRows<V: LaneVector> = JoinedRows<V, OneRow<V>, OneRow<V>>
typealias ThreeRows<V: LaneVector> = JoinedRows<V, TwoRows<V>, OneRow<V>>
typealias FourRows<V: LaneVector> = JoinedRows<V, TwoRows<V>, TwoRows<V>>
typealias SixRows<V: LaneVector> = JoinedRows<V, FourRows<V>, TwoRows<V>>
