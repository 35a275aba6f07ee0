import Foundation
import MomentTensor

/// The files of a fit.
struct FitFiles {
    /// The potential to begin with; `nil` where a new one is made.
    let start: String?
    let data: [String]
    let validation: [String]
    let output: String
    let report: String?
    let log: String?

    var checkpoint: String { output + ".checkpoint" }

    init(_ invocation: Invocation) throws(VolterraError) {
        let words = invocation.all(Arguments.fitInputs)
        if FitFiles.makesNewPotential(invocation) {
            if let potential = words.first(where: FitFiles.isNamedLikePotential) {
                throw VolterraError(
                    .usage, "\(Options.fitLevel.spelling) makes a new potential, and \(potential) is one already",
                    advice: "leave out one of them")
            }
            (start, data) = (nil, words)
        } else {
            guard words.count > 1 else { throw FitFiles.incomplete }
            (start, data) = (words[0], Array(words.dropFirst()))
        }
        validation = invocation[Options.validate] ?? []
        report = invocation[Options.report]
        log = invocation[Options.log]
        output = try invocation.outputPath(reading: words + validation)
        try checkNames(invocation, inputs: words + validation)
    }

    static func makesNewPotential(_ invocation: Invocation) -> Bool {
        invocation.has(Options.fitLevel) || invocation.has(Options.upTo)
    }

    static let incomplete = VolterraError(
        .usage, "a fit needs a potential to begin with, or \(Options.fitLevel.spelling) for a new one, and data",
        advice: "for instance: trainer fit --level 16 --species Mo --cutoff 5.2 train.xyz -o Mo.mtp")

    private static func isNamedLikePotential(_ path: String) -> Bool {
        ["mtp", "almtp", "als", "mvs"].contains(URL(fileURLWithPath: path).pathExtension)
    }

    private func checkNames(_ invocation: Invocation, inputs: [String]) throws(VolterraError) {
        guard output != "-" else {
            throw VolterraError(.usage, "a fit cannot be written to the standard output", advice: "name a file")
        }
        for path in validation where data.contains(path) {
            throw VolterraError(
                .usage, "is fitted and validated with at the same time", file: path, advice: "validate with data that the fit does not see")
        }
        try invocation.checkOutput(checkpoint, reading: inputs)
        if let report { try invocation.checkOutput(report, reading: inputs) }
        if let log { try invocation.checkOutput(log, reading: inputs) }
        let written = [output, checkpoint] + [report, log].compactMap(\.self)
        for (index, path) in written.enumerated() where written[..<index].contains(path) {
            throw VolterraError(
                .usage, "is to be written twice, with different contents", file: path, advice: "give the files different names")
        }
    }

    /// Throws if there is one that cannot be written, which would be a pity after hours.
    func checkWritable() throws(VolterraError) {
        for path in [output, checkpoint] + (report.map { [$0] } ?? []) { try AtomicFile(path: path).discard() }
    }
}
