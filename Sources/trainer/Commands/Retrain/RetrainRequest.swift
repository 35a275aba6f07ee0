import Atoms
import MomentTensor
import Training

/// What the command line of `trainer retrain` asks for.
struct RetrainRequest {
    let invocation: Invocation
    let output: String
    let report: String?
    let planOptions: PlanOptions
    let settings: Retraining.Settings
    let preserved: Set<PreservedProperty>
    let elasticTargets: [ElasticConstantName: Double]
    private let potential: Potential
    private let assignment: SpeciesAssignment

    /// Reads the potential, but no data.
    init(_ invocation: Invocation) throws(VolterraError) {
        self.invocation = invocation
        let path = try invocation.required(Arguments.potential)
        let files = [Options.targets, Options.hard, Options.soft].flatMap { invocation[$0] ?? [] }
        output = try invocation.outputFile(reading: [path] + files)
        report = invocation[Options.retrainingReport]
        if let report { try invocation.checkOutput(report, reading: [path, output] + files) }
        let potential = try PotentialFile(path: path).potential.named(try invocation.elements(Options.speciesOfPotential)?.map(\.symbol))
        guard potential.coefficients != nil else {
            throw VolterraError(.badData, "is untrained: it has no coefficients", file: path, advice: "fit it first, with trainer fit")
        }
        self.potential = potential
        planOptions = try invocation.planOptions(for: potential)
        assignment = try SpeciesAssignment(potential)
        preserved = Set(invocation[Options.preserve] ?? [])
        elasticTargets = try RetrainRequest.elasticTargets(invocation)
        var settings = Retraining.Settings()
        settings.softWeight = try invocation.required(Options.softWeight)
        settings.distortedWeight = try invocation.required(Options.distortedWeight)
        settings.ridge = invocation[Options.retrainRidge]
        self.settings = settings
    }

    private static func elasticTargets(_ invocation: Invocation) throws(VolterraError) -> [ElasticConstantName: Double] {
        var targets: [ElasticConstantName: Double] = [:]
        for word in invocation[Options.set] ?? [] {
            let parts = word.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let name = ElasticConstantName(String(parts[0])), let value = Double(parts[1]), value.isFinite else {
                throw VolterraError(
                    .usage, "\(Options.set.spelling) needs elastic constants in GPa, not '\(word)'", advice: "as in --set C11=520,C44=160")
            }
            targets[name] = value
        }
        return targets
    }

    /// The potential with the scalars that `--extend` adds.
    func extendedPotential() throws(VolterraError) -> Potential {
        guard let extension_ = invocation[Options.extend] else { return potential }
        switch extension_ {
        case .pairs: return try potential.extendedByPairs()
        case .level(let level):
            let specification = BasisSpecification(
                level: level, maximumFactors: try invocation.required(Options.maximumFactors),
                radialFunctions: potential.basis.radialFunctions, leavesOutDependentScalars: true)
            return try potential.extended(by: try MomentBasis(specification))
        }
    }

    /// Configurations whose forces are to be met.
    func targets() throws(VolterraError) -> [(group: String, sample: FitSample)] {
        let targets = try read(Options.targets, mask: invocation[Options.forceMask]).filter {
            !$0.sample.configuration.atomsWithForces.isEmpty
        }
        guard !targets.isEmpty else {
            throw VolterraError(
                .badData, "no target has forces", file: invocation[Options.targets]?.first,
                advice: "name their key, as in --forces-key dft_forces, and the atoms, as in --force-mask region=QM")
        }
        return targets
    }

    /// Configurations whose forces are to stay nearly what they are.
    func soft() throws(VolterraError) -> [(group: String, sample: FitSample)] { try read(Options.soft, mask: nil) }

    /// Crystals in which the potential is to do about what it does, whatever the data.
    func distorted(for potential: Potential, threads: Int) throws(VolterraError) -> [FitSample] {
        settings.distortedWeight > 0 ? try DistortedCrystals.samples(of: potential, options: planOptions, threads: threads) : []
    }

    /// Configurations of which something is to stay exactly what it is.
    func hard(for potential: Potential) throws(VolterraError) -> HardConstraints {
        var quantities: HardConstraints.Quantities = .energy
        if invocation[Options.hardForces] { quantities.insert(.forces) }
        if invocation[Options.hardStresses] { quantities.insert(.virial) }
        var constraints = HardConstraints()
        let samples = try read(Options.hard, mask: nil)
        var known: Set<String> = []
        for path in invocation[Options.hard] ?? [] where known.insert(path).inserted {
            let ofFile = samples.filter { $0.group == path }.map(\.sample)
            try constraints.add(ofFile, group: path, quantities, of: potential, options: planOptions)
        }
        return constraints
    }

    private func read(_ option: Option<[String]>, mask: ForceMask?) throws(VolterraError) -> [(group: String, sample: FitSample)] {
        guard let paths = invocation[option] else { return [] }
        var options = try invocation.readOptions()
        options.forceMask = mask
        let stream = ConfigurationStream(paths: paths, format: invocation[Options.format], options: options)
        var assignment = assignment
        var samples: [(group: String, sample: FitSample)] = []
        while let item = try stream.next() {
            do throws(VolterraError) {
                let species = try assignment.indices(of: item.configuration)
                let weights = FitSample.Weights(energy: 1, force: 1, virial: 1)
                samples.append((item.path, FitSample(item.configuration, species: species, weights: weights)))
            } catch {
                throw item.locating(error)
            }
        }
        guard !samples.isEmpty else { throw stream.emptiness }
        return samples
    }
}

/// What `--extend` adds to a basis.
enum BasisExtension: Sendable {
    case level(Int)
    /// Products of two scalars.
    case pairs
}
