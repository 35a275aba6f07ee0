import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing
@testable import Training

@Suite("Scans (seeds 90 … 99)")
struct ScanTests {
    private let family = ScanFamily(elements: ["W"], minimumDistance: 1.8, radialKind: "RBChebyshev", maximumFactors: 4)

    private var settings: FitSettings {
        var settings = FitSettings()
        settings.maximumIterations = 3
        return settings
    }

    private func data() throws -> Scan.Data {
        let samples = try FitTestData(level: 10, count: 24, seed: 90).samples()
        return Scan.Data(training: Array(samples.prefix(18)), validation: Array(samples.suffix(6)))
    }

    private func scan(_ levels: [Int], record: ScanRecord? = nil) throws -> Scan {
        let data = try data()
        let fingerprint = Scan.fingerprint(data, options: PlanOptions(), settings)
        return Scan(
            levels.flatMap { level in [4.2, 4.4].map { ScanCandidate(level: level, cutoff: $0, radialSize: 5) } }, data,
            options: PlanOptions(), settings, threads: 2, record: record ?? ScanRecord(family, fingerprint: fingerprint))
    }

    private func run(_ scan: Scan, count: Int = .max) throws {
        for candidate in scan.remaining.prefix(count) {
            let fit = try scan.fit(candidate)
            try fit.finish()
            try scan.add(fit, of: candidate, seconds: 1)
        }
    }

    @Test("low levels come first, and higher ones begin with their radial functions: no level is worse than the one below")
    func levels() throws {
        let scan = try scan([8, 4])
        #expect(scan.remaining.map(\.level) == [4, 4, 8, 8])
        try run(scan)
        let results = scan.results
        #expect(results.count == 4 && scan.remaining.isEmpty)
        for cutoff in [4.2, 4.4] {
            let losses = results.filter { $0.candidate.cutoff == cutoff }.map(\.loss)
            #expect(losses[1] < losses[0])
        }
        #expect(results.allSatisfy { $0.isConverged && $0.microsecondsPerAtom > 0 && $0.forceError != nil })
        let potential = try scan.potential(results[3])
        #expect(potential.basis.level == 8 && potential.coefficients != nil)
    }

    @Test("a scan that goes on from its file finds the same to the last bit, and repeats nothing")
    func resumption() throws {
        let whole = try scan([4, 6])
        try run(whole)
        try withTemporaryDirectory { folder in
            let path = folder.appendingPathComponent("scan.json").path
            let fingerprint = Scan.fingerprint(try data(), options: PlanOptions(), settings)
            let first = try scan([4, 6], record: try ScanRecord(path: path, family, fingerprint: fingerprint))
            try run(first, count: 3)
            try first.record.write(to: path)
            let second = try scan([4, 6, 8], record: try ScanRecord(path: path, family, fingerprint: fingerprint))
            #expect(second.remaining.map(\.level) == [6, 8, 8])
            try run(second, count: 1)
            for result in whole.results { #expect(second.record[result.candidate]?.coefficients == result.coefficients) }
        }
    }

    @Test("a file that holds something else, or another scan, is refused")
    func refused() throws {
        try withTemporaryDirectory { folder in
            let path = folder.appendingPathComponent("scan.json").path
            try ScanRecord(family, fingerprint: "a").write(to: path)
            let other = #expect(throws: VolterraError.self) { try ScanRecord(path: path, family, fingerprint: "b") }
            #expect(other?.message == "is a scan with other data, elements or settings" && other?.kind == .usage)
            var tantalum = family
            tantalum.elements = ["Ta"]
            #expect(throws: VolterraError.self) { try ScanRecord(path: path, tantalum, fingerprint: "a") }
            #expect(try ScanRecord(path: path, family, fingerprint: "a").results.isEmpty)
            try Data("{}".utf8).write(to: URL(fileURLWithPath: path))
            let damaged = #expect(throws: VolterraError.self) { try ScanRecord(path: path, family, fingerprint: "a") }
            #expect(damaged?.message == "exists, and is not a scan of this version of Volterra")
        }
    }

    @Test("on the front is what nothing else beats in both, and equal ones are both on it")
    func front() {
        func result(_ level: Int, _ cost: Double, _ loss: Double) -> ScanResult {
            ScanResult(
                candidate: ScanCandidate(level: level, cutoff: 5, radialSize: 8), scalarCount: level, parameterCount: level, loss: loss,
                validationLoss: loss, energyError: nil, forceError: 0.1, stressError: nil, microsecondsPerAtom: cost, neighboursPerAtom: 30,
                iterations: 3, seconds: 2, isConverged: level != 8,
                coefficients: StoredCoefficients(.init(radial: [], species: [], linear: [])))
        }
        let results = [
            result(2, 1, 9), result(4, 2, 4), result(6, 3, 5), result(8, 4, 1), result(10, 4, 1), result(12, 4, 2), result(14, 5, 1),
        ]
        #expect(Set(results.front.map(\.level)) == [2, 4, 8, 10])
        let lines = results.text.split(separator: "\n")
        #expect(lines.count == 8 && lines.count { $0.hasSuffix("*") } == 4)
        #expect(lines[1].contains("–") && lines.contains { $0.contains("2.0+") })
        #expect(results.chart.svg.contains("Accuracy and cost"))
    }
}
