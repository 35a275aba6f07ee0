import Atoms
import MomentTensor

/// What it costs a dislocation to glide from one valley of the crystal to the next: the path of least energy between the two in one
/// cylinder, whose rim goes evenly from one elastic field to the other.
public struct PeierlsBarrier: Sendable {
    public struct Image: Sendable {
        /// The length of the path up to it, as a fraction of the whole.
        public var coordinate: Double
        /// Above the first; eV per period of the line.
        public var energy: Double
        public var system: AtomicSystem
        /// eV
        public var totalEnergy: Double
    }

    public struct Settings: Sendable {
        /// Between the ends. Odd, so that the middle one is at the top where the path is symmetric.
        public var innerImages = 7
        /// The largest component of a force across the path that may be left; eV/Å.
        public var tolerance = 0.005
        public var steps = 500
        public init() {}
    }

    public let images: [Image]
    /// The first valley, before it was relaxed.
    public let crystal: DislocatedCrystal
    /// The distance between the valleys, and the length of a period of the line; Å.
    public let glideStep: Double
    public let period: Double
    /// The size of the Burgers vector; Å.
    public let burgers: Double
    public let steps: Int
    public let isConverged: Bool

    /// Of the highest image; eV per period of the line.
    public var barrier: Double { images.map(\.energy).max() ?? 0 }
    /// The energy of the last image above the first, which is zero between equivalent valleys; eV per period.
    public var difference: Double { images.last?.energy ?? 0 }

    /// The stress σ at which the steepest part of the path is gone: max dW/dx = σ b, with the energy per length W, and x in proportion to
    /// the length of the path; GPa. An estimate: x does not quite go that way, and neither does W keep its form under stress.
    public var peierlsStress: Double {
        let slopes = zip(images, images.dropFirst()).map { ($1.energy - $0.energy) / (($1.coordinate - $0.coordinate) * glideStep) }
        return (slopes.max() ?? 0) / (period * burgers) * Units.gigapascal
    }

    public init(
        _ builder: DislocationBuilder, _ cylinder: DislocationCylinder, _ settings: Settings, _ pool: EvaluationPool,
        progress: (_ steps: Int) -> Void
    ) throws(VolterraError) {
        var shape = cylinder
        shape.glideSteps = 1
        var ends: [DislocatedCrystal] = []
        for steps in [0.0, 1] { ends.append(try builder.cylinder(shape, steps: steps)) }
        let relaxed = try PeierlsBarrier.relaxed(ends, tolerance: 0.2 * settings.tolerance, pool)
        let mobile = ends[0].isFixed.indices.filter { !ends[0].isFixed[$0] }
        let count = settings.innerImages + 1
        let chain = (0...count).map { relaxed[0].interpolated(to: relaxed[1], Double($0) / Double(count)) }

        var band = NudgedElasticBand()
        band.tolerance = settings.tolerance
        band.steps = settings.steps
        band.springConstant = 2
        var sweeps = 0
        let outcome = try band.run(chain.map { $0.coordinates(of: mobile) }) { points, first throws(VolterraError) in
            let systems = points.enumerated().map { chain[first + $0].with($1, for: mobile) }
            sweeps += 1
            progress(sweeps)
            return zip(points, try pool.evaluate(systems)).map { point, evaluation in
                NudgedElasticBand.Image(
                    point: point, energy: evaluation.energy, force: mobile.flatMap { evaluation.forces[$0].components })
            }
        }
        let periods = Double(shape.periods)
        let start = outcome.images[0].energy
        images = zip(outcome.coordinates, outcome.images).enumerated().map { index, image in
            Image(
                coordinate: image.0, energy: (image.1.energy - start) / periods,
                system: chain[index].with(image.1.point, for: mobile), totalEnergy: image.1.energy)
        }
        (steps, isConverged) = (outcome.steps, outcome.isConverged)
        crystal = ends[0]
        (glideStep, period, burgers) = (builder.frame.glideStep, builder.frame.period, builder.frame.burgers.length)
    }

    private static func relaxed(
        _ ends: [DislocatedCrystal], tolerance: Double, _ pool: EvaluationPool
    ) throws(VolterraError) -> [AtomicSystem] {
        try pool.mapAll(ends.count) { evaluator, index throws(VolterraError) in
            var relaxation = Relaxation()
            relaxation.cell = .fixed
            relaxation.forceTolerance = tolerance
            relaxation.frozenAtoms = Set(ends[index].isFixed.indices.filter { ends[index].isFixed[$0] })
            let outcome = try relaxation.run(ends[index].system, with: evaluator)
            guard outcome.isConverged else {
                throw VolterraError(
                    .notConverged,
                    "the dislocation did not come to rest in its valley: a force of \(shortText(outcome.largestForce)) eV/Å is left after "
                        + "\(outcome.steps) steps")
            }
            return outcome.system
        }
    }
}

extension SIMD3 where Scalar == Double {
    fileprivate var components: [Double] { [x, y, z] }
}

extension AtomicSystem {
    /// Between two arrangements of the same atoms in the same cell.
    fileprivate func interpolated(to end: AtomicSystem, _ fraction: Double) -> AtomicSystem {
        var copy = self
        for atom in positions.indices { copy.positions[atom] += fraction * (end.positions[atom] - positions[atom]) }
        return copy
    }

    fileprivate func coordinates(of atoms: [Int]) -> [Double] { atoms.flatMap { positions[$0].components } }

    fileprivate func with(_ coordinates: [Double], for atoms: [Int]) -> AtomicSystem {
        var copy = self
        for (place, atom) in atoms.enumerated() {
            copy.positions[atom] = SIMD3(coordinates[3 * place], coordinates[3 * place + 1], coordinates[3 * place + 2])
        }
        return copy
    }
}
