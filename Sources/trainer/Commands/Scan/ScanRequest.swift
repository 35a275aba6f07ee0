import MomentTensor
import Training

/// What the command line of `trainer scan` asks for.
struct ScanRequest {
    private let invocation: Invocation
    private let request: FitRequest

    init(_ invocation: Invocation) throws(VolterraError) {
        self.invocation = invocation
        let data = invocation.all(Arguments.data)
        request = try FitRequest(invocation, start: nil, data: data, output: try invocation.outputPath(reading: data))
        let levels = try invocation.required(Options.levels)
        if let odd = levels.first(where: { $0 % 2 == 1 }) {
            throw VolterraError(
                .usage, "\(Options.levels.spelling) names \(odd), but levels are even", advice: "take \(odd - 1) or \(odd + 1)")
        }
    }

    var output: String { request.output }

    func scan() throws(VolterraError) -> Scan {
        let samples = try request.samples(in: request.data)
        let division = try request.validation(besides: samples, share: Options.validationSplit)
        let data = Scan.Data(training: division.training, validation: division.samples)
        let (options, settings) = (try request.planOptions(), try request.settings())
        let minimum = request.minimumDistance(of: samples.distances)
        let family = ScanFamily(
            elements: try invocation.elements(Options.newSpecies)?.map(\.symbol) ?? [], minimumDistance: minimum,
            radialKind: try invocation.required(Options.radialBasis).rawValue,
            maximumFactors: try invocation.required(Options.fitMaximumFactors))
        let record = try ScanRecord(path: output, family, fingerprint: Scan.fingerprint(data, options: options, settings))
        return Scan(
            try candidates(above: minimum), data, options: options, settings, threads: try invocation.threadCount(), record: record)
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
