/// A 3×3 tensor, by rows.
struct Tensor {
    var x = SIMD3<Double>.zero
    var y = SIMD3<Double>.zero
    var z = SIMD3<Double>.zero

    init() {}

    /// −r ⊗ g
    init(_ r: SIMD3<Double>, _ g: SIMD3<Double>) {
        x = -r.x * g
        y = -r.y * g
        z = -r.z * g
    }

    static func += (sum: inout Tensor, term: Tensor) {
        sum.x += term.x
        sum.y += term.y
        sum.z += term.z
    }

    var half: Tensor {
        var tensor = self
        tensor.x *= 0.5
        tensor.y *= 0.5
        tensor.z *= 0.5
        return tensor
    }

    var components: [Double] { [x.x, x.y, x.z, y.x, y.y, y.z, z.x, z.y, z.z] }

    var symmetric: SymmetricTensor {
        SymmetricTensor(
            xx: x.x, yy: y.y, zz: z.z, yz: 0.5 * (y.z + z.y), xz: 0.5 * (x.z + z.x), xy: 0.5 * (x.y + y.x))
    }
}
