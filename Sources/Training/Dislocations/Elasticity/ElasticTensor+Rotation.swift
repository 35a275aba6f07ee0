import MomentTensor

extension ElasticTensor {
    /// That of a cubic crystal along its cube axes; GPa.
    public static func cubic(c11: Double, c12: Double, c44: Double) -> ElasticTensor {
        ElasticTensor(
            (0..<6).map { i in
                (0..<6).map { j in i == j ? (i < 3 ? c11 : c44) : i < 3 && j < 3 ? c12 : 0 }
            })
    }

    /// The index of Voigt, from 0, of a pair of axes.
    private static let voigt = [[0, 5, 4], [5, 1, 3], [4, 3, 2]]
    private static let pairs = [(0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1)]

    /// C_ijkl with axes 0, 1, 2.
    func stiffness(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Double { rows[ElasticTensor.voigt[i][j]][ElasticTensor.voigt[k][l]] }

    /// The same crystal seen from axes that are the rows of `axes`: C′_ijkl = a_im a_jn a_ko a_lp C_mnop.
    func rotated(to axes: Matrix3) -> ElasticTensor {
        let a = [axes.rows.x, axes.rows.y, axes.rows.z]
        func component(_ i: Int, _ j: Int, _ k: Int, _ l: Int) -> Double {
            var sum = 0.0
            for m in 0..<3 {
                for n in 0..<3 {
                    for o in 0..<3 {
                        for p in 0..<3 { sum += a[i][m] * a[j][n] * a[k][o] * a[l][p] * stiffness(m, n, o, p) }
                    }
                }
            }
            return sum
        }
        return ElasticTensor(
            ElasticTensor.pairs.map { first in
                ElasticTensor.pairs.map { second in component(first.0, first.1, second.0, second.1) }
            })
    }

    /// With other stiffnesses against the shear xy.
    func scalingShear(by factor: Double) -> ElasticTensor {
        var copy = rows
        copy[5][5] *= factor
        return ElasticTensor(copy)
    }
}
