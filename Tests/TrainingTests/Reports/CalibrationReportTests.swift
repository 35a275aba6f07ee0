import MomentTensor
import Testing

@testable import Training

@Suite("Predicted uncertainties on a page (seed 130)")
struct CalibrationReportTests {
    private func calibration(energies: Int = 200, forces: Int = 600, hasNoise: Bool = true, hasBounds: Bool = true) -> Calibration {
        var random = SplitMix64(seed: 130)
        var calibration = Calibration()
        func prediction() -> CalibratedQuantity.Prediction {
            let deviation = Double.random(in: 0.001...0.01, using: &random)
            return .init(
                error: 5 * deviation * random.gaussian(), deviation: deviation, noise: hasNoise ? 0.02 : nil,
                bounds: hasBounds ? -0.1...0.1 : nil)
        }
        for _ in 0..<energies { calibration.energy.add(prediction()) }
        for _ in 0..<forces { calibration.force.add(prediction()) }
        calibration.energy.factor = calibration.energy.bestFactor ?? 1
        calibration.force.factor = calibration.force.bestFactor ?? 1
        return calibration
    }

    private func report(_ calibration: Calibration?) throws -> ParsedMarkup {
        var report = try ReportSamples.report([])
        report.calibration = calibration
        return try ParsedMarkup(report.html)
    }

    @Test("intervals and errors of both quantities are drawn, and the table has a row for each kind of deviation")
    func complete() throws {
        let page = try report(calibration())
        #expect(page.texts(of: "h2").contains("Predicted uncertainty"))
        #expect(page.attributes(of: "figure").count == 4)
        let rows = page.texts(of: "tr").filter { $0.hasPrefix("energy, meV/atom") || $0.hasPrefix("force, eV/Å") }
        #expect(rows.count == 6)
        let factor = humanText(calibration().force.factor, digits: 2)
        #expect(rows.count { $0.contains("posterior × \(factor)") } >= 1 && rows.count { $0.contains("posterior × ") } == 2)
        #expect(page.texts(of: "p").contains { $0.contains("too small by a factor of") && $0.contains("for no others") })
    }

    @Test("what is not known has no row, and what was not compared no section")
    func parts() throws {
        let page = try report(calibration(energies: 0, hasNoise: false, hasBounds: false))
        #expect(page.attributes(of: "figure").count == 2)
        #expect(page.texts(of: "tr").filter { $0.hasPrefix("force, eV/Å") }.count == 1)
        for calibration in [nil, calibration(energies: 0, forces: 0)] {
            #expect(try !report(calibration).texts(of: "h2").contains("Predicted uncertainty"))
        }
    }

    @Test("the table of the terminal leaves out what is not known, and says which quantities there are")
    func text() {
        let full = calibration().text
        #expect(full.contains("energy, meV/atom") && full.contains("deviation with the noise") && full.contains("bounds of the ensemble"))
        let part = calibration(energies: 0, hasNoise: false, hasBounds: false).text
        #expect(!part.contains("energy") && !part.contains("noise") && !part.contains("ensemble") && part.contains("68.3 %"))
        #expect(calibration(energies: 0, forces: 0).text == "no energies and no forces to calibrate with\n")
        #expect(calibration(energies: 0, forces: 0).verdict.isEmpty)
    }
}
