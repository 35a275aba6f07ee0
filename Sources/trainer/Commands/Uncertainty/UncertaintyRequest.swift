import Atoms
import MomentTensor
import Training

/// What the command line of `trainer uncertainty` asks for.
struct UncertaintyRequest: FitDataReader {
    let invocation: Invocation
    let path: String
    let output: String
    let potential: Potential
    let planOptions: PlanOptions
    let assignment: SpeciesAssignment
    /// How the noise varies among labels of the same kind.
    let weighting: Weighting

    /// Reads the potential, but no data.
    init(_ invocation: Invocation) throws(VolterraError) {
        self.invocation = invocation
        path = try invocation.required(Arguments.potential)
        let read = [path] + invocation.all(Arguments.data) + (invocation[Options.validationData] ?? [])
        output = try invocation.outputFile(reading: read)
        if let report = invocation[Options.uncertaintyReport] { try invocation.checkOutput(report, reading: read + [output]) }
        potential = try PotentialFile(path: path).potential.named(try invocation.elements(Options.speciesOfPotential)?.map(\.symbol))
        planOptions = try invocation.planOptions(for: potential)
        assignment = try SpeciesAssignment(potential)
        var weighting = try Weighting(invocation)
        (weighting.energy, weighting.force, weighting.virial) = (1, 1, 1)
        self.weighting = weighting
    }

    /// Whether the data to compare with are files that the potential need not have seen.
    var hasValidationData: Bool { invocation.has(Options.validationData) }

    func division() throws(VolterraError) -> (training: FitData, validation: FitData) {
        let (training, validation) = try division(
            invocation.all(Arguments.data), validation: invocation[Options.validationData] ?? [],
            share: invocation[Options.validationSplit])
        return (training, validation ?? training)
    }
}
