import Atoms
import Foundation
import MomentTensor
import Training

/// `trainer fit`
enum FitCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let data = invocation.all(Arguments.data)
        let output = try invocation.outputPath(reading: data)
        var configurations: [Configuration] = []
        var distances = MinimumDistances()
        try invocation.forEachConfiguration(in: data, activity: "reading") { configuration throws(VolterraError) in
            configurations.append(configuration)
            try distances.add(configuration)
        }
        let elements = try invocation.elements(Options.newSpecies) ?? []
        let level = try invocation.required(Options.level)
        let shortest = distances.shortest?.contact.distance ?? 2
        let basis = try MomentBasis(BasisSpecification(level: level, leavesOutDependentScalars: true))
        let potential = Potential(
            name: "MTP\(level)",
            species: elements.enumerated().map { Potential.Species(label: $0.offset, element: $0.element.symbol) },
            radialBasis: RadialBasis(
                kind: .chebyshev, minimumDistance: (99 * shortest).rounded(.down) / 100, cutoff: try invocation.required(Options.cutoff),
                size: try invocation.required(Options.radialSize)), basis: basis)
        let weighting = Weighting(
            energy: invocation[Options.energyWeight] ?? 1, force: invocation[Options.forceWeight] ?? 0.01,
            virial: invocation[Options.virialWeight] ?? 0.001, scaling: try invocation.required(Options.weighting))
        var assignment = try SpeciesAssignment(potential)
        var samples: [FitSample] = []
        for configuration in configurations {
            samples.append(
                FitSample(configuration, species: try assignment.indices(of: configuration), weights: weighting.weights(of: configuration)))
        }
        var settings = Fit.Settings()
        settings.threads = try invocation.threadCount()
        settings.ridge = invocation[Options.ridge] ?? 1e-10
        settings.seed = invocation[Options.random] ?? 1
        let start = ContinuousClock.now
        let fit = try Fit(potential, samples, settings)
        func note(_ state: VariableProjection.State) {
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            Console.note(
                "\(state.iteration)  loss \(state.loss)  decrease \(state.decrease)  damping \(state.damping)  E \(state.errors.energy.rootMeanSquare ?? 0) F \(state.errors.force.rootMeanSquare ?? 0) S \(state.errors.stress.rootMeanSquare ?? 0)  \(seconds) s\n")
        }
        note(fit.state)
        try fit.run { state in
            note(state)
            return true
        }
        try fit.fitted.write(to: output)
    }
}
