/// One number for each atom of a block: as many as fit a vector register of the instruction set that the module is built for.
#if LANES_8
public typealias Lanes = SIMD8<Double>
#elseif LANES_4
public typealias Lanes = SIMD4<Double>
#else
public typealias Lanes = SIMD2<Double>
#endif

/// Atoms per block.
let laneCount = Lanes.scalarCount

/// a · b + c, fused where the instruction set has it; elsewhere `addingProduct` would be a library call per lane.
@inline(__always)
func multiplyAdd(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> Lanes {
    #if FUSED_MULTIPLY_ADD
    return c.addingProduct(a, b)
    #else
    return a * b + c
    #endif
}

@inline(__always)
func multiplyAdd(_ a: Double, _ b: Lanes, _ c: Lanes) -> Lanes { multiplyAdd(Lanes(repeating: a), b, c) }
