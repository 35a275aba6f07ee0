import Atoms
import COpenBLAS
import MomentTensor

/// Fits a potential to labelled configurations.
public final class Fit {
    public struct Settings: Sendable {
        public var ridge = 1e-10
        public var maximumIterations = 200
        /// Ends when an iteration takes less than this of the loss away.
        public var tolerance = 1e-4
        public var seed: UInt64 = 1
        public var threads = 1

        public init() {}
    }

    public let settings: Settings
    private let potential: Potential
    private let projection: VariableProjection

    public init(_ potential: Potential, _ samples: [FitSample], options: PlanOptions = PlanOptions(), _ settings: Settings)
        throws(VolterraError)
    {
        openblas_set_num_threads(1)
        self.settings = settings
        self.potential = potential
        let assembly = NormalAssembly(
            try JacobianPlan(potential, options), samples, referenceEnergies: try ReferenceEnergies.fitted(to: samples, potential).values,
            team: ThreadTeam(count: settings.threads))
        let start = potential.coefficients ?? StartingCoefficients.make(for: potential, seed: settings.seed)
        projection = try VariableProjection(assembly, start, ridge: settings.ridge)
    }

    public var state: VariableProjection.State { projection.state }

    public var fitted: Potential {
        var potential = potential
        potential.coefficients = projection.state.coefficients
        return potential
    }

    /// Iterates until nothing is gained; `progress` is called after each iteration, and ends the fit by returning false.
    public func run(progress: (VariableProjection.State) -> Bool) throws(VolterraError) {
        while projection.state.iteration < settings.maximumIterations, try projection.advance() {
            guard progress(projection.state), projection.state.decrease > settings.tolerance else { return }
        }
    }
}
