/// A grid of bins along the vectors of a frame.
struct Bins: Sendable {
    /// Bins along each direction.
    private let counts: SIMD3<Int>
    /// How many bins away a neighbour can be, along each direction.
    private let reach: SIMD3<Int>
    private let frame: PeriodicFrame
    /// The lowest fractional coordinate, and bins per unit of it, along each direction.
    private let origin: SIMD3<Double>
    private let scale: SIMD3<Double>

    struct Coordinates {
        var x, y, z: Int
    }

    /// More bins than this around one atom mean that the cell has collapsed.
    private static let mostBinsInReach = 1e6
    /// More atoms than this in those bins: atoms have collapsed.
    private static let mostCandidates = 3e6

    init(_ frame: PeriodicFrame, _ wrapped: PeriodicFrame.Wrapped, cutoff: Double) throws(VolterraError) {
        self.frame = frame
        var origin = SIMD3<Double>.zero
        var extent = SIMD3<Double>(repeating: 1)
        for k in 0..<3 where !frame.isPeriodic[k] {
            let low = wrapped.fractional.lazy.map { $0[k] }.min() ?? 0
            let high = wrapped.fractional.lazy.map { $0[k] }.max() ?? 0
            origin[k] = low
            extent[k] = max(high - low, 1e-6)
        }
        let thickness = SIMD3(frame.height(0), frame.height(1), frame.height(2)) * extent
        counts = Bins.counts(thickness, cutoff: cutoff, atoms: wrapped.positions.count)
        reach = try Bins.reach(thickness, counts, frame, cutoff: cutoff)
        self.origin = origin
        scale = SIMD3<Double>(counts) / extent
    }

    /// The number of bins in each direction that a neighbour can be away.
    private static func reach(
        _ thickness: SIMD3<Double>, _ counts: SIMD3<Int>, _ frame: PeriodicFrame, cutoff: Double
    ) throws(VolterraError) -> SIMD3<Int> {
        var reach = counts
        var visited = 1.0
        for k in 0..<3 {
            let bins = cutoff * Double(counts[k]) / thickness[k]
            guard frame.isPeriodic[k] || bins < Double(counts[k]) else { continue }
            visited *= 2 * bins + 3
            guard visited < mostBinsInReach else { throw collapsed(cutoff) }
            reach[k] = Int(bins) + 1
        }
        return reach
    }

    private static func collapsed(_ cutoff: Double) -> VolterraError {
        VolterraError(
            .badData, "the cell is far too small for the cutoff of \(cutoff) Å", advice: "check the lattice vectors and their unit")
    }

    /// About one bin per cutoff, and no more bins than atoms can use.
    private static func counts(_ thickness: SIMD3<Double>, cutoff: Double, atoms: Int) -> SIMD3<Int> {
        let most = Double(max(atoms, 1))
        var counts = (thickness / cutoff).rounded(.down).clamped(
            lowerBound: SIMD3(repeating: 1), upperBound: SIMD3(repeating: most))
        while counts.x * counts.y * counts.z > max(most, 27) {
            let widest = (0..<3).max { counts[$0] < counts[$1] }!
            counts[widest] = max((counts[widest] / 2).rounded(.down), 1)
        }
        return SIMD3<Int>(counts)
    }

    /// Atoms in the order of their bins, and where each bin begins.
    func sort(_ wrapped: PeriodicFrame.Wrapped) throws(VolterraError) -> (atoms: [Int32], start: [Int32]) {
        let binOfAtom = wrapped.positions.map(index(of:))
        var start = [Int32](repeating: 0, count: counts[0] * counts[1] * counts[2] + 1)
        for bin in binOfAtom { start[bin + 1] += 1 }
        let fullest = Double(start.max() ?? 0)
        let binsInReach = (0..<3).reduce(1.0) { $0 * Double(frame.isPeriodic[$1] ? 2 * reach[$1] + 1 : 1) }
        guard fullest * binsInReach < Bins.mostCandidates else {
            throw VolterraError(
                .badData, "more than a hundred thousand atoms would be neighbours of one atom",
                advice: "check the coordinates, the lattice vectors and their unit")
        }
        for bin in 1..<start.count { start[bin] += start[bin - 1] }
        var next = start
        var atoms = [Int32](repeating: 0, count: binOfAtom.count)
        for (atom, bin) in binOfAtom.enumerated() {
            atoms[Int(next[bin])] = Int32(atom)
            next[bin] += 1
        }
        return (atoms, start)
    }

    @inline(__always)
    func index(_ x: Int, _ y: Int, _ z: Int) -> Int { (x &* counts[1] &+ y) &* counts[2] &+ z }

    func index(of wrappedPosition: SIMD3<Double>) -> Int {
        let scaled = (frame.fractional(wrappedPosition) - origin) * scale
        let bin = SIMD3<Int>(scaled.clamped(lowerBound: .zero, upperBound: SIMD3<Double>(counts &- 1)))
        return index(bin.x, bin.y, bin.z)
    }

    func coordinates(ofBin bin: Int) -> Coordinates {
        Coordinates(x: bin / counts[2] / counts[1], y: bin / counts[2] % counts[1], z: bin % counts[2])
    }

    func firstReachable(from home: Coordinates) -> Coordinates {
        Coordinates(x: lowest(home.x, 0), y: lowest(home.y, 1), z: lowest(home.z, 2))
    }

    func lastReachable(from home: Coordinates) -> Coordinates {
        Coordinates(x: highest(home.x, 0), y: highest(home.y, 1), z: highest(home.z, 2))
    }

    /// The bin inside the cell, and the image of the cell, for a bin coordinate that may lie outside.
    @inline(__always)
    func wrap(_ coordinate: Int, along k: Int) -> (bin: Int, image: Int) {
        guard coordinate < 0 || coordinate >= counts[k] else { return (coordinate, 0) }
        let image = coordinate >= 0 ? coordinate / counts[k] : -((counts[k] - 1 - coordinate) / counts[k])
        return (coordinate - image * counts[k], image)
    }

    private func lowest(_ coordinate: Int, _ k: Int) -> Int {
        frame.isPeriodic[k] ? coordinate - reach[k] : max(coordinate - reach[k], 0)
    }

    private func highest(_ coordinate: Int, _ k: Int) -> Int {
        frame.isPeriodic[k] ? coordinate + reach[k] : min(coordinate + reach[k], counts[k] - 1)
    }
}
