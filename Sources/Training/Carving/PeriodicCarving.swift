import MomentTensor

/// Makes periodic cells around an atom, and takes the one in which the other atoms are the most ordinary: in which no grade is higher than
/// it was in the large configuration, or by as little as possible.
struct PeriodicCarving {
    private let region: CarvedRegion
    private let cutoff: Double
    private let atomCount: ClosedRange<Int>
    private let contact: Double

    /// How far beyond the cutoff atoms are kept in place as well, so that none is pushed into it. Å.
    private static let frozenMargin = 0.3
    /// How many steps there are between two looks at the grades.
    private static let stages = [8, 12, 20, 40, 80]
    private static let forceTolerance = 0.02

    init(_ region: CarvedRegion, cutoff: Double, atomCount: ClosedRange<Int>) {
        self.region = region
        self.cutoff = cutoff
        self.atomCount = atomCount
        contact = region.typicalContact(within: cutoff)
    }

    func best(_ grader: ExtrapolationGrader, _ evaluator: SystemEvaluator) throws(VolterraError) -> CarvedCell {
        let cells = try CarvingCells(region: region, cutoff: cutoff, atomCount: atomCount, contact: contact).all()
        var best: CarvedCell?
        for cell in cells {
            guard let part = fill(cell), let carved = try relaxed(part, grader, evaluator) else { continue }
            if carved.isMoreOrdinary(than: best) { best = carved }
        }
        guard let best else {
            throw VolterraError(
                .notConverged,
                "atom \(region.centre + 1): no periodic cell of \(atomCount.lowerBound) to \(atomCount.upperBound) atoms keeps its surroundings",
                advice: "allow more atoms with --atoms, or take a free cluster: --shape cluster")
        }
        return best
    }

    /// The atoms in the cell around the centre: none twice where two faces meet, and none of the others within the cutoff of the centre.
    ///
    /// `nil` if atoms that must stay meet each other.
    func fill(_ cell: Cell) -> CarvedRegion.Part? {
        let toFractions = Matrix3(cell.a, cell.b, cell.c).transposed.inverse
        let closest = 0.65 * contact
        let margin = 0.35 * contact
        // From the centre outwards: the nearer of two that are too close stays.
        var taken: [CarvedRegion.Atom] = []
        let reach = Reach(cell)
        for atom in region.atoms {
            let fractions = toFractions * atom.vector
            let isCore = atom.vector.length <= cutoff
            guard isCore && atom.isInPeriod || reach.contains(fractions, margin: margin, hasPeriod: region.period != nil) else { continue }
            guard atom.isInPeriod else { continue }
            let meets = taken.contains { reach.distanceToImage(atom.vector - $0.vector) < closest }
            if meets {
                guard !isCore else { return nil }
                continue
            }
            let intrudes = !isCore && reach.distance(atom.vector) <= cutoff
            if !intrudes || region.period != nil { taken.append(atom) }
        }
        guard atomCount.contains(taken.count) else { return nil }
        var part = CarvedRegion.Part(cell: cell, atoms: taken, frozen: [])
        for (number, atom) in taken.enumerated()
        where reach.distance(atom.vector) <= cutoff + PeriodicCarving.frozenMargin {
            part.frozen.insert(number)
        }
        return part
    }

    /// The stage of the relaxation that has the lowest grades; `nil` where the surroundings of the centre did not survive.
    private func relaxed(
        _ part: CarvedRegion.Part, _ grader: ExtrapolationGrader, _ evaluator: SystemEvaluator
    ) throws(VolterraError) -> CarvedCell? {
        let restraint = CarvingGuard(
            wallRadius: cutoff + PeriodicCarving.frozenMargin, leastDistance: 0.8 * contact, frozen: part.frozen)
        var relaxation = Relaxation()
        relaxation.cell = .fixed
        relaxation.frozenAtoms = part.frozen
        relaxation.forceTolerance = PeriodicCarving.forceTolerance
        var stage = part
        var best: CarvedCell?
        for steps in [0] + PeriodicCarving.stages {
            var isConverged = false
            if steps > 0 {
                relaxation.steps = steps
                let outcome = try relaxation.run(stage.system) { system throws(VolterraError) in
                    var evaluation = try evaluator.evaluate(system)
                    try restraint.restrain(&evaluation, system)
                    return evaluation
                }
                for atom in stage.atoms.indices { stage.atoms[atom].vector = outcome.system.positions[atom] }
                isConverged = outcome.isConverged
            }
            let carved = try CarvedCell(stage, region, grader, evaluator)
            if carved.keepsSurroundings(within: cutoff), carved.isMoreOrdinary(than: best) { best = carved }
            if isConverged { break }
        }
        return best
    }
}

/// Distances in a periodic cell that is wider than what is asked for.
private struct Reach {
    private let shifts: [SIMD3<Double>]
    private let widths: SIMD3<Double>

    init(_ cell: Cell) {
        var shifts: [SIMD3<Double>] = []
        for i in -2...2 {
            for j in -2...2 {
                for k in -2...2 { shifts.append(Double(i) * cell.a + Double(j) * cell.b + Double(k) * cell.c) }
            }
        }
        self.shifts = shifts
        let volume = cell.volume
        widths = SIMD3(
            volume / cell.b.cross(cell.c).length, volume / cell.c.cross(cell.a).length, volume / cell.a.cross(cell.b).length)
    }

    /// To the nearest of all images.
    func distance(_ vector: SIMD3<Double>) -> Double { min(vector.length, distanceToImage(vector)) }

    /// To the nearest image other than the atom itself: what is met across the faces of the cell.
    func distanceToImage(_ vector: SIMD3<Double>) -> Double {
        var least = Double.infinity
        for shift in shifts where shift != .zero {
            let moved = vector + shift
            least = min(least, moved.dot(moved))
        }
        return least.squareRoot()
    }

    /// Whether an atom is in the cell around the origin, or beyond its faces by no more than a margin. Along a kept period there is none.
    func contains(_ fractions: SIMD3<Double>, margin: Double, hasPeriod: Bool) -> Bool {
        for axis in 0..<3 {
            let beyond = hasPeriod && axis == 2 ? 0 : margin / widths[axis]
            guard fractions[axis] >= -0.5 - beyond, fractions[axis] < 0.5 + beyond else { return false }
        }
        return true
    }
}

extension CarvedCell {
    fileprivate func isMoreOrdinary(than other: CarvedCell?) -> Bool {
        guard let other else { return true }
        return (max(highestExcess, 0), highestOtherGrade) < (max(other.highestExcess, 0), other.highestOtherGrade)
    }
}
