import Atoms
import Foundation
import MomentTensor
import Training

/// What the command line of `trainer fit` asks for.
struct FitRequest {
    let invocation: Invocation
    let output: String
    let data: [String]
    /// The potential to begin with, unless there is a level.
    private let start: Potential?
    private let assignment: SpeciesAssignment
    private let weighting: Weighting

    init(_ invocation: Invocation) throws(VolterraError) {
        self.invocation = invocation
        let words = invocation.all(Arguments.fitInputs)
        if invocation.has(Options.fitLevel) || invocation.has(Options.upTo) {
            start = nil
            data = words
        } else {
            guard words.count > 1 else {
                throw VolterraError(
                    .usage, "a fit needs a potential to begin with and data, or --level, --species and --cutoff, and data",
                    advice: "for instance: trainer fit --level 16 --species Mo --cutoff 5.2 train.xyz -o Mo.mtp")
            }
            start = try PotentialFile(path: words[0]).potential
            data = Array(words.dropFirst())
        }
        output = try invocation.outputPath(reading: words)
        guard output != "-" else { throw VolterraError(.usage, "a fit cannot be written to the standard output", advice: "name a file") }
        weighting = try FitRequest.weighting(invocation)
        let elements = try invocation.elements(Options.newSpecies)?.map(\.symbol)
        if let start {
            assignment = try SpeciesAssignment(start, elements: start.hasElements ? nil : elements)
        } else {
            guard let elements else {
                throw VolterraError(.usage, "--species is missing: which elements the potential knows", advice: "as in --species Mo")
            }
            assignment = try SpeciesAssignment(FitRequest.empty(elements))
        }
    }

    private static func empty(_ elements: [String]) -> Potential {
        Potential(
            name: "", species: elements.enumerated().map { Potential.Species(label: $0.offset, element: $0.element) },
            radialBasis: RadialBasis(kind: .chebyshev, minimumDistance: 1, cutoff: 2, size: 1),
            basis: MomentBasis(basic: [], products: [], slotCount: 0, scalars: []))
    }

    private static func weighting(_ invocation: Invocation) throws(VolterraError) -> Weighting {
        var weighting = (invocation[Options.objective] ?? .volterra).weighting
        if let weight = invocation[Options.energyWeight] { weighting.energy = weight }
        if let weight = invocation[Options.forceWeight] { weighting.force = weight }
        if let weight = invocation[Options.stressWeight] { weighting.virial = weight }
        if let scaling = invocation[Options.weighting] { weighting.scaling = scaling }
        for word in invocation[Options.groupWeights] ?? [] {
            let parts = word.split(separator: "=")
            guard parts.count == 2, let factor = Double(parts[1]), factor >= 0, factor.isFinite else {
                throw VolterraError(
                    .usage, "\(Options.groupWeights.spelling) needs groups and factors, not '\(word)'", advice: "as in liquid=0.5,surface=2")
            }
            weighting.groups[String(parts[0])] = factor
        }
        return weighting
    }
}

// MARK: Data

extension FitRequest {
    /// Samples with what was found out on the way.
    struct Samples {
        var samples: [FitSample] = []
        var distances = MinimumDistances()
        var skipped = 0
    }

    func samples(in paths: [String]) throws(VolterraError) -> Samples {
        var result = Samples()
        var assignment = assignment
        let stream = try invocation.configurations(in: paths)
        let progress = ProgressBar("reading", isQuiet: invocation[Options.quiet])
        var count = 0
        while let item = try stream.next() {
            count += 1
            progress.update(done: count, fraction: stream.fraction)
            do throws(VolterraError) {
                let sample = try FitSample(screening: item.configuration, &assignment, weighting)
                try result.distances.add(item.configuration)
                guard (result.distances.shortest?.contact.distance ?? 1) > 0.1 else {
                    throw VolterraError(.badData, "two atoms lie on top of each other", advice: "see trainer check")
                }
                result.samples.append(sample)
            } catch {
                let located = item.locating(error)
                guard invocation[Options.skipBad] else { throw located.suggestingToSkip }
                result.skipped += 1
                Console.note("skipped: \(located.message) (\(located.file ?? ""))\n")
            }
        }
        progress.hide()
        guard !result.samples.isEmpty else { throw stream.emptiness }
        for note in assignment.notes { invocation.reportSuccess("note: \(note)") }
        return result
    }

