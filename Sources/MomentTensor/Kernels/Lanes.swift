/// One number for each atom of a block: as many as fit a vector register of the instruction set that the module is built for.
#if LANES_8
public typealias Lanes = SIMD8<Double>
typealias SingleLanes = SIMD16<Float>
#elseif LANES_4
public typealias Lanes = SIMD4<Double>
typealias SingleLanes = SIMD8<Float>
#else
public typealias Lanes = SIMD2<Double>
typealias SingleLanes = SIMD4<Float>
#endif

/// What the kernels need of a vector of lanes. The operators are requirements, so that generic kernels reach the instructions and not the
/// loops over lanes that the standard library has for any `SIMD`.
protocol LaneVector: SIMD, Sendable where Scalar: BinaryFloatingPoint & Sendable {
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func / (a: Self, b: Self) -> Self
    static func += (a: inout Self, b: Self)
    func squareRoot() -> Self
    func addingProduct(_ a: Self, _ b: Self) -> Self
    init(repeating value: Scalar)
}

extension Lanes: LaneVector {}
extension SingleLanes: LaneVector {}

extension LaneVector {
    @inline(__always)
    init(_ value: Double) { self.init(repeating: Scalar(value)) }
}

/// a · b + c, fused where the instruction set has it; elsewhere `addingProduct` would be a library call per lane.
@inline(__always)
func multiplyAdd<V: LaneVector>(_ a: V, _ b: V, _ c: V) -> V {
    #if FUSED_MULTIPLY_ADD
    return c.addingProduct(a, b)
    #else
    return a * b + c
    #endif
}

@inline(__always)
func multiplyAdd<V: LaneVector>(_ a: V.Scalar, _ b: V, _ c: V) -> V { multiplyAdd(V(repeating: a), b, c) }
