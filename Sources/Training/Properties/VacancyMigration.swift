import MomentTensor

/// A neighbour of a vacancy jumps into it.
public struct VacancyMigration: Sendable {
    /// Where the jumping atom comes from, seen from the vacancy.
    struct Jump {
        /// What tells it from other jumps of the same crystal; empty where all are equal.
        var name: String
        /// Å
        var vector: SIMD3<Double>
    }

    public let name: String
    public let atomCount: Int
    /// Of the highest image above the first; eV.
    public let barrier: Double
    public let isConverged: Bool
    /// The length of the path up to each image as a fraction of the whole, and the energy there; eV.
    public let path: [(coordinate: Double, energy: Double)]
    /// The atoms there.
    let images: [AtomicSystem]

    /// Between the ends. Odd, so that the middle one is at the saddle point where the path is symmetric.
    private static let innerImages = 5

    /// The shortest jump; in hcp the shortest in the basal plane, and the shortest out of it.
    static func jumps(_ crystal: Crystal) -> [Jump] {
        switch crystal.structure {
        case .bcc: [Jump(name: "", vector: crystal.cartesian(SIMD3(0.5, 0.5, 0.5)))]
        case .fcc: [Jump(name: "", vector: crystal.cartesian(SIMD3(0.5, 0.5, 0)))]
        case .diamond: [Jump(name: "", vector: crystal.cartesian(SIMD3(repeating: 0.25)))]
        case .hcp:
            [
                Jump(name: "in the basal plane", vector: crystal.cartesian(SIMD3(1, 0, 0))),
                Jump(name: "out of the basal plane", vector: crystal.cartesian(SIMD3(2.0 / 3, 1.0 / 3, 0.5))),
            ]
        }
    }

    init(_ jump: Jump, _ crystal: Crystal, from vacancy: RelaxedVacancy, _ pool: EvaluationPool) throws(VolterraError) {
        name = jump.name
        atomCount = vacancy.atomCount
        let start = vacancy.relaxed.system
        guard let jumping = vacancy.perfect.positions.firstIndex(where: { ($0 - jump.vector).length < 1e-3 * crystal.a }), jumping > 0
        else {
            throw VolterraError(.badData, "the supercell of the vacancy has no neighbour at the end of the jump")
        }
        // The atoms behind the jump: the perfect crystal moved by it, relaxed like the start. What the start has as displacements, the
        // end must have around the other site, so it is relaxed from the perfect places as the start was.
        var target = vacancy.perfect
        target.positions[jumping] = target.positions[0]
        target.positions.removeFirst()
        target.species.removeFirst()
        let end = try pool.mapAll(1) { evaluator, _ throws(VolterraError) in
            try RelaxedVacancy.relax(target.perturbed(by: 0.01), with: evaluator)
        }[0].system
        let band = NudgedElasticBand()
        let count = VacancyMigration.innerImages + 1
        let outcome = try band.run((0...count).map { interpolated(start, end, Double($0) / Double(count)) }) {
            points, _ throws(VolterraError) in
            let systems = points.map { start.with(coordinates: $0) }
            return zip(points, try pool.evaluate(systems)).map { point, evaluation in
                NudgedElasticBand.Image(
                    point: point, energy: evaluation.energy, force: evaluation.forces.flatMap { [$0.x, $0.y, $0.z] })
            }
        }
        barrier = outcome.barrier
        isConverged = outcome.isConverged
        images = outcome.images.map { start.with(coordinates: $0.point) }
        let first = outcome.images[0].energy
        path = zip(outcome.coordinates, outcome.images).map { (coordinate: $0, energy: $1.energy - first) }
    }
}

/// Between two arrangements of the same atoms, as a list of coordinates.
private func interpolated(_ start: AtomicSystem, _ end: AtomicSystem, _ fraction: Double) -> [Double] {
    zip(start.positions, end.positions).flatMap { from, to in
        let place = from + fraction * (to - from)
        return [place.x, place.y, place.z]
    }
}

extension AtomicSystem {
    fileprivate func with(coordinates: [Double]) -> AtomicSystem {
        var copy = self
        for atom in positions.indices {
            copy.positions[atom] = SIMD3(coordinates[3 * atom], coordinates[3 * atom + 1], coordinates[3 * atom + 2])
        }
        return copy
    }
}
