import Atoms
import Foundation
import MomentTensor
import Synchronization
import TestSupport
import Testing
@testable import Training

@Suite("Fits (seeds 1 … 30)")
struct FitTests {
    private var settings: FitSettings {
        var settings = FitSettings()
        settings.tolerance = 1e-6
        return settings
    }

    @Test(
        "a potential that labelled the data is found again: what is left is 10⁻⁵ of the forces, with two species a hundredth",
        arguments: [1, 2])
    func recovery(speciesCount: Int) throws {
        let data = try FitTestData(speciesCount: speciesCount, count: 40 * speciesCount, seed: 1)
        var settings = settings
        settings.maximumIterations = 300
        settings.tolerance = 1e-9
        settings.starts = 2
        let fit = try Fit([data.untrained], try data.samples(), settings, threads: 2)
        try fit.finish()
        let best = try #require(fit.progress.best)
        let forces = data.configurations.flatMap { components($0.forces ?? []) }
        let scale = (forces.reduce(0) { $0 + $1 * $1 } / Double(forces.count)).squareRoot()
        // Several species have more than one minimum.
        #expect(try #require(best.errors.force.rootMeanSquare) < (speciesCount == 1 ? 1e-5 : 1e-2) * scale)
    }

    @Test(
        "the loss is MLIP's: mean of weighted squares of energies, forces and nine virial components, as evaluation gives them",
        arguments: Weighting.Scaling.allCases)
    func loss(scaling: Weighting.Scaling) throws {
        let data = try FitTestData(level: 12, count: 20, seed: 2)
        let weighting = Weighting(energy: 1, force: 0.01, virial: 0.001, scaling: scaling)
        let fit = try Fit(
            [try FitTestData(level: 6, count: 0, seed: 3).untrained], try data.samples(weighting), settings, threads: 1)
        for _ in 0..<3 { _ = try fit.advance() }
        let state = try #require(fit.progress.descent)
        var potential = fit.potential
        potential.coefficients = state.coefficients.coefficients
        let evaluator = SystemEvaluator(try Plan(potential))
        var sum = 0.0
        for configuration in data.configurations {
            let result = try evaluator.evaluate(
                cell: configuration.cell, positions: configuration.positions, species: Array(repeating: 0, count: 8))
            let (p, q) = scaling == .vibrations ? (8.0, 1.0) : scaling == .molecules ? (1.0, 1.0) : (64.0, 8.0)
            let energy = result.energy - configuration.energy!
            let forces = zip(components(result.forces), components(configuration.forces!)).map { $0 - $1 }
            let virial = zip(result.virial.voigt, configuration.virial!.voigt).map { $0 - $1 }
            sum += energy * energy / p + 0.01 * forces.reduce(0) { $0 + $1 * $1 } / q
            for (index, component) in virial.enumerated() { sum += 0.001 * (index < 3 ? 1 : 2) * component * component / p }
        }
        #expect(relativeDifference([state.loss], [sum / 20]) < 1e-8)
    }

    @Test("a missing label is no label: it counts as if its weight were zero")
    func missingLabels() throws {
        var data = try FitTestData(level: 12, count: 24, seed: 4)
        let potential = try FitTestData(level: 8, count: 0, seed: 5).untrained
        var weightless = try data.samples()
        for index in stride(from: 0, to: 24, by: 3) {
            weightless[index].weights.force = 0
            data.configurations[index].forces = nil
        }
        for index in stride(from: 1, to: 24, by: 4) {
            weightless[index].weights.energy = 0
            data.configurations[index].energy = nil
        }
        for index in stride(from: 0, to: 24, by: 2) {
            weightless[index].weights.virial = 0
            data.configurations[index].virial = nil
        }
        var settings = settings
        settings.ridge = 1e-10
        let losses = try [weightless, try data.samples()].map { samples in
            let fit = try Fit([potential], samples, settings, threads: 1)
            for _ in 0..<4 { _ = try fit.advance() }
            return try #require(fit.progress.descent).loss
        }
        #expect(relativeDifference([losses[0]], [losses[1]]) < 1e-9)
    }

