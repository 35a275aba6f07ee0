import Atoms
import Foundation
import MomentTensor

/// Fits the potential of a round to everything that has labels, beginning with the one of the round before.
struct FitStage {
    let project: LearningProject
    let round: Round
    /// The potential of the round before; `nil` for the first.
    let previous: String?
    let training: [Configuration]
    let watch: LearningWatch
    let threads: Int

    /// False if nobody waits any longer; the checkpoint is where it goes on.
    func run() throws(VolterraError) -> Bool {
        if round.has(.fit) { return true }
        let (potentials, isNew) = try beginning()
        let samples = try project.samples(training, potentials[0])
        var settings = FitSettings()
        settings.maximumIterations = isNew ? project.fit.firstIterations : project.fit.iterations
        settings.tolerance = project.fit.tolerance
        settings.seed = project.fit.seed
        let options = project.fit.planOptions
        let fingerprint = FitFingerprint(potentials, samples, validation: [], options: options, settings)
        let checkpoint = round.path(.checkpoint)
        let progress = try? FitCheckpoint(path: checkpoint, fingerprint: fingerprint).progress
        let fit = try Fit(potentials, samples, options: options, settings, threads: threads, progress: progress ?? FitProgress())
        let start = ContinuousClock.now
        while true {
            if watch.isCancelled() { return false }
            let stepCount = fit.progress.steps.count
            guard try fit.advance(FitWatch(isCancelled: watch.isCancelled, report: report(stepCount))) else { break }
            if fit.progress.steps.count > stepCount { try FitCheckpoint(fit.progress, fingerprint: fingerprint).write(to: checkpoint) }
        }
        guard let best = fit.best, let result = fit.progress.best else {
            throw VolterraError(.notConverged, "the fit found no potential", file: round.folder)
        }
        try best.write(to: round.path(.fitted))
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        try round.write(
            try record(best, samples, loss: result.loss, iterations: fit.progress.steps.count, seconds: seconds, isNew: isNew), to: .fit)
        unlink(checkpoint)
        return true
    }

    private func report(_ stepCount: Int) -> @Sendable (FitActivity) -> Void {
        let watch = watch
        return { activity in
            let part = activity.part == .derivatives ? "derivatives" : "solving"
            watch.activity("fitting: iteration \(stepCount), \(part) \(Int(100 * activity.fraction)) %")
        }
    }

    /// The potentials to fit one after the other, and whether they begin with nothing.
    private func beginning() throws(VolterraError) -> (potentials: [Potential], isNew: Bool) {
        switch project.potential {
        case .file(let path):
            let potential = try PotentialFile(path: previous ?? path).potential
            return ([potential], potential.coefficients == nil)
        case .form(var form):
            let shortest = try shortestDistance()
            if let previous {
                let potential = try PotentialFile(path: previous).potential
                // Where distances are shorter than those for which the radial functions are made, they grow without bound.
                if form.minimumDistance != nil || shortest.map({ $0 > potential.radialBasis.minimumDistance }) ?? true {
                    return ([potential], false)
                }
            }
            // Simulations come closer than the data that there are at the beginning.
            if form.minimumDistance == nil, let shortest { form.minimumDistance = (80 * shortest).rounded(.down) / 100 }
            return (try form.stages(), true)
        }
    }

    private func shortestDistance() throws(VolterraError) -> Double? {
        var distances = MinimumDistances()
        for configuration in training { try distances.add(configuration) }
        return distances.shortest?.contact.distance
    }

    private func record(
        _ potential: Potential, _ samples: [FitSample], loss: Double, iterations: Int, seconds: Double, isNew: Bool
    ) throws(VolterraError) -> FitRecord {
        let team = ThreadTeam(count: threads)
        func errors(of potential: Potential, _ configurations: [Configuration]) throws(VolterraError) -> LabelErrors? {
            guard !configurations.isEmpty else { return nil }
            let samples = try project.samples(configurations, potential)
            return try Validation(samples, options: project.fit.planOptions, team: team).evaluate(potential).errors
        }
        let fresh = try round.configurations(.labelled)
        var record = FitRecord(
            configurations: samples.count, atoms: samples.reduce(0) { $0 + $1.configuration.count }, iterations: iterations, loss: loss,
            seconds: seconds, isNew: isNew, training: try errors(of: potential, training) ?? LabelErrors())
        record.test = try errors(of: potential, try project.testConfigurations())
        if let previous { record.surprise = try errors(of: try PotentialFile(path: previous).potential, fresh) }
        return record
    }
}

extension LearningProject {
    /// As a fit of this project sees them, whether they have labels or not.
    func samples(_ configurations: [Configuration], _ potential: Potential) throws(VolterraError) -> [FitSample] {
        var assignment = try SpeciesAssignment(potential)
        var samples: [FitSample] = []
        for configuration in configurations {
            samples.append(
                FitSample(
                    configuration, species: try assignment.indices(of: configuration), weights: fit.weighting.weights(of: configuration)))
        }
        return samples
    }

    /// All configurations of the files, with chemical symbols.
    func configurations(in files: [String]) throws(VolterraError) -> [Configuration] {
        let elements = try potential.elements()
        var configurations: [Configuration] = []
        for file in files {
            for configuration in try readConfigurations(path: file, options: ConfigurationReadOptions(elements: elements)) {
                configurations.append(configuration)
            }
        }
        return configurations
    }

    func testConfigurations() throws(VolterraError) -> [Configuration] { try configurations(in: testFiles) }
}
