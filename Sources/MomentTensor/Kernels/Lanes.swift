/// One number for each atom of a block: as many as fit a vector register of the instruction set that the module is built for.
#if LANES_8
public typealias Lanes = SIMD8<Double>
typealias SingleLanes = SIMD16<Float>
private typealias LaneIntegers = SIMD8<Int32>
private typealias SingleLaneIntegers = SIMD16<Int32>
#elseif LANES_4
public typealias Lanes = SIMD4<Double>
typealias SingleLanes = SIMD8<Float>
private typealias LaneIntegers = SIMD4<Int32>
private typealias SingleLaneIntegers = SIMD8<Int32>
#else
public typealias Lanes = SIMD2<Double>
typealias SingleLanes = SIMD4<Float>
private typealias LaneIntegers = SIMD2<Int32>
private typealias SingleLaneIntegers = SIMD4<Int32>
#endif

/// What the kernels need of a vector of lanes. The operations are requirements, so that generic kernels reach the instructions and not the
/// loops over lanes that the standard library has for any `SIMD`.
protocol LaneVector: SIMD, Sendable where Scalar: BinaryFloatingPoint & Sendable {
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func / (a: Self, b: Self) -> Self
    static func += (a: inout Self, b: Self)
    static func .== (a: Self, b: Self) -> SIMDMask<MaskStorage>
    static func .> (a: Self, b: Self) -> SIMDMask<MaskStorage>
    func replacing(with other: Self, where mask: SIMDMask<MaskStorage>) -> Self
    func squareRoot() -> Self
    func addingProduct(_ a: Self, _ b: Self) -> Self
    init(repeating value: Scalar)
    /// As many integers as there are lanes.
    init(_ integers: UnsafePointer<Int32>)
}

extension Lanes: LaneVector {
    @inline(__always)
    init(_ integers: UnsafePointer<Int32>) { self.init(UnsafeRawPointer(integers).loadUnaligned(as: LaneIntegers.self)) }
}

extension SingleLanes: LaneVector {
    @inline(__always)
    init(_ integers: UnsafePointer<Int32>) { self.init(UnsafeRawPointer(integers).loadUnaligned(as: SingleLaneIntegers.self)) }
}

extension LaneVector {
    @inline(__always)
    init(_ value: Double) { self.init(repeating: Scalar(value)) }

    /// 1 in the lanes where the mask is set, 0 in the others.
    @inline(__always)
    init(onesWhere mask: SIMDMask<MaskStorage>) { self = Self.zero.replacing(with: Self(1), where: mask) }
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