    @Test("the numbers do not depend on the number of threads, not even in the last bit")
    func threads() throws {
        let data = try FitTestData(level: 10, count: 30, seed: 6)
        let states = try [1, 2, 3].map { threads in
            let fit = try Fit([data.untrained], try data.samples(), settings, threads: threads)
            for _ in 0..<4 { _ = try fit.advance() }
            return try #require(fit.progress.descent).coefficients
        }
        #expect(states[0] == states[1] && states[0] == states[2])
    }

    @Test("a fit that goes on from a checkpoint ends with the same bits, after any number of iterations", arguments: [0, 1, 4, 9])
    func checkpoints(iterations: Int) throws {
        let data = try FitTestData(level: 8, count: 20, seed: 7)
        let validation = Array(try data.samples().suffix(4))
        let samples = Array(try data.samples().prefix(16))
        let potentials = [try FitTestData(level: 4, count: 0, seed: 7).untrained, data.untrained]
        var settings = settings
        (settings.starts, settings.maximumIterations) = (2, 4)
        let fingerprint = FitFingerprint(potentials, samples, validation: validation, settings)
        func fit(_ progress: FitProgress) throws -> Fit {
            try Fit(potentials, samples, validation: validation, settings, threads: 1, progress: progress)
        }

        let whole = try fit(FitProgress())
        try whole.finish()
        let first = try fit(FitProgress())
        for _ in 0..<iterations { _ = try first.advance() }
        try withTemporaryDirectory { folder in
            let path = folder.appendingPathComponent("checkpoint").path
            try FitCheckpoint(first.progress, fingerprint: fingerprint).write(to: path)
            let second = try fit(try FitCheckpoint(path: path, fingerprint: fingerprint).progress)
            try second.finish()
            #expect(second.best == whole.best && second.best != nil)

            var others = settings
            others.seed = 2
            let error = #expect(throws: VolterraError.self) {
                try FitCheckpoint(path: path, fingerprint: FitFingerprint(potentials, samples, validation: validation, others))
            }
            #expect(error?.message == "belongs to a fit with other data or options")
        }
    }

    @Test("a stage begins with the radial functions of the one before, and is not worse")
    func stages() throws {
        let data = try FitTestData(level: 14, count: 30, seed: 8)
        let levels = try [4, 8, 12].map { try FitTestData(level: $0, count: 0, seed: 8).untrained }
        let fit = try Fit(levels, try data.samples(), settings, threads: 2)
        var losses: [Double] = []
        var stage = 0
        while try fit.advance() {
            if let descent = fit.progress.descent, fit.progress.stage > stage || losses.isEmpty {
                stage = fit.progress.stage
                losses.append(descent.loss)
            }
            if let best = fit.progress.best { losses[losses.count - 1] = min(losses[losses.count - 1], best.loss) }
        }
        #expect(losses.count == 3 && losses == losses.sorted(by: >))
        #expect(fit.best?.basis == levels[2].basis)
    }

    @Test("with a validation set the best of its losses is kept, and a fit that only gets worse ends")
    func validation() throws {
        let data = try FitTestData(level: 12, count: 14, seed: 9)
        var noisy = Array(try data.samples().prefix(4))
        var random = SplitMix64(seed: 9)
        for index in noisy.indices {
            noisy[index].configuration.forces = noisy[index].configuration.forces!.map { $0 + SIMD3.random(in: -1...1, using: &random) }
        }
        var settings = settings
        (settings.patience, settings.tolerance) = (3, 1e-12)
        let fit = try Fit([data.untrained], noisy, validation: Array(try data.samples().suffix(10)), settings, threads: 1)
        var losses: [Double] = []
        while try fit.advance() {
            if let loss = fit.progress.best?.validationLoss { losses.append(loss) }
        }
        #expect(losses == losses.sorted(by: >=) && losses.count < 100)
        #expect(try #require(fit.progress.best).validationLoss == losses.min())
    }

    @Test("cancelled in the middle of an iteration, a fit is where it was")
    func cancellation() throws {
        let data = try FitTestData(level: 8, count: 10, seed: 10)
        let fit = try Fit([data.untrained], try data.samples(), settings, threads: 1)
        _ = try fit.advance()
        let before = try JSONEncoder().encode(fit.progress)
        #expect(try fit.advance(FitWatch(isCancelled: { true })))
        let decoded = try JSONDecoder().decode(FitProgress.self, from: before)
        #expect(fit.progress.descent?.coefficients == decoded.descent?.coefficients)
        #expect(fit.progress.descent?.iteration == decoded.descent?.iteration)
    }

    @Test("energies of species that are held are what they were set to, and the rest is the best for them")
    func heldSpecies() throws {
        let data = try FitTestData(level: 8, speciesCount: 2, count: 30, seed: 11)
        var settings = settings
        (settings.speciesEnergies, settings.ridge, settings.maximumIterations) = ([-2.5, 1.25], 1e-10, 10)
        let fit = try Fit([data.untrained], try data.samples(), settings, threads: 1)
        try fit.finish()
        let held = try #require(fit.best?.coefficients)
        #expect(held.species == [-2.5, 1.25])
        // Shifted labels, held by the same amount: the same fit.
        var shifted = data
        for index in shifted.configurations.indices {
            let species = try data.samples()[index].species
            shifted.configurations[index].energy! += species.reduce(0) { $0 + [3.0, -2.0][$1] }
        }
        settings.speciesEnergies = [0.5, -0.75]
        let other = try Fit([data.untrained], try shifted.samples(), settings, threads: 1)
        try other.finish()
        #expect(try relativeDifference(#require(other.best?.coefficients).linear, held.linear) < 1e-5)
        settings.speciesEnergies = nil
        let free = try Fit([data.untrained], try data.samples(), settings, threads: 1)
        try free.finish()
        #expect(try #require(free.progress.best).loss < #require(fit.progress.best).loss)
    }

    @Test("an isolated atom is a single one that sees no image of itself; two that disagree are refused")
    func isolatedAtoms() throws {
        let data = try FitTestData(count: 2, seed: 12)
        func atom(_ edge: Double, _ energy: Double?) throws -> FitSample {
            var configuration = Configuration(
                cell: Cell(SIMD3(edge, 0, 0), SIMD3(0, edge, 0), SIMD3(0, 0, edge)), positions: [SIMD3(0, 0, 0)],
                kinds: [try element("W")])
            configuration.energy = energy
            return FitSample(configuration, species: [0], weights: .init(energy: 1, force: 1, virial: 1))
        }
        func energies(_ atoms: FitSample...) throws -> [Double?] {
            try IsolatedAtoms(in: try data.samples() + atoms, of: data.teacher).energies
        }
        #expect(try energies() == [nil])
        #expect(try energies(atom(4.3, -1), atom(5, nil)) == [nil])
        #expect(try energies(atom(4.3, -1), atom(4.5, -2)) == [-2])
        let error = #expect(throws: VolterraError.self) { try energies(atom(5, -1), atom(6, -2)) }
        #expect(error?.message == "isolated atoms of W have the energies -1.0 and -2.0 eV")
    }

    @Test("every iteration is recorded with the errors that its coefficients have, and a watch sees all of its atoms")
    func steps() throws {
        let data = try FitTestData(level: 8, count: 12, seed: 13)
        let fit = try Fit([data.untrained], try data.samples(), settings, threads: 2)
        let seen = Mutex<Set<FitActivity>>([])
        let watch = FitWatch(report: { activity in seen.withLock { _ = $0.insert(activity) } })
        for _ in 0..<4 { _ = try fit.advance(watch) }
        #expect(fit.progress.steps.map(\.iteration) == [0, 1, 2, 3])
        let whole = seen.withLock { $0.filter { $0.fraction == 1 } }
        #expect(Set(whole.map(\.part)) == [.derivatives, .trial])
        let evaluator = SystemEvaluator(try Plan(try #require(fit.best)))
        var squares = 0.0
        for configuration in data.configurations {
            let result = try evaluator.evaluate(
                cell: configuration.cell, positions: configuration.positions, species: Array(repeating: 0, count: 8))
            for (one, other) in zip(components(result.forces), components(configuration.forces!)) {
                squares += (one - other) * (one - other)
            }
        }
        let error = try #require(fit.progress.steps.last?.errors.force.rootMeanSquare)
        #expect(relativeDifference([error], [(squares / (12 * 24)).squareRoot()]) < 1e-12)
        #expect(fit.progress.learningCurve.steps.map(\.loss) == fit.progress.steps.map(\.loss))
    }
}
