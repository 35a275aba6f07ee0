import MomentTensor

/// The energy of a crystal whose halves are shifted against each other along a line in a plane (a γ-line), with its characteristic points.
///
/// The third vector of a cell that is periodic in three directions leans over by the shift, so that there is one fault per cell and no
/// surface. Atoms relax along the normal of the plane, and so does the height of the cell.
public struct StackingFault: Sendable {
    public struct Point: Sendable, Hashable {
        /// As a fraction of the whole line.
        public var shift: Double
        /// J/m²
        public var energy: Double
    }

    /// `(110)⟨111⟩`
    public let name: String
    /// The length of the line, after which the crystal is perfect again; Å.
    public let length: Double
    /// From 0 to 1, without those at which the atoms did not come to rest.
    public let points: [Point]
    /// The highest point on the way to the stable fault, or of the whole line where there is none; `nil` where points are missing.
    public let unstable: Point?
    /// The fault at a third of the line; `nil` for lines that have none by symmetry, and where that point is missing.
    public let stable: Point?
    /// Between faults; Å.
    public let thickness: Double

    /// Whether atoms came to rest everywhere.
    public var isComplete: Bool { points.count == StackingFault.intervals + 1 }

    /// Divisible by 6: the stable fault and the middle before it are among the points.
    static let intervals = 48
    private static let leastThickness = 30.0

    static func all(_ crystal: Crystal, _ pool: EvaluationPool) throws(VolterraError) -> [StackingFault] {
        var faults: [StackingFault] = []
        for line in SlipLine.all(crystal.structure) { faults.append(try StackingFault(line, crystal, pool)) }
        return faults
    }

    private init(_ line: SlipLine, _ crystal: Crystal, _ pool: EvaluationPool) throws(VolterraError) {
        let perfect = line.plane.layers(of: crystal, thickness: StackingFault.leastThickness, cut: line.cut)
        let shift = line.plane.rotation(of: crystal) * crystal.cartesian(line.vector)
        var relaxation = Relaxation()
        relaxation.cell = .normal
        relaxation.mobility = SIMD3(0, 0, 1)
        relaxation.forceTolerance = 1e-3
        relaxation.stressTolerance = 1e-2
        relaxation.steps = 150
        let bulk = crystal.energyPerAtom * Double(perfect.count)
        let unit = Surface.joulePerSquareMetre / perfect.areaOfBase
        var energies = try pool.mapAll(StackingFault.intervals) { evaluator, index throws(VolterraError) -> Double? in
            var faulted = perfect
            faulted.cell.c += Double(index) / Double(StackingFault.intervals) * shift
            // Atoms that fall into each other have no energy.
            guard let outcome = try? relaxation.run(faulted, with: evaluator) else { return nil }
            let shortest = evaluator.plan.potential.radialBasis.minimumDistance
            guard outcome.isConverged, try !outcome.system.hasPair(closerThan: shortest) else { return nil }
            return (outcome.evaluation.energy - bulk) * unit
        }
        energies.append(energies[0])
        // Towards the stable fault, not towards atoms on top of each other.
        let third = StackingFault.intervals / 3
        if line.hasStableFault, energies[2 * third] ?? .infinity < energies[third] ?? .infinity { energies.reverse() }
        let points = energies.enumerated().map { index, energy in
            energy.map { Point(shift: Double(index) / Double(StackingFault.intervals), energy: $0) }
        }
        self.points = points.compactMap { $0 }
        stable = line.hasStableFault ? points[third] : nil
        let way = line.hasStableFault ? Array(points[...third]) : points
        unstable = way.contains { $0 == nil } ? nil : StackingFault.highest(way.compactMap { $0 })
        name = line.name
        length = shift.length
        thickness = perfect.cell.c.z
    }

    /// Of the parabola through the highest point and its neighbours.
    private static func highest(_ points: [Point]) -> Point {
        let top = points.indices.max { points[$0].energy < points[$1].energy } ?? 0
        guard top > 0, top < points.count - 1 else { return points[top] }
        let (before, middle, after) = (points[top - 1].energy, points[top].energy, points[top + 1].energy)
        let curvature = before - 2 * middle + after
        guard curvature < 0 else { return points[top] }
        let offset = 0.5 * (before - after) / curvature
        return Point(
            shift: points[top].shift + offset * (points[1].shift - points[0].shift), energy: middle - 0.25 * (before - after) * offset)
    }
}

extension AtomicSystem {
    /// Whether two atoms are closer than a distance: at less than a potential was made for, its energies mean nothing.
    func hasPair(closerThan distance: Double) throws(VolterraError) -> Bool {
        let search = try NeighbourSearch(cell: cell, positions: positions, cutoff: distance)
        var isClose = false
        for atom in 0..<count { search.forEachNeighbour(of: atom) { _, _ in isClose = true } }
        return isClose
    }
}
