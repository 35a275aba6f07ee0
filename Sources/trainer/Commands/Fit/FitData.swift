import Atoms
import MomentTensor
import Training

/// Labelled configurations as a fit takes them, and where each comes from.
struct FitData {
    let files: [String]
    private(set) var samples: [FitSample] = []
    private(set) var sources: [Comparison.Source] = []
    private(set) var distances = MinimumDistances()

    init(files: [String]) { self.files = files }

    /// Adds a configuration; throws, and is what it was, if a fit cannot use it.
    mutating func add(
        _ item: ConfigurationStream.Item, _ assignment: inout SpeciesAssignment, _ weighting: Weighting
    ) throws(VolterraError) {
        let sample = try FitSample(screening: item.configuration, &assignment, weighting)
        var distances = distances
        try distances.add(item.configuration)
        if let contact = distances.shortest?.contact, contact.distance < 0.1 {
            throw VolterraError(
                .badData, "atoms \(contact.atoms.x) and \(contact.atoms.y) are \(shortText(contact.distance)) Å apart",
                advice: "correct it, or leave such configurations out with \(Options.skipBad.spelling)")
        }
        self.distances = distances
        samples.append(sample)
        sources.append(.init(file: item.path, number: item.number))
    }

    /// What speaks against the stresses, if anything does.
    var stressFinding: Finding? {
        var check = DatasetCheck()
        for sample in samples where sample.configuration.virial != nil { check.add(sample.configuration) }
        return check.stressFindings().first { $0.severity > .note }
    }

    mutating func leaveOutStresses() {
        for index in samples.indices { samples[index].weights.virial = 0 }
    }

    /// Those with these indices; the distances stay those of all.
    func part(_ indices: [Int]) -> FitData {
        var part = FitData(files: files)
        part.distances = distances
        part.samples = indices.map { samples[$0] }
        part.sources = indices.map { sources[$0] }
        return part
    }
}

/// A command that fits to labelled configurations: which species their atoms are, and how much their labels count.
protocol FitDataReader {
    var invocation: Invocation { get }
    var assignment: SpeciesAssignment { get }
    var weighting: Weighting { get }
}

extension FitDataReader {
    /// Whether stresses that contradict the energies are left out: not if it is said what they weigh.
    private func trustsOnlyConsistentStresses() throws(VolterraError) -> Bool {
        try invocation.required(Options.objective).trustsOnlyConsistentStresses && !invocation.has(Options.stressWeight)
    }

    /// All configurations of the files that a fit can use.
    func read(_ paths: [String]) throws(VolterraError) -> FitData {
        var data = FitData(files: paths)
        var assignment = assignment
        let stream = try invocation.configurations(in: paths)
        let progress = ProgressBar("reading", isQuiet: invocation[Options.quiet])
        let skipsBad = invocation[Options.skipBad]
        var (count, skippedCount) = (0, 0)
        func skip(_ error: VolterraError) {
            skippedCount += 1
            progress.hide()
            Console.note("left out: \(error.placeAndMessage)\n")
        }
        func next() throws(VolterraError) -> ConfigurationStream.Item? {
            guard skipsBad else { return try stream.next() }
            return try stream.nextReadable { error in
                count += 1
                skip(error)
            }
        }
        while let item = try next() {
            count += 1
            progress.update(done: count, fraction: stream.fraction)
            do throws(VolterraError) {
                try data.add(item, &assignment, weighting)
            } catch {
                let error = item.locating(error)
                guard skipsBad else { throw error.suggestingToSkip }
                skip(error)
            }
        }
        progress.hide()
        guard count > 0 else { throw stream.emptiness }
        guard !data.samples.isEmpty else {
            throw VolterraError(
                .badData, "no configuration is left to fit", file: paths.first, advice: "trainer check says more about them")
        }
        if skippedCount > 0 { Console.note("\(skippedCount) of \(counted(count, "configuration")) left out\n") }
        for note in assignment.notes { invocation.reportSuccess("note: \(note)") }
        return data
    }

    /// The data that are fitted, and those that the fit is watched with: files, or a share of the data.
    func division(
        _ files: [String], validation: [String], share: Double?
    ) throws(VolterraError) -> (training: FitData, validation: FitData?) {
        var data = try read(files)
        var unseen = validation.isEmpty ? nil : try read(validation)
        if try trustsOnlyConsistentStresses(), let finding = data.stressFinding {
            data.leaveOutStresses()
            unseen?.leaveOutStresses()
            invocation.reportSuccess(
                "note: stresses are left out: \(finding.message); \(Options.stressWeight.spelling) \(weighting.virial) takes them in")
        }
        if let unseen { return (data, unseen) }
        guard let share else { return (data, nil) }
        var generator = SplitMix64(seed: invocation[Options.seed] ?? 1)
        let order = data.samples.indices.shuffled(using: &generator)
        let count = Int((share * Double(order.count)).rounded())
        guard count > 0, count < order.count else {
            throw VolterraError(
                .usage,
                "\(Options.split.spelling) \(share) of \(counted(order.count, "configuration")) leaves nothing to "
                    + (count == 0 ? "validate with" : "fit"), advice: "name another share, or validate with a file")
        }
        return (data.part(order.dropFirst(count).sorted()), data.part(order.prefix(count).sorted()))
    }
}

extension VolterraError {
    fileprivate var suggestingToSkip: VolterraError {
        var error = self
        if error.advice == nil { error.advice = "correct it, or leave such configurations out with \(Options.skipBad.spelling)" }
        return error
    }

    /// Without what to do about it.
    fileprivate var placeAndMessage: String {
        var error = self
        error.advice = nil
        return error.description
    }
}
