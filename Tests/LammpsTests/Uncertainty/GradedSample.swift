import Atoms
import Foundation
import MomentTensor
import TestSupport

/// A structure, a potential, and what grades and deviations are measured against: random numbers.
struct GradedSample {
    let sample: Sample
    let activeSet: ActiveSet
    let posterior: Posterior

    init(_ sample: Sample, mode: ActiveSet.Mode = .neighbourhood, seed: UInt64) {
        self.sample = sample
        var random = SplitMix64(seed: seed)
        let n = sample.potential.parameterCount
        let m = sample.potential.linearParameterCount
        let isByAtoms = mode == .neighbourhood
        activeSet = ActiveSet(
            weights: .init(energy: isByAtoms ? 0 : 1, force: 0, stress: 0, siteEnergy: isByAtoms ? 1 : 0),
            matrix: [Double](repeating: 0, count: n * n), inverse: (0..<n * n).map { _ in Double.random(in: -1...1, using: &random) },
            origins: Array(repeating: .init(), count: n), selectedConfigurationsText: [])
        posterior = Posterior(
            factor: (0..<m * m).map { $0 % m <= $0 / m ? Double.random(in: -1...1, using: &random) : 0 },
            priorVariances: (0..<m).map { _ in Double.random(in: 1...100, using: &random) }, calibration: .init(energy: 1.7))
    }

    /// Writes `atoms.data`, `graded.almtp` and `graded.posterior` into `folder`.
    func write(to folder: URL) throws {
        try sample.write(to: folder)
        try PotentialFile(potential: sample.potential, activeSet: activeSet).write(to: folder.appendingPathComponent("graded.almtp").path)
        try posterior.write(to: folder.appendingPathComponent("graded.posterior").path, for: sample.potential)
    }

    /// What the core says.
    func evaluated() throws -> Evaluation { try evaluated(sample) }

    /// What the core says of another structure.
    func evaluated(_ other: Sample) throws -> Evaluation {
        let evaluator = SystemEvaluator(try Plan(other.potential))
        evaluator.activeSet = try CompiledActiveSet(activeSet, for: evaluator.plan)
        evaluator.posterior = try CompiledPosterior(posterior, for: evaluator.plan)
        return try evaluator.evaluate(
            cell: other.configuration.cell, positions: other.configuration.positions, species: other.species,
            options: [.siteGrades, .siteDeviations])
    }
}

extension GradedSample {
    static func alloy(displacement: Double = 0.15, periodic: (Bool, Bool, Bool) = (true, true, true), tilt: Double = 0, seed: UInt64)
        throws -> GradedSample
    {
        let potential = try Sample.randomPotential(level: 8, elements: ["Mo", "W"], seed: seed)
        let sample = Sample.crystal(
            potential, elements: ["W", "Mo"], repeats: (4, 4, 4), displacement: displacement, tilt: tilt, periodic: periodic, seed: seed)
        return GradedSample(sample, seed: seed + 1)
    }

    var style: String { "pair_style mtp\npair_coeff * * graded.almtp " + sample.elements.joined(separator: " ") }

    var boundary: String { "boundary " + sample.configuration.cell.periodicity.map { $0 ? "p" : "f" }.joined(separator: " ") }

    /// Runs a script of this folder beside the files; `style` are the commands of the potential, `after` those behind them.
    func run<Result>(
        _ script: String, on lammps: Lammps, _ variables: [String: String] = [:], style: String? = nil, after: String = "",
        processes: Int = 1, files: (URL) throws -> Void = { _ in }, _ body: (LammpsRun, URL) throws -> Result
    ) throws -> Result {
        try withTemporaryDirectory { folder in
            try write(to: folder)
            try files(folder)
            try writeScripts(["before": boundary, "style": style ?? self.style, "after": after], to: folder)
            let run = try lammps.attempt(
                "Uncertainty/\(script)", ["units": "metal"].merging(variables) { $1 }, processes: processes, in: folder)
            return try body(run, folder)
        }
    }
}
