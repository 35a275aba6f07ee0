import Atoms
import MomentTensor

/// Fits potentials of several levels, cutoffs and radial sizes to the same data, and measures how good and how fast each is.
public final class Scan {
    /// What is fitted and compared with; the same for every potential.
    public struct Data: Sendable {
        public let training: [FitSample]
        public let validation: [FitSample]

        public init(training: [FitSample], validation: [FitSample]) {
            self.training = training
            self.validation = validation
        }
    }

    public let candidates: [ScanCandidate]
    public private(set) var record: ScanRecord
    private let data: Data
    private let options: PlanOptions
    private let settings: FitSettings
    private let threads: Int

    /// - Parameter record: what an earlier run has found, if its fingerprint is `fingerprint` of the same data and settings.
    public init(
        _ candidates: [ScanCandidate], _ data: Data, options: PlanOptions, _ settings: FitSettings, threads: Int, record: ScanRecord
    ) {
        // Low levels first: they are cheap, and the higher ones begin with their radial functions.
        self.candidates = candidates.sorted { ($0.level, $0.cutoff, $0.radialSize) < ($1.level, $1.cutoff, $1.radialSize) }
        self.data = data
        self.options = options
        self.settings = settings
        self.threads = threads
        self.record = record
    }

    public static func fingerprint(_ data: Data, options: PlanOptions, _ settings: FitSettings) -> String {
        FitFingerprint([], data.training, validation: data.validation, options: options, settings).text
            + " \(settings.maximumIterations) \(settings.tolerance)"
    }

    /// What has not been fitted yet, in the order in which it should be.
    public var remaining: [ScanCandidate] { candidates.filter { record[$0] == nil } }

    /// The results of the candidates, in their order.
    public var results: [ScanResult] { candidates.compactMap { record[$0] } }

    /// The fit of a candidate. It begins with the radial functions of the next lower level with the same cutoff and radial size, if that is
    /// fitted.
    public func fit(_ candidate: ScanCandidate, progress: FitProgress = FitProgress()) throws(VolterraError) -> Fit {
        try Fit(
            [try start(candidate)], data.training, validation: data.validation, options: options, settings, threads: threads,
            progress: progress)
    }

    /// Tells checkpoints of the fit of this candidate from others.
    public func fingerprint(_ candidate: ScanCandidate) throws(VolterraError) -> FitFingerprint {
        FitFingerprint([try start(candidate)], data.training, validation: data.validation, options: options, settings)
    }

    private func start(_ candidate: ScanCandidate) throws(VolterraError) -> Potential {
        var potential = try untrained(candidate)
        let lower = record.results.filter {
            $0.candidate.level < candidate.level && $0.candidate.cutoff == candidate.cutoff
                && $0.candidate.radialSize == candidate.radialSize
        }.max { $0.candidate.level < $1.candidate.level }
        if let lower {
            potential.coefficients = StartingCoefficients.extended(
                lower.coefficients.coefficients, from: try untrained(lower.candidate), to: potential)
        }
        return potential
    }

    private func untrained(_ candidate: ScanCandidate) throws(VolterraError) -> Potential {
        let family = record.family
        guard let kind = RadialBasis.Kind(rawValue: family.radialKind) else {
            throw VolterraError(.badData, "the radial basis \(family.radialKind) is unknown")
        }
        return try Potential(
            BasisSpecification(level: candidate.level, maximumFactors: family.maximumFactors, leavesOutDependentScalars: true),
            elements: family.elements, cutoff: candidate.cutoff, minimumDistance: family.minimumDistance, radialSize: candidate.radialSize,
            radialKind: kind)
    }

    /// Takes the result of a fit down, and measures what its potential costs: with the largest configuration of the data.
    public func add(_ fit: Fit, of candidate: ScanCandidate, seconds: Double) throws(VolterraError) {
        guard let potential = fit.best, let coefficients = potential.coefficients, let best = fit.progress.best else {
            throw VolterraError(.notConverged, "the fit was stopped before its first iteration was complete", advice: "give it more time")
        }
        let probe = (data.training + data.validation).max { $0.configuration.count < $1.configuration.count }
        let plan = try Plan(potential, options)
        guard let probe, let cost = try CostEstimate(measuring: plan, probe.configuration, species: probe.species) else {
            throw VolterraError(.badData, "there are no atoms to measure the cost with")
        }
        let step = fit.progress.steps.last { $0.start == best.start && $0.iteration == best.iteration }
        let errors = step?.validationErrors ?? best.errors
        record.add(
            ScanResult(
                candidate: candidate, scalarCount: potential.basis.scalars.count, parameterCount: potential.parameterCount,
                loss: best.loss, validationLoss: best.validationLoss ?? best.loss, energyError: errors.energy.rootMeanSquare,
                forceError: errors.force.rootMeanSquare, stressError: errors.stress.rootMeanSquare,
                microsecondsPerAtom: cost.microsecondsPerAtom, neighboursPerAtom: cost.neighboursPerAtom,
                iterations: (fit.progress.lastDescent ?? fit.progress.descent)?.iteration ?? 0, seconds: seconds,
                isConverged: fit.progress.isFinished, coefficients: StoredCoefficients(coefficients)))
    }

    /// The fitted potential of a result.
    public func potential(_ result: ScanResult) throws(VolterraError) -> Potential {
        var potential = try untrained(result.candidate)
        potential.coefficients = result.coefficients.coefficients
        return potential
    }
}
