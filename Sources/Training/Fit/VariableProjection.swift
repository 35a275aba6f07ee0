import MomentTensor

/// Minimises the loss over the radial coefficients c; for every c, the linear parameters are those that are best for it.
///
/// Levenberg and Marquardt's method. The normal equations of all parameters, c, e and ξ, give the step: eliminating e and ξ from them leaves
/// the equations of the loss that is projected to c (with Kaufman's approximation of its Jacobian). A trial costs the columns of the
/// linear parameters only, a third of all.
struct VariableProjection {
    let assembly: NormalAssembly
    /// `nil`: the evidence decides, anew in every iteration.
    let fixedRidge: Double?
    private let speciesCount: Int
    private let radialCount: Int

    init(_ assembly: NormalAssembly, ridge: Double?) {
        self.assembly = assembly
        fixedRidge = ridge
        speciesCount = assembly.plan.potential.species.count
        radialCount = assembly.plan.potential.radialParameterCount
    }

    /// The beginning of a descent: the best linear parameters for these radial coefficients.
    /// `nil` if the watch cancels it.
    func begin(_ start: Potential.Coefficients, _ watch: FitWatch) throws(VolterraError) -> DescentState? {
        var coefficients = start
        coefficients.radial = normalised(start.radial)
        guard let trial = try Trial(self, coefficients, ridge: fixedRidge ?? 1e-10, watch) else { return nil }
        var state = DescentState(
            coefficients: StoredCoefficients(coefficients), loss: 0, objective: 0, ridge: fixedRidge ?? 1e-10,
            determinedCount: 0, rank: 0)
        try adopt(trial, into: &state)
        return state
    }

    /// One step downhill. Returns whether there was one; `nil` if the watch cancels it.
    func advance(_ state: inout DescentState, _ watch: FitWatch) throws(VolterraError) -> Bool? {
        let coefficients = state.coefficients.coefficients
        guard let equations = try assembly.assemble(coefficients, .all, watch) else { return nil }
        let step = StepEquations(
            equations, coefficients, assembly.referenceEnergies, radialCount: radialCount, ridge: state.ridge)
        while state.damping < 1e12 {
            if let (change, predicted) = step.step(damping: state.damping) {
                var next = coefficients
                next.radial = normalised(zip(next.radial, change).map { $0 + $1 })
                guard let trial = try Trial(self, next, ridge: state.ridge, watch) else { return nil }
                let actual = state.objective - trial.objective
                if actual > 0 {
                    let cube = 2 * actual / (predicted / Double(equations.configurationCount)) - 1
                    state.damping = max(state.damping * max(1.0 / 3, 1 - cube * cube * cube), 1e-12)
                    state.growth = 2
                    state.decrease = actual / state.objective
                    state.expectedDecrease = predicted / Double(equations.configurationCount) / state.objective
                    state.iteration += 1
                    try adopt(trial, into: &state)
                    return true
                }
            }
            state.damping *= state.growth
            state.growth *= 2
        }
        state.decrease = 0
        return false
    }

    /// Takes a trial over, and the ridge that goes with it.
    private func adopt(_ trial: Trial, into state: inout DescentState) throws(VolterraError) {
        var trial = trial
        let spectrum = try LinearSpectrum(trial.equations, speciesCount: speciesCount)
        if fixedRidge == nil {
            state.ridge = EvidenceRidge(spectrum, start: state.ridge).ridge
            try trial.solve(self, ridge: state.ridge)
        }
        (state.determinedCount, state.rank) = (spectrum.determinedCount(ridge: state.ridge), spectrum.rank)
        state.coefficients = StoredCoefficients(trial.coefficients)
        state.loss = trial.loss
        state.objective = trial.objective
    }

    /// Radial coefficients with the linear parameters that are best for them.
    private struct Trial {
        private(set) var coefficients: Potential.Coefficients
        let equations: NormalEquations
        private(set) var loss = 0.0
        private(set) var objective = 0.0

        /// `nil` if the watch cancels it.
        init?(
            _ projection: VariableProjection, _ coefficients: Potential.Coefficients, ridge: Double, _ watch: FitWatch
        ) throws(VolterraError) {
            guard let equations = try projection.assembly.assemble(coefficients, .linear, watch) else { return nil }
            self.coefficients = coefficients
            self.equations = equations
            try solve(projection, ridge: ridge)
        }

        mutating func solve(_ projection: VariableProjection, ridge: Double) throws(VolterraError) {
            let speciesCount = projection.speciesCount
            let solution = try LinearSolution(equations, speciesCount: speciesCount, ridge: ridge)
            coefficients.species = zip(solution.parameters, projection.assembly.referenceEnergies).map { $0 + $1 }
            coefficients.linear = Array(solution.parameters.dropFirst(speciesCount))
            loss = solution.squares / Double(equations.configurationCount)
            objective = solution.objective / Double(equations.configurationCount)
        }
    }

    /// Each f_μ scaled so that the mean square of its coefficients over the pairs of species is one: ξ makes up for it.
    private func normalised(_ radial: [Double]) -> [Double] {
        let potential = assembly.plan.potential
        let (size, functions) = (potential.radialBasis.size, potential.radialFunctionCount)
        var squares = [Double](repeating: 0, count: functions)
        for (index, c) in radial.enumerated() { squares[index / size % functions] += c * c }
        return radial.enumerated().map { index, c in
            let square = squares[index / size % functions] / Double(speciesCount * speciesCount)
            return square > 0 ? c / square.squareRoot() : c
        }
    }
}
