import Atoms
import COpenBLAS
import MomentTensor

/// Fits potentials to labelled configurations: one, or several one after the other, each beginning with the radial functions of the one before.
public final class Fit {
    /// The potentials of the stages; the coefficients of the first, if it has any, are where the fit begins.
    public let potentials: [Potential]
    private let samples: [FitSample]
    private let options: PlanOptions
    public let settings: FitSettings
    private let referenceEnergies: [Double]
    private let team: ThreadTeam
    /// What the errors of every iteration are measured on.
    private let training: Validation
    private let validation: Validation?

    public private(set) var progress: FitProgress
    private var projection: VariableProjection?

    /// - Parameter progress: where an earlier run was.
    public init(
        _ potentials: [Potential], _ samples: [FitSample], validation: [FitSample] = [], options: PlanOptions = PlanOptions(),
        _ settings: FitSettings, threads: Int, progress: FitProgress = FitProgress()
    ) throws(VolterraError) {
        // Threads share the configurations, not the matrices of each.
        openblas_set_num_threads(1)
        self.potentials = potentials
        self.samples = samples
        self.options = options
        self.settings = settings
        self.progress = progress
        team = ThreadTeam(count: threads)
        if let energies = settings.speciesEnergies {
            referenceEnergies = energies
        } else {
            referenceEnergies = try ReferenceEnergies.fitted(to: samples, potentials[0]).values
        }
        training = Validation(samples, options: options, team: team)
        self.validation = validation.isEmpty ? nil : Validation(validation, options: options, team: team)
    }

    /// The potential of the stage that the fit is at.
    public var potential: Potential { potentials[min(progress.stage, potentials.count - 1)] }

    /// The potential with the best coefficients so far, of the stage before while this one has none; `nil` before there are any.
    public var best: Potential? {
        let isNew = progress.best == nil && progress.stage > 0
        guard let coefficients = isNew ? progress.inherited : progress.best?.coefficients else { return nil }
        var potential = isNew ? potentials[progress.stage - 1] : self.potential
        potential.coefficients = coefficients.coefficients
        return potential
    }

    /// The next iteration. One that the watch cancels is not finished, and the progress is as before.
    ///
    /// Returns false when there is nothing left to do.
    public func advance(_ watch: FitWatch = FitWatch()) throws(VolterraError) -> Bool {
        guard !progress.isFinished else { return false }
        let projection = try currentProjection()
        guard var descent = progress.descent else {
            guard let descent = try projection.begin(beginning(), watch) else { return true }
            progress.descent = descent
            try compare(descent)
            return true
        }
        guard let isLower = try projection.advance(&descent, watch) else { return true }
        progress.descent = descent
        if isLower { try compare(descent) }
        let isAtEnd = descent.isConverged(settings.tolerance) || descent.iteration >= settings.maximumIterations
        if !isLower || isAtEnd || isOverfitting(descent) {
            endStart()
        }
        return true
    }

    private func currentProjection() throws(VolterraError) -> VariableProjection {
        if let projection { return projection }
        let assembly = NormalAssembly(
            try JacobianPlan(potential, options), samples, referenceEnergies: referenceEnergies,
            holdsSpecies: settings.speciesEnergies != nil, team: team)
        let made = VariableProjection(assembly, ridge: settings.ridge)
        projection = made
        return made
    }

    private func beginning() -> Potential.Coefficients {
        if let inherited = progress.inherited {
            return StartingCoefficients.extended(inherited.coefficients, from: potentials[progress.stage - 1], to: potential)
        }
        if let coefficients = potential.coefficients { return coefficients }
        return StartingCoefficients.make(for: potential, seed: settings.seed &+ UInt64(progress.start))
    }

    /// Records the state, and keeps it if it is the best of its stage.
    private func compare(_ descent: DescentState) throws(VolterraError) {
        var potential = potential
        potential.coefficients = descent.coefficients.coefficients
        let errors = try training.evaluate(potential).errors
        let unseen = try validation?.evaluate(potential)
        progress.steps.append(
            FitStep(
                stage: progress.stage, start: progress.start, iteration: descent.iteration, loss: descent.loss,
                decrease: descent.iteration == 0 ? 0 : descent.decrease, ridge: descent.ridge, errors: errors,
                validationLoss: unseen?.loss, validationErrors: unseen?.errors))
        let candidate = FitProgress.Best(
            coefficients: descent.coefficients, loss: descent.loss, errors: errors, validationLoss: unseen?.loss,
            iteration: descent.iteration, start: progress.start)
        if candidate.criterion < progress.best?.criterion ?? .infinity { progress.best = candidate }
    }

    /// Why the last descent came to its end; `nil` if none did.
    public var ending: FitEnding? { progress.lastDescent.map { FitEnding($0, settings) } }

    private func isOverfitting(_ descent: DescentState) -> Bool {
        guard validation != nil, let best = progress.best, best.start == progress.start else { return false }
        return descent.iteration - best.iteration >= settings.patience
    }

    /// Goes on to the next start, or the next stage.
    private func endStart() {
        progress.lastDescent = progress.descent
        progress.descent = nil
        let startCount = progress.stage == 0 && potential.coefficients == nil ? settings.starts : 1
        if progress.start + 1 < startCount {
            progress.start += 1
        } else if progress.stage + 1 < potentials.count {
            progress.inherited = progress.best?.coefficients
            progress.stage += 1
            progress.start = 0
            progress.best = nil
            projection = nil
        } else {
            progress.isFinished = true
        }
    }
}
