import Atoms
import MomentTensor
import Training

/// What the command line of `trainer fit` asks for.
struct FitRequest: FitDataReader {
    let invocation: Invocation
    let files: FitFiles
    /// To fit one after the other. Of a new one, `minimumDistance` is decided by the data unless it is given.
    private let potentials: [Potential]
    let assignment: SpeciesAssignment
    let weighting: Weighting
    let speciesEnergies: SpeciesEnergies
    let planOptions: PlanOptions

    /// Reads the potential to begin with, but no data.
    init(_ invocation: Invocation) throws(VolterraError) {
        self.invocation = invocation
        files = try FitFiles(invocation)
        try FitRequest.checkContradictions(invocation)
        weighting = try Weighting(invocation)
        if let start = files.start {
            potentials = [try FitRequest.start(start, invocation)]
        } else {
            potentials = try FitRequest.newPotentials(invocation)
        }
        planOptions = try invocation.planOptions(for: potentials[0])
        assignment = try SpeciesAssignment(potentials[0])
        speciesEnergies = try SpeciesEnergies(invocation, potentials[0])
    }

    var isNew: Bool { files.start == nil }

    private static func start(_ path: String, _ invocation: Invocation) throws(VolterraError) -> Potential {
        for option in optionsOfNewPotentials where invocation.has(option) {
            throw VolterraError(
                .usage, "\(option.spelling) is about new potentials, and \(path) is there already",
                advice: "leave it out, or make a new potential with \(Options.fitLevel.spelling)")
        }
        let potential: Potential
        do throws(VolterraError) {
            potential = try PotentialFile(path: path).potential
        } catch {
            var error = error
            error.advice = error.advice ?? FitFiles.incomplete.message
            throw error
        }
        if potential.coefficients != nil, invocation.has(Options.starts) {
            throw VolterraError(
                .usage, "\(Options.starts.spelling) is about random beginnings, and \(path) has coefficients to begin with",
                advice: "leave it out")
        }
        return try potential.named(try invocation.elements(Options.fitSpecies)?.map(\.symbol))
    }

    private static let optionsOfNewPotentials: [any OptionDeclaration] = [
        Options.cutoff, Options.fitMinimumDistance, Options.fitRadialSize, Options.radialBasis, Options.fitMaximumFactors,
        Options.fitLevelOfMu, Options.fitRadialFunctions,
    ]

    private static func newPotentials(_ invocation: Invocation) throws(VolterraError) -> [Potential] {
        guard let elements = try invocation.elements(Options.fitSpecies)?.map(\.symbol) else {
            throw VolterraError(
                .usage, "\(Options.fitSpecies.spelling) is missing: which elements the new potential knows", advice: "as in --species Mo")
        }
        guard let cutoff = invocation[Options.cutoff] else {
            throw VolterraError(
                .usage, "\(Options.cutoff.spelling) is missing: how far the atoms of the new potential see",
                advice: "as in --cutoff 5.2, in Å; 4 to 6 are usual")
        }
        var form = PotentialForm(levels: try levels(invocation), elements: elements, cutoff: cutoff)
        form.levelOfMu = try invocation.required(Options.fitLevelOfMu)
        form.minimumDistance = invocation[Options.fitMinimumDistance]
        form.radialSize = try invocation.required(Options.fitRadialSize)
        form.radialKind = try invocation.required(Options.radialBasis)
        form.radialFunctions = try invocation.required(Options.fitRadialFunctions)
        form.maximumFactors = try invocation.required(Options.fitMaximumFactors)
        return try form.stages()
    }

    private static func levels(_ invocation: Invocation) throws(VolterraError) -> [Int] {
        let first = invocation[Options.fitLevel]
        guard let last = invocation[Options.upTo] else { return first.map { [$0] } ?? [] }
        if let first, first > last {
            throw VolterraError(
                .usage, "\(Options.upTo.spelling) \(last) is below \(Options.fitLevel.spelling) \(first)",
                advice: "the levels go up, as in --level 8 --up-to 20")
        }
        return stride(from: first ?? 8, to: last, by: 4) + [last]
    }

    /// The potentials to fit one after the other, for data with these distances.
    func potentials(for distances: MinimumDistances) throws(VolterraError) -> [Potential] {
        guard isNew, invocation[Options.fitMinimumDistance] == nil, let minimum = distances.radialMinimum else { return potentials }
        let cutoff = potentials[0].radialBasis.cutoff
        guard cutoff > minimum else {
            throw VolterraError(
                .usage, "\(Options.cutoff.spelling) \(cutoff) is not above \(minimum) Å, the shortest distance of the data",
                advice: "take a larger cutoff")
        }
        return potentials.map { potential in
            var potential = potential
            potential.radialBasis.minimumDistance = minimum
            return potential
        }
    }

    func division() throws(VolterraError) -> (training: FitData, validation: FitData?) {
        try division(files.data, validation: files.validation, share: invocation[Options.split])
    }

    func settings(for samples: [FitSample], _ potential: Potential) throws(VolterraError) -> FitSettings {
        try FitSettings(invocation, speciesEnergies: try speciesEnergies.values(samples, potential))
    }
}
