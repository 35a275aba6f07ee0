import Atoms
import MomentTensor
import TestSupport
import Testing
@testable import Training

@Suite("Bayesian fits of potentials (seeds 90 … 99)")
struct BayesianFitTests {
    private static let weighting = Weighting(energy: 1, force: 1, virial: 1)
    /// eV for an atom, eV/Å, eV for an atom.
    private static let noise = (energy: 0.02, force: 0.1, virial: 0.05)

    /// Samples labelled by a potential, with noise as the weighting supposes it; `isExact` leaves it out.
    private func samples(_ data: FitTestData, isExact: Bool = false, seed: UInt64) throws -> [FitSample] {
        var random = SplitMix64(seed: seed)
        var data = data
        for index in data.configurations.indices where !isExact {
            let root = Double(data.configurations[index].count).squareRoot()
            data.configurations[index].energy? += BayesianFitTests.noise.energy * root * random.gaussian()
            data.configurations[index].forces = data.configurations[index].forces?.map { force in
                force + BayesianFitTests.noise.force * SIMD3(random.gaussian(), random.gaussian(), random.gaussian())
            }
        }
        for index in data.configurations.indices { data.configurations[index].virial = nil }
        return try data.samples(BayesianFitTests.weighting)
    }

    @Test("noise that was added to exact labels is found, and intervals with it hold as many unseen labels as they should")
    func coverage() throws {
        let data = try FitTestData(level: 10, speciesCount: 2, count: 160, seed: 90)
        let samples = try samples(data, seed: 91)
        let fit = try BayesianFit(data.teacher, Array(samples[..<80]), threads: 2)
        #expect(fit.isConverged)
        let (energyNoise, forceNoise) = (try #require(fit.noise(of: .energy)), try #require(fit.noise(of: .force)))
        #expect(agree(energyNoise, BayesianFitTests.noise.energy, within: 0.25))
        #expect(agree(forceNoise, BayesianFitTests.noise.force, within: 0.05))
        #expect(fit.noise(of: .virial) == nil)
        let calibration = try Calibration(fit, errorsOf: fit.mean, Array(samples[80...]), threads: 2)
        #expect(calibration.configurationCount == 80 && calibration.energy.count == 80 && calibration.force.count == 80 * 24)
        #expect(abs(calibration.force.coverage(within: 1, .withNoise) - 0.683) < 0.04)
        #expect(abs(calibration.force.coverage(within: 2, .withNoise) - 0.954) < 0.02)
        #expect(abs(calibration.energy.coverage(within: 1, .withNoise) - 0.683) < 0.12)
        #expect(calibration.force.miscalibration(.withNoise) < 0.03)
    }

    @Test(
        "without noise of their own, labels are as far off as the posterior says: it needs no factor where the form of the potential is right"
    )
    func parameters() throws {
        var ratios: [Double] = []
        for seed in UInt64(92)..<100 {
            let data = try FitTestData(level: 8, count: 60, seed: 92)
            let fit = try BayesianFit(data.teacher, Array(try samples(data, seed: seed)[..<20]), threads: 1)
            let calibration = try Calibration(fit, errorsOf: fit.mean, Array(try samples(data, isExact: true, seed: 0)[20...]), threads: 1)
            ratios.append(calibration.force.factor * calibration.force.factor)
        }
        let factor = (ratios.reduce(0, +) / Double(ratios.count)).squareRoot()
        #expect(factor > 0.75 && factor < 1.3, "\(factor)")
    }

    @Test("where the form of the potential cannot follow the labels, the posterior is far too sure, and the ensemble encloses the errors")
    func misspecification() throws {
        let data = try FitTestData(level: 12, count: 240, seed: 93)
        let samples = try samples(data, isExact: true, seed: 0)
        var model = try FitTestData(level: 6, count: 0, seed: 94).teacher
        let fitted = try Fit([model], samples, FitSettings(), threads: 2)
        for _ in 0..<4 { _ = try fitted.advance() }
        model = try #require(fitted.best)
        var fit = try BayesianFit(model, Array(samples[..<160]), threads: 2)
        try fit.addMembers(around: try #require(fit.mean.coefficients), seed: 1, threads: 2)
        #expect(fit.posterior.memberCount == 100)
        let calibration = try Calibration(fit, errorsOf: fit.mean, Array(samples[160...]), threads: 2)
        #expect(calibration.force.factor > 3)
        #expect(calibration.force.coverage(within: 1, .scaled) > 0.67 && calibration.force.coverage(within: 1, .scaled) < 0.69)
        #expect(calibration.force.coverageOfBounds > 0.8)
        #expect(calibration.force.meanBounds < 20 * (calibration.force.errors.rootMeanSquare ?? 0))
        #expect(calibration.verdict.contains("too small by a factor of"))
    }

    @Test("scalars that are combinations of others change nothing but rounding: deviations stay finite, and novelties between 0 and 1")
    func dependentScalars() throws {
        let data = try FitTestData(level: 16, count: 40, radialSize: 4, seed: 95)
        var published = try Potential(
            BasisSpecification(level: 16), elements: ["W"], cutoff: 4.4, minimumDistance: 1.8, radialSize: 4)
        published.setRandomCoefficients(seed: 95)
        #expect(published.basis.scalars.count > data.teacher.basis.scalars.count)
        let samples = try samples(data, seed: 96)
        let fit = try BayesianFit(published, samples, threads: 2)
        let evaluator = SystemEvaluator(try Plan(published))
        evaluator.posterior = try CompiledPosterior(fit.posterior, for: try Plan(published))
        for sample in samples.prefix(5) {
            let evaluation = try evaluator.evaluate(
                cell: sample.configuration.cell, positions: sample.configuration.positions, species: sample.species,
                options: .siteDeviations)
            let (deviations, novelties) = (
                try #require(evaluation.siteDeviations), try #require(evaluation.siteRelativeDeviations)
            )
            #expect(deviations.allSatisfy { $0.isFinite && $0 >= 0 })
            #expect(novelties.allSatisfy { $0 >= 0 && $0 < 0.5 })
        }
    }

    @Test("forces that are no labels count nowhere: not in the fit, the calibration or the ensemble")
    func forceMask() throws {
        let data = try FitTestData(level: 6, count: 12, seed: 98)
        let labelled = try samples(data, seed: 99)
        func masked(_ nonsense: Double) -> [FitSample] {
            labelled.map { sample in
                var copy = sample
                copy.configuration.forceMask = sample.configuration.positions.indices.map { $0 > 2 }
                for atom in 0...2 { copy.configuration.forces?[atom] = SIMD3(repeating: nonsense) }
                return copy
            }
        }
        let (one, other) = (masked(0), masked(1e3))
        var fits = try [one, other].map { try BayesianFit(data.teacher, $0, threads: 1) }
        let calibrations = try zip(fits, [one, other]).map { try Calibration($0, errorsOf: data.teacher, $1, threads: 1) }
        for index in fits.indices { try fits[index].addMembers(5, around: try #require(data.teacher.coefficients), seed: 1, threads: 2) }
        #expect(fits[0].posterior == fits[1].posterior)
        #expect(calibrations[0].force.count == 12 * 5 * 3)
        #expect(calibrations[0].force.predictions == calibrations[1].force.predictions)
    }

    @Test("the result does not depend on the number of threads")
    func threads() throws {
        let data = try FitTestData(level: 8, count: 30, seed: 97)
        let samples = try samples(data, seed: 97)
        let fits = try [1, 3].map { threads in
            var fit = try BayesianFit(data.teacher, samples, threads: threads)
            try fit.addMembers(10, around: try #require(fit.mean.coefficients), seed: 5, threads: threads)
            return fit
        }
        #expect(fits[0].posterior == fits[1].posterior && fits[0].logEvidence == fits[1].logEvidence)
    }

    @Test("a potential without coefficients is refused")
    func untrained() throws {
        let data = try FitTestData(level: 6, count: 3, seed: 98)
        let error = #expect(throws: VolterraError.self) { try BayesianFit(data.untrained, try data.samples(), threads: 1) }
        #expect(error?.message == "the potential has no coefficients" && error?.advice == "fit it first: trainer fit")
    }
}
