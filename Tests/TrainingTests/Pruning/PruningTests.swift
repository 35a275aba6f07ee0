import Atoms
import MomentTensor
import Synchronization
import TestSupport
import Testing
@testable import Training

@Suite("Pruning (seeds 80 … 89)")
struct PruningTests {
    /// A model of level 12, fitted a little to labels of a potential of level 12 with few scalars.
    private func fitted() throws -> (potential: Potential, samples: [FitSample]) {
        let data = try FitTestData(level: 12, count: 40, seed: 80)
        var settings = FitSettings()
        settings.maximumIterations = 5
        let fit = try Fit([data.untrained], try data.samples(), settings, threads: 2)
        try fit.finish()
        return (try #require(fit.best), try data.samples())
    }

    private func points(_ target: PruningTarget, iterations: Int = 3) throws -> [PruningPoint] {
        let (potential, samples) = try fitted()
        var settings = PruningSettings()
        settings.target = target
        settings.fit.maximumIterations = iterations
        let pruning = try Pruning(
            potential, Array(samples.prefix(32)), validation: Array(samples.suffix(8)), settings, threads: 2)
        var points: [PruningPoint] = []
        #expect(try pruning.run { points.append($0) })
        return points
    }

    @Test(
        "cancelled on the way, the last potential is the smallest so far, with the coefficients that are best for it",
        arguments: [0, 1, 2, 3])
    func cancellation(reports: Int) throws {
        let (potential, samples) = try fitted()
        var settings = PruningSettings()
        settings.target = .scalars(4)
        settings.fit.maximumIterations = 1000
        let pruning = try Pruning(potential, samples, validation: [], settings, threads: 2)
        let count = Atomic<Int>(0)
        var points: [PruningPoint] = []
        let watch = FitWatch(isCancelled: { count.load(ordering: .relaxed) >= reports })
        let isComplete = try pruning.run(watch) { point in
            points.append(point)
            count.add(1, ordering: .relaxed)
        }
        #expect(!isComplete && points.count == reports)
        #expect(points.map(\.scalarCount) == points.map(\.scalarCount).sorted(by: >))
        #expect(points.map(\.isRefitted) == Array([false, false, true].prefix(reports)))
    }

    @Test("energies of species that are held are what they were set to")
    func heldSpecies() throws {
        let (potential, samples) = try fitted()
        var settings = PruningSettings()
        settings.target = .scalars(20)
        settings.fit.maximumIterations = 2
        settings.fit.speciesEnergies = [-4.5]
        let pruning = try Pruning(potential, samples, validation: [], settings, threads: 2)
        var energies: [[Double]?] = []
        #expect(try pruning.run { energies.append($0.potential.coefficients?.species) })
        #expect(energies.count > 2 && energies.allSatisfy { $0 == [-4.5] })
    }

    @Test("to a number of scalars: exactly so many are left, in tables without dead entries, and less is to be done")
    func scalars() throws {
        let points = try points(.scalars(12))
        let last = try #require(points.last)
        #expect(last.scalarCount == 12 && points[0].scalarCount == 29)
        #expect(last.potential.reduced(to: Array(0..<12)) == last.potential)
        try last.potential.basis.checkConsistency()
        #expect(points[0].relativeWork == 1 && last.relativeWork < 1)
        #expect(points.map(\.scalarCount) == points.map(\.scalarCount).sorted(by: >))
        #expect(last.isRefitted && last.validationLoss != nil)
        #expect(try PotentialFile(bytes: Array(last.potential.fileText.utf8), file: "pruned").potential == last.potential)
    }

    @Test("to a share of work: it is met, and fitting only lowers the loss")
    func speedup() throws {
        let points = try points(.speedup(1.2))
        let last = try #require(points.last)
        #expect(last.relativeWork <= 1 / 1.2 + 1e-9)
        for (before, after) in zip(points, points.dropFirst()) where after.isRefitted && after.scalarCount == before.scalarCount {
            #expect(after.loss <= before.loss * 1.001)
        }
    }

    @Test("to a growth of the loss: what is left is within it, before and after the fits")
    func lossIncrease() throws {
        let points = try points(.lossIncrease(0.5))
        let last = try #require(points.last)
        #expect(last.scalarCount < points[0].scalarCount)
        for point in points { #expect(point.loss <= 1.501 * points[0].loss) }
    }

    @Test("an untrained potential is refused")
    func untrained() throws {
        let data = try FitTestData(level: 8, count: 4, seed: 81)
        let error = #expect(throws: VolterraError.self) {
            try Pruning(data.untrained, try data.samples(), validation: [], PruningSettings(), threads: 1)
        }
        #expect(error?.message.contains("is untrained") == true)
    }

    @Test("table, JSON and diagram tell of every potential on the way")
    func rendering() throws {
        let points = try points(.scalars(20), iterations: 1)
        #expect(points.text.split(separator: "\n").count == points.count + 1)
        #expect(points.text.contains("validation loss"))
        #expect(points.json.line.components(separatedBy: "\"relative_work\"").count == points.count + 1)
        #expect(points.chart.svg.contains("Pruning"))
    }
}
