import MomentTensor

/// A linear map of three-dimensional space, by rows.
struct Matrix3: Sendable {
    var rows: (x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>)

    init(_ x: SIMD3<Double>, _ y: SIMD3<Double>, _ z: SIMD3<Double>) { rows = (x, y, z) }

    static let identity = Matrix3(SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1))

    /// 1 + ε
    init(strain e: SymmetricTensor) {
        self.init(SIMD3(1 + e.xx, e.xy, e.xz), SIMD3(e.xy, 1 + e.yy, e.yz), SIMD3(e.xz, e.yz, 1 + e.zz))
    }

    init(_ t: SymmetricTensor) { self.init(SIMD3(t.xx, t.xy, t.xz), SIMD3(t.xy, t.yy, t.yz), SIMD3(t.xz, t.yz, t.zz)) }

    static func * (matrix: Matrix3, vector: SIMD3<Double>) -> SIMD3<Double> {
        SIMD3(matrix.rows.x.dot(vector), matrix.rows.y.dot(vector), matrix.rows.z.dot(vector))
    }

    static func * (left: Matrix3, right: Matrix3) -> Matrix3 {
        let columns = right.transposed.rows
        return Matrix3(left * columns.x, left * columns.y, left * columns.z).transposed
    }

    var transposed: Matrix3 {
        Matrix3(
            SIMD3(rows.x.x, rows.y.x, rows.z.x), SIMD3(rows.x.y, rows.y.y, rows.z.y), SIMD3(rows.x.z, rows.y.z, rows.z.z))
    }

    var determinant: Double { rows.x.dot(rows.y.cross(rows.z)) }

    /// Not finite where the determinant is zero.
    var inverse: Matrix3 {
        let d = determinant
        return Matrix3(rows.y.cross(rows.z) / d, rows.z.cross(rows.x) / d, rows.x.cross(rows.y) / d).transposed
    }

    /// ½ (M + Mᵀ)
    var symmetrised: SymmetricTensor {
        SymmetricTensor(
            xx: rows.x.x, yy: rows.y.y, zz: rows.z.z, yz: 0.5 * (rows.y.z + rows.z.y), xz: 0.5 * (rows.x.z + rows.z.x),
            xy: 0.5 * (rows.x.y + rows.y.x))
    }
}
