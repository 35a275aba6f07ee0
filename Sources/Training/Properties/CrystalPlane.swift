import MomentTensor

/// A plane of a crystal: two lattice vectors in it that span its smallest cell, and one that leads to the next equivalent plane. All in
/// units of the conventional vectors.
struct CrystalPlane: Sendable {
    /// `(110)`, `(0001)`
    let name: String
    let u: SIMD3<Double>
    let v: SIMD3<Double>
    let w: SIMD3<Double>

    /// Between which layers the crystal is cut.
    enum Cut: Sendable {
        /// Where their distance is largest.
        case widest
        /// Where it is smallest.
        case narrowest
    }

    /// Turns the crystal so that u lies along x and v in the xy plane.
    func rotation(of crystal: Crystal) -> Matrix3 {
        let (first, second) = (crystal.cartesian(u), crystal.cartesian(v))
        let (along, normal) = (first / first.length, first.cross(second) / first.cross(second).length)
        return Matrix3(along, normal.cross(along), normal)
    }

    /// Layers of the crystal between two cuts, `thickness` Å or a little more, turned by `rotation(of:)`. The cell is the smallest in
    /// the plane, and periodic in three directions: its third vector is a multiple of w.
    func layers(of crystal: Crystal, thickness: Double, cut: Cut) -> AtomicSystem {
        let rotation = rotation(of: crystal)
        let height = abs((rotation * crystal.cartesian(w)).z)
        let repetitions = max(1, (thickness / height - 1e-6).rounded(.up))
        var system = crystal.oriented(u, v, repetitions * w).deformed(by: rotation)
        if system.cell.c.z < 0 { system.cell.c = -system.cell.c }
        system.shiftCut(cut)
        return system
    }
}

extension AtomicSystem {
    /// Moves the atoms along z, and those that leave the cell to its other side, so that the cut is at z = 0.
    fileprivate mutating func shiftCut(_ cut: CrystalPlane.Cut) {
        let height = cell.c.z
        for atom in positions.indices {
            let cells = (positions[atom].z / height + 1e-6).rounded(.down)
            positions[atom] -= cells * cell.c
        }
        let heights = positions.map(\.z).sorted()
        let gaps = heights.indices.map { index in
            (below: heights[index], width: (index + 1 < heights.count ? heights[index + 1] : heights[0] + height) - heights[index])
        }.filter { $0.width > 0.01 }
        // Of equal gaps the first, not the one that rounding makes the largest.
        let best: Double =
            cut == .widest ? gaps.map(\.width).max().map { $0 - 1e-4 } ?? 0 : gaps.map(\.width).min().map { $0 + 1e-4 } ?? 0
        guard let gap = gaps.first(where: { cut == .widest ? $0.width >= best : $0.width <= best }) else { return }
        let origin = gap.below + 0.5 * gap.width
        for atom in positions.indices {
            positions[atom].z -= origin
            if positions[atom].z < 0 { positions[atom] += cell.c }
        }
    }

    /// Å²
    var areaOfBase: Double { cell.a.cross(cell.b).length }
}
