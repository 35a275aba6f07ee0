/// The same quantity of two consecutive rows of a block. The kernels take rows in pairs: what both rows need is loaded once, and each
/// hides the latency of the other.
struct RowPair<V: LaneVector> {
    var a, b: V

    @inline(__always)
    init(_ a: V, _ b: V) {
        self.a = a
        self.b = b
    }

    @inline(__always)
    init(repeating value: V) { self.init(value, value) }

    @inline(__always)
    static var zero: RowPair { RowPair(repeating: .zero) }

    @inline(__always)
    static func + (left: RowPair, right: RowPair) -> RowPair { RowPair(left.a + right.a, left.b + right.b) }

    @inline(__always)
    static func - (left: RowPair, right: RowPair) -> RowPair { RowPair(left.a - right.a, left.b - right.b) }

    @inline(__always)
    static func * (left: RowPair, right: RowPair) -> RowPair { RowPair(left.a * right.a, left.b * right.b) }

    @inline(__always)
    static func * (left: V, right: RowPair) -> RowPair { RowPair(left * right.a, left * right.b) }

    /// A factor of −1 is what the code generator recognises, and folds into a fused operation.
    @inline(__always)
    static prefix func - (pair: RowPair) -> RowPair { V(-1) * pair }

    /// Over both rows, Σ a b + c.
    @inline(__always)
    static func sum(_ left: RowPair, _ right: RowPair, plus c: V) -> V { multiplyAdd(left.b, right.b, multiplyAdd(left.a, right.a, c)) }
}

@inline(__always)
func multiplyAdd<V: LaneVector>(_ a: RowPair<V>, _ b: RowPair<V>, _ c: RowPair<V>) -> RowPair<V> {
    RowPair(multiplyAdd(a.a, b.a, c.a), multiplyAdd(a.b, b.b, c.b))
}

/// The same factor for both rows.
@inline(__always)
func multiplyAdd<V: LaneVector>(_ a: V, _ b: RowPair<V>, _ c: RowPair<V>) -> RowPair<V> {
    RowPair(multiplyAdd(a, b.a, c.a), multiplyAdd(a, b.b, c.b))
}
