import MomentTensor

/// Minimises the loss over the radial coefficients c; for every c, the linear parameters are those that are best for it.
///
/// Levenberg and Marquardt's method. The normal equations of all parameters, c, e and ξ, give the step: eliminating e and ξ from them leaves
/// the equations of the loss that is projected to c (with Kaufman's approximation of its Jacobian). A trial costs the columns of the
/// linear parameters only, a third of all.
public final class VariableProjection {
    /// The state between two iterations.
    public struct State: Sendable {
        public internal(set) var coefficients: Potential.Coefficients
        /// Σ (label − prediction)² · weight / number of configurations.
        public internal(set) var loss: Double
        /// With the ridge.
        var objective: Double
        public internal(set) var iteration = 0
        public internal(set) var damping = 1e-2
        var growth = 2.0
        /// How much of the loss the last step took away.
        public internal(set) var decrease = 1.0
        public internal(set) var errors = FitErrors()
    }

    public private(set) var state: State
    private let assembly: NormalAssembly
    private let ridge: Double
    private let speciesCount: Int
    private let radialCount: Int

    init(_ assembly: NormalAssembly, _ start: Potential.Coefficients, ridge: Double) throws(VolterraError) {
        self.assembly = assembly
        self.ridge = ridge
        speciesCount = start.species.count
        radialCount = start.radial.count
        state = State(coefficients: start, loss: 0, objective: 0)
        try solve(start.radial)
    }

    /// The state with the best linear parameters for these radial coefficients.
    private func solve(_ radial: [Double]) throws(VolterraError) {
        state = try solved(radial).adopting(state)
    }

    private struct Trial {
        var coefficients: Potential.Coefficients
        var loss: Double
        var objective: Double

        func adopting(_ state: State) -> State {
            var state = state
            state.coefficients = coefficients
            state.loss = loss
            state.objective = objective
            return state
        }
    }

    private func solved(_ radial: [Double]) throws(VolterraError) -> Trial {
        var coefficients = state.coefficients
        coefficients.radial = radial
        let equations = try assembly.assemble(coefficients, .linear).equations
        let solution = try LinearSolution(equations, speciesCount: speciesCount, ridge: ridge)
        coefficients.species = zip(solution.parameters, assembly.referenceEnergies).map { $0 + $1 }
        coefficients.linear = Array(solution.parameters.dropFirst(speciesCount))
        let count = Double(max(equations.configurationCount, 1))
        return Trial(coefficients: coefficients, loss: solution.squares / count, objective: solution.objective / count)
    }

    /// One step downhill. Returns whether there was one.
    public func advance(isCancelled: () -> Bool = { false }) throws(VolterraError) -> Bool {
        let (equations, errors) = try assembly.assemble(state.coefficients, .all)
        state.errors = errors
        let step = StepEquations(equations, state.coefficients, assembly.referenceEnergies, radialCount: radialCount, ridge: ridge)
        while state.damping < 1e12 {
            if isCancelled() { return false }
            if let (change, predicted) = step.step(damping: state.damping) {
                let radial = normalised(zip(state.coefficients.radial, change).map { $0 + $1 })
                let trial = try solved(radial)
                let actual = state.objective - trial.objective
                let gain = actual / (predicted / Double(max(equations.configurationCount, 1)))
                if actual > 0 {
                    state.decrease = actual / state.objective
                    state = trial.adopting(state)
                    state.iteration += 1
                    let cube = 2 * gain - 1
                    state.damping *= max(1.0 / 3, 1 - cube * cube * cube)
                    state.growth = 2
                    return true
                }
            }
            state.damping *= state.growth
            state.growth *= 2
        }
        state.decrease = 0
        return false
    }

    /// Each f_μ scaled so that its coefficients have length 1: ξ makes up for it.
    private func normalised(_ radial: [Double]) -> [Double] {
        let potential = assembly.plan.potential
        let (size, functions) = (potential.radialBasis.size, potential.radialFunctionCount)
        var squares = [Double](repeating: 0, count: functions)
        for (index, c) in radial.enumerated() { squares[index / size % functions] += c * c }
        let pairs = Double(speciesCount * speciesCount)
        return radial.enumerated().map { index, c in
            let square = squares[index / size % functions] / pairs
            return square > 0 ? c / square.squareRoot() : c
        }
    }
}
