import Atoms
import MomentTensor
import Training

/// What the command line of `trainer prune` asks for.
struct PruneRequest: FitDataReader {
    let invocation: Invocation
    let output: String
    let assignment: SpeciesAssignment
    let weighting: Weighting
    private let potential: Potential
    private let planOptions: PlanOptions
    private let speciesEnergies: SpeciesEnergies
    private let target: PruningTarget

    /// Reads the potential, but no data.
    init(_ invocation: Invocation) throws(VolterraError) {
        self.invocation = invocation
        let path = try invocation.required(Arguments.potential)
        output = try invocation.outputFile(
            reading: [path] + invocation.all(Arguments.data) + (invocation[Options.validationData] ?? []))
        target = try PruneRequest.target(invocation)
        weighting = try Weighting(invocation)
        potential = try PotentialFile(path: path).potential.named(
            try invocation.elements(Options.speciesOfPotential)?.map(\.symbol))
        let count = potential.basis.scalars.count
        if case .scalars(let wanted) = target, wanted >= count {
            throw VolterraError(
                .usage, "the potential has \(counted(count, "scalar")), and --scalars \(wanted) asks for as many", file: path,
                advice: "take a smaller number")
        }
        planOptions = try invocation.planOptions(for: potential)
        assignment = try SpeciesAssignment(potential)
        speciesEnergies = try SpeciesEnergies(invocation, potential)
    }

    private static func target(_ invocation: Invocation) throws(VolterraError) -> PruningTarget {
        var targets: [PruningTarget] = []
        if let factor = invocation[Options.speedup] {
            guard factor > 1 else { throw VolterraError(.usage, "\(Options.speedup.spelling) needs a number above 1, not '\(factor)'") }
            targets.append(.speedup(factor))
        }
        if let share = invocation[Options.lossIncrease] { targets.append(.lossIncrease(share)) }
        if let count = invocation[Options.scalarCount] { targets.append(.scalars(count)) }
        guard targets.count < 2 else {
            throw VolterraError(.usage, "--speedup, --loss-increase and --scalars exclude one another", advice: "name one of them")
        }
        return targets.first ?? .speedup(2)
    }

    func pruning() throws(VolterraError) -> Pruning {
        let (training, validation) = try division(
            invocation.all(Arguments.data), validation: invocation[Options.validationData] ?? [],
            share: invocation[Options.validationSplit])
        var settings = PruningSettings()
        settings.target = target
        let unseen = validation?.samples ?? []
        settings.fit = try FitSettings(
            invocation, speciesEnergies: try speciesEnergies.values(training.samples + unseen, potential))
        settings.fit.maximumIterations = try invocation.required(Options.pruneIterations)
        return try Pruning(
            potential, training.samples, validation: unseen, options: planOptions, settings, threads: try invocation.threadCount())
    }
}
