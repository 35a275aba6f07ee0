import Atoms
import MomentTensor
import Training

/// What the command line of `trainer scan` asks for.
struct ScanRequest: FitDataReader {
    let invocation: Invocation
    let output: String
    let assignment: SpeciesAssignment
    let weighting: Weighting
    private let elements: [String]
    private let planOptions: PlanOptions
    private let speciesEnergies: SpeciesEnergies
    /// The elements, and the largest cutoff for the isolated atoms.
    private let widest: Potential

    /// Reads no data.
    init(_ invocation: Invocation) throws(VolterraError) {
        self.invocation = invocation
        let read = invocation.all(Arguments.data) + (invocation[Options.validationData] ?? [])
        output = try invocation.outputFile(reading: read)
        let elements = try invocation.elements(Options.newSpecies)?.map(\.symbol) ?? []
        self.elements = elements
        weighting = try Weighting(invocation)
        let levels = try invocation.required(Options.levels)
        if let odd = levels.first(where: { $0 % 2 == 1 }) {
            throw VolterraError(
                .usage, "\(Options.levels.spelling) names \(odd), but levels are even", advice: "take \(odd - 1) or \(odd + 1)")
        }
        let cutoffs = try invocation.required(Options.cutoffs)
        planOptions = try invocation.planOptions(for: try ScanRequest.smallPotential(elements, cutoff: cutoffs.min() ?? 1))
        widest = try ScanRequest.smallPotential(elements, cutoff: cutoffs.max() ?? 1)
        assignment = try SpeciesAssignment(widest)
        speciesEnergies = try SpeciesEnergies(invocation, widest)
    }

    private static func smallPotential(_ elements: [String], cutoff: Double) throws(VolterraError) -> Potential {
        try Potential(
            BasisSpecification(level: 2), elements: elements, cutoff: cutoff, minimumDistance: cutoff / 2, radialSize: 1)
    }

    func scan() throws(VolterraError) -> Scan {
        let (training, validation) = try division(
            invocation.all(Arguments.data), validation: invocation[Options.validationData] ?? [],
            share: invocation[Options.validationSplit])
        let data = Scan.Data(training: training.samples, validation: validation?.samples ?? [])
        let minimum = invocation[Options.fitMinimumDistance] ?? training.distances.radialMinimum ?? 2
        let family = ScanFamily(
            elements: elements, minimumDistance: minimum, radialKind: try invocation.required(Options.radialBasis).rawValue,
            maximumFactors: try invocation.required(Options.fitMaximumFactors))
        let energies = try speciesEnergies.values(data.training + data.validation, widest)
        let settings = try FitSettings(invocation, speciesEnergies: energies)
        let record = try ScanRecord(path: output, family, fingerprint: Scan.fingerprint(data, options: planOptions, settings))
        return Scan(
            try candidates(above: minimum), data, options: planOptions, settings, threads: try invocation.threadCount(), record: record)
    }

    private func candidates(above minimum: Double) throws(VolterraError) -> [ScanCandidate] {
        let cutoffs = try invocation.required(Options.cutoffs)
        if let cutoff = cutoffs.first(where: { $0 <= minimum }) {
            throw VolterraError(
                .usage, "the cutoff \(cutoff) is not above \(minimum) Å, the shortest distance of the data", advice: "take a larger cutoff")
        }
        let (levels, sizes) = (try invocation.required(Options.levels), try invocation.required(Options.radialSizes))
        let all = levels.flatMap { level in
            cutoffs.flatMap { cutoff in sizes.map { ScanCandidate(level: level, cutoff: cutoff, radialSize: $0) } }
        }
        return Array(Set(all))
    }

    /// Where potentials are kept, made if it is not there.
    func folder() throws(VolterraError) -> String? { try invocation.outputFolder(Options.keep) }
}
