/// How a fit went, iteration by iteration.
public struct LearningCurve: Sendable {
    /// Root mean square errors; `nil` where there are no labels.
    public struct Errors: Sendable, Hashable {
        /// meV/atom
        public var energy: Double?
        /// eV/Å per component
        public var force: Double?
        /// GPa per component
        public var stress: Double?

        public init(energy: Double? = nil, force: Double? = nil, stress: Double? = nil) {
            self.energy = energy
            self.force = force
            self.stress = stress
        }
    }

    public struct Step: Sendable, Hashable {
        public var iteration: Int
        /// What was minimised, in its own unit.
        public var loss: Double
        /// By the name of the set, such as “training”.
        public var errors: [String: Errors]

        public init(iteration: Int, loss: Double, errors: [String: Errors] = [:]) {
            self.iteration = iteration
            self.loss = loss
            self.errors = errors
        }
    }

    public var steps: [Step]

    public init(_ steps: [Step]) { self.steps = steps }
}
