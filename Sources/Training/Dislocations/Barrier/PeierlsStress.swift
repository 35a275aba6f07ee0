import Atoms
import MomentTensor

/// The shear stress at which a straight dislocation leaves its valley without the help of heat.
///
/// A cylinder is sheared in small steps: all atoms follow the strain S : σ of a stress that has only the component of the plane of glide
/// along the Burgers vector, the rim keeps these places, and the others relax. When the dislocation has gone, the last step is halved.
public struct PeierlsStress: Sendable {
    public struct Settings: Sendable {
        /// GPa
        public var increment = 0.2
        public var largest = 20.0
        /// How often the last step is halved.
        public var halvings = 4
        /// eV/Å
        public var tolerance = 0.002
        public init() {}
    }

    public struct Point: Sendable {
        /// GPa
        public var stress: Double
        /// How far the dislocation has gone along x; Å. Without the strain.
        public var glide: Double
    }

    /// In the order in which they were computed.
    public let points: [Point]
    /// The largest stress under which it stayed, and the smallest under which it left; GPa. The latter is `nil` where it never did.
    public let bounds: (lower: Double, upper: Double?)
    public let atomCount: Int

    public init(
        _ builder: DislocationBuilder, _ cylinder: DislocationCylinder, _ settings: Settings, _ pool: EvaluationPool,
        progress: (_ stress: Double) -> Void
    ) throws(VolterraError) {
        let crystal = try builder.cylinder(cylinder)
        atomCount = crystal.system.count
        let probe = try ShearProbe(crystal, builder, tolerance: settings.tolerance, pool)
        let origin = try probe.state(at: 0, from: crystal.system, strainedBy: 0)
        var (points, stable, increment, upper) = ([Point](), origin, settings.increment, Double?.none)
        var halvings = 0
        while halvings <= settings.halvings, stable.stress + increment <= settings.largest + 1e-9 {
            let stress = stable.stress + increment
            progress(stress)
            let next = try probe.state(at: stress, from: stable.system, strainedBy: stable.stress)
            points.append(Point(stress: stress, glide: next.core.x - origin.core.x))
            if (next.core - origin.core).length < 0.5 * builder.frame.glideStep {
                stable = next
                if upper != nil { increment *= 0.5 }
            } else {
                upper = stress
                increment *= 0.5
            }
            if upper != nil { halvings += 1 }
        }
        self.points = points
        bounds = (stable.stress, upper)
    }
}

/// Relaxes a cylinder under a stress.
private struct ShearProbe {
    struct State {
        var stress: Double
        var system: AtomicSystem
        var core: SIMD2<Double>
    }

    private let crystal: DislocatedCrystal
    private let builder: DislocationBuilder
    private let line: DislocationLine
    private let tolerance: Double
    private let pool: EvaluationPool
    /// Of a stress of 1 GPa.
    private let strain: SymmetricTensor

    init(
        _ crystal: DislocatedCrystal, _ builder: DislocationBuilder, tolerance: Double, _ pool: EvaluationPool
    ) throws(VolterraError) {
        (self.crystal, self.builder, self.tolerance, self.pool) = (crystal, builder, tolerance, pool)
        line = try DislocationLine(at: crystal.places[0].position, burgers: builder.frame.burgers, builder.elasticity)
        let direction = builder.frame.burgers / builder.frame.burgers.length
        strain = try builder.elasticity.strain(
            of: SymmetricTensor(xx: 0, yy: 0, zz: 0, yz: direction.z, xz: 0, xy: direction.x))
    }

    private func deformation(_ stress: Double) -> Matrix3 { Matrix3(strain: strain * stress) }

    func state(at stress: Double, from system: AtomicSystem, strainedBy old: Double) throws(VolterraError) -> State {
        var relaxation = Relaxation()
        relaxation.cell = .fixed
        relaxation.forceTolerance = tolerance
        relaxation.frozenAtoms = Set(crystal.isFixed.indices.filter { crystal.isFixed[$0] })
        let strained = system.deformed(by: deformation(stress) * deformation(old).inverse)
        let outcome = try pool.mapAll(1) { evaluator, _ throws(VolterraError) in try relaxation.run(strained, with: evaluator) }[0]
        guard outcome.isConverged else {
            throw VolterraError(
                .notConverged,
                "the atoms did not come to rest under \(shortText(stress)) GPa: a force of \(shortText(outcome.largestForce)) eV/Å is left")
        }
        let core = try core(outcome.system.deformed(by: deformation(stress).inverse))
        return State(stress: stress, system: outcome.system, core: core)
    }

    private func core(_ system: AtomicSystem) throws(VolterraError) -> SIMD2<Double> {
        func configuration(_ system: AtomicSystem) -> Configuration { Configuration(cell: system.cell, positions: system.positions) }
        let rows = try DislocationRows(configuration(system), perfect: configuration(crystal.perfect), builder.frame)
        return try CorePosition(rows, line, density: NyeDensity(rows)).position
    }
}

extension ElasticTensor {
    /// S : σ of a stress in GPa.
    func strain(of stress: SymmetricTensor) throws(VolterraError) -> SymmetricTensor {
        let compliance = try SymmetricEigensystem(rows.flatMap { $0 }, size: 6).function { 1 / $0 }
        let voigt = (0..<6).map { i in dot(Array(compliance[6 * i..<6 * i + 6]), stress.voigt) }
        // Engineering shears are twice the component of the tensor.
        return SymmetricTensor(voigt: voigt.enumerated().map { $0.offset < 3 ? $0.element : 0.5 * $0.element })
    }
}
