import MomentTensor

/// The density of Burgers vectors of lines along z, by the method of Hartley and Mishin (2005).
///
/// At each row, the deformation gradient F is the one that takes the lattice vectors to near atoms closest to where these are. With
/// G = F⁻¹, the Burgers vector per area is α = ∂G_x/∂y − ∂G_y/∂x (G_x, G_y: the columns of G). What is a multiple of the Burgers vector
/// between two neighbours is left out, so that α is large where the crystal is not a crystal, and nowhere else; it adds up to b.
struct NyeDensity: Sendable {
    /// One for each row; 1/Å: the component along the Burgers vector.
    let values: [Double]

    init(_ rows: DislocationRows) {
        let direction = rows.frame.burgers / rows.frame.burgers.length
        let neighbours = rows.rows.indices.map { rows.neighbours(of: $0) }
        let inverses = rows.rows.indices.map { row in
            NyeDensity.deformation(of: row, neighbours[row], rows).inverse
        }
        let complete = neighbours.map(\.count).max() ?? 0
        values = rows.rows.indices.map { row in
            // At a surface, too few neighbours make a difference of what is no difference.
            guard neighbours[row].count == complete, neighbours[row].allSatisfy({ neighbours[$0.row].count == complete }) else { return 0 }
            return NyeDensity.curl(at: row, neighbours[row], inverses).dot(direction)
        }
    }

    /// Neighbours that moved by more of their distance are not neighbours any more, as across a stacking fault.
    private static let largestShift = 0.5

    /// F
    private static func deformation(of row: Int, _ neighbours: [DislocationRows.Neighbour], _ rows: DislocationRows) -> Matrix3 {
        var (products, squares) = (Matrix3.zero, Matrix3.zero)
        for neighbour in neighbours {
            let (v, shift) = (neighbour.vector, rows.relativeDisplacement(row, neighbour.row))
            guard shift.length < largestShift * v.length else { continue }
            products.add(v + shift, v)
            squares.add(v, v)
        }
        return products * squares.inverse
    }

    /// ∂G_x/∂y − ∂G_y/∂x
    private static func curl(at row: Int, _ neighbours: [DislocationRows.Neighbour], _ inverses: [Matrix3]) -> SIMD3<Double> {
        var squares = (xx: 0.0, xy: 0.0, yy: 0.0)
        var (alongX, alongY) = ((x: SIMD3<Double>.zero, y: SIMD3<Double>.zero), (x: SIMD3<Double>.zero, y: SIMD3<Double>.zero))
        let here = inverses[row].transposed.rows
        for neighbour in neighbours {
            let there = inverses[neighbour.row].transposed.rows
            let v = neighbour.vector
            squares.xx += v.x * v.x
            squares.xy += v.x * v.y
            squares.yy += v.y * v.y
            alongX.x += v.x * (there.x - here.x)
            alongX.y += v.x * (there.y - here.y)
            alongY.x += v.y * (there.x - here.x)
            alongY.y += v.y * (there.y - here.y)
        }
        let determinant = squares.xx * squares.yy - squares.xy * squares.xy
        guard determinant > 0 else { return .zero }
        let slopeOfX = (squares.xx * alongY.x - squares.xy * alongX.x) / determinant
        let slopeOfY = (squares.yy * alongX.y - squares.xy * alongY.y) / determinant
        return slopeOfX - slopeOfY
    }
}

extension Matrix3 {
    static var zero: Matrix3 { Matrix3(.zero, .zero, .zero) }

    /// Adds u vᵀ.
    mutating func add(_ u: SIMD3<Double>, _ v: SIMD3<Double>) {
        rows.x += u.x * v
        rows.y += u.y * v
        rows.z += u.z * v
    }
}
