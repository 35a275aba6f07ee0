import MomentTensor

/// A LAMMPS simulation box: edges a = (lx, 0, 0), b = (xy, ly, 0), c = (xz, yz, lz) from `low` on.
struct LammpsBox: Hashable {
    var low: SIMD3<Double>
    var high: SIMD3<Double>
    /// xy, xz, yz
    var tilt: SIMD3<Double>
    /// Along which edges the box is periodic.
    var flags: [Bool]

    var length: SIMD3<Double> { high - low }

    var cell: Cell {
        Cell(SIMD3(length.x, 0, 0), SIMD3(tilt.x, length.y, 0), SIMD3(tilt.y, tilt.z, length.z), periodic: (flags[0], flags[1], flags[2]))
    }

    /// What a triclinic box exceeds its untilted edges by: `BOX BOUNDS` of a dump are those of the box around it.
    private var excess: (low: SIMD3<Double>, high: SIMD3<Double>) {
        let sums = [0, tilt.x, tilt.y, tilt.x + tilt.y]
        return (
            SIMD3(sums.reduce(0, min), min(0, tilt.z), 0),
            SIMD3(sums.reduce(0, max), max(0, tilt.z), 0)
        )
    }

    /// The corners that a dump shows.
    var bounds: (low: SIMD3<Double>, high: SIMD3<Double>) { (low + excess.low, high + excess.high) }

    init(low: SIMD3<Double>, high: SIMD3<Double>, tilt: SIMD3<Double> = .zero, flags: [Bool] = [true, true, true]) {
        self.low = low
        self.high = high
        self.tilt = tilt
        self.flags = flags
    }

    /// From the corners that a dump shows.
    init(bounds: (low: SIMD3<Double>, high: SIMD3<Double>), tilt: SIMD3<Double>, flags: [Bool]) {
        self.init(low: bounds.low, high: bounds.high, tilt: tilt, flags: flags)
        let excess = self.excess
        low -= excess.low
        high -= excess.high
    }
}