    /// The samples that the fit sees, and those that it is watched with.
    struct Division {
        var training: [FitSample]
        var samples: [FitSample]
    }

    func validation(besides training: Samples) throws(VolterraError) -> Division {
        if let files = invocation[Options.validate] {
            return Division(training: training.samples, samples: try samples(in: files).samples)
        }
        guard let share = invocation[Options.split] else { return Division(training: training.samples, samples: []) }
        guard share < 1 else { throw VolterraError(.usage, "--split needs a share below 1, not \(share)") }
        var generator = SplitMix64(seed: invocation[Options.seed] ?? 1)
        let order = training.samples.indices.shuffled(using: &generator)
        let count = Int((share * Double(order.count)).rounded())
        let chosen = Set(order.prefix(count))
        guard count > 0, count < order.count else {
            throw VolterraError(.usage, "--split \(share) of \(order.count) configurations leaves nothing to fit or to validate with")
        }
        return Division(
            training: training.samples.indices.filter { !chosen.contains($0) }.map { training.samples[$0] },
            samples: chosen.sorted().map { training.samples[$0] })
    }
}

// MARK: Potentials and settings

extension FitRequest {
    /// The potentials to fit one after the other.
    func potentials(for distances: MinimumDistances) throws(VolterraError) -> [Potential] {
        if var start {
            if let elements = try invocation.elements(Options.newSpecies), !start.hasElements {
                for (index, element) in elements.enumerated() { try start.setElement(element.symbol, ofSpecies: index) }
            }
            return [start]
        }
        let cutoff = try invocation.required(Options.cutoff)
        let shortest = distances.shortest?.contact.distance ?? 2
        // Room for distances a little shorter than any of the data.
        let minimum = invocation[Options.fitMinimumDistance] ?? (99 * shortest).rounded(.down) / 100
        guard cutoff > minimum else {
            throw VolterraError(
                .usage, "--cutoff \(cutoff) is not above \(minimum) Å, the shortest distance of the data", advice: "take a larger cutoff")
        }
        let elements = try invocation.elements(Options.newSpecies)?.map(\.symbol) ?? []
        let level = invocation[Options.fitLevel]
        let last = invocation[Options.upTo] ?? level ?? 16
        let levels = invocation[Options.upTo] == nil ? [last] : stride(from: level ?? 8, through: last, by: 4).filter { $0 < last } + [last]
        var potentials: [Potential] = []
        for level in levels {
            potentials.append(
                try Potential(
                    BasisSpecification(
                        level: level, maximumFactors: invocation[Options.fitMaximumFactors] ?? 6, leavesOutDependentScalars: true),
                    elements: elements, cutoff: cutoff, minimumDistance: minimum,
                    radialSize: try invocation.required(Options.fitRadialSize), radialKind: try invocation.required(Options.radialBasis)))
        }
        return potentials
    }

    func settings() throws(VolterraError) -> FitSettings {
        var settings = FitSettings()
        settings.ridge = invocation[Options.ridge]
        if let count = invocation[Options.maximumIterations] { settings.maximumIterations = count }
        if let tolerance = invocation[Options.tolerance] { settings.tolerance = tolerance }
        if let seed = invocation[Options.seed] { settings.seed = seed }
        if let starts = invocation[Options.starts] { settings.starts = starts }
        return settings
    }

    func planOptions() throws(VolterraError) -> PlanOptions {
        guard let words = invocation[Options.repulsion] else { return PlanOptions() }
        let radii = words.compactMap { Double($0) }
        guard words.count == 2, radii.count == 2 else {
            throw VolterraError(.usage, "\(Options.repulsion.spelling) needs an inner and an outer radius", advice: "as in --zbl 1.0,2.0")
        }
        return PlanOptions(repulsion: .init(inner: radii[0], outer: radii[1]))
    }
}

extension VolterraError {
    fileprivate var suggestingToSkip: VolterraError {
        var error = self
        if error.advice == nil { error.advice = "correct it, or leave such configurations out with --skip-bad" }
        return error
    }
}
