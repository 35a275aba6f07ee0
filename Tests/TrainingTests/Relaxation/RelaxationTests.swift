import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Relaxation of a tungsten crystal (seed 71)")
struct RelaxationTests {
    private let evaluator: SystemEvaluator
    private let strain = SymmetricTensor(xx: 0.03, yy: -0.02, zz: 0.01, yz: 0.02, xz: -0.015, xy: 0.01)
    private var generator = SplitMix64(seed: 71)

    init() throws { evaluator = SystemEvaluator(try tungstenPlan()) }

    private mutating func disturbed() throws -> AtomicSystem {
        try bcc(a: 3.19).displaced(by: 0.08, using: &generator).strained(strain).system
    }

    @Test("the gradient of the enthalpy is its derivative by every displacement and strain", arguments: [0.0, 25.0])
    mutating func gradient(pressure: Double) throws {
        let coordinates = RelaxationCoordinates(
            try disturbed(), freedom: .full, mobility: SIMD3(1, 1, 1), pressure: pressure / Units.gigapascal)
        var point = coordinates.start
        for index in point.indices { point[index] = Double.random(in: -0.05...0.05, using: &generator) }
        func enthalpy(_ variables: [Double]) throws -> Double {
            let system = coordinates.system(variables)
            return coordinates.enthalpy(try evaluator.evaluate(system), system.cell)
        }
        let system = coordinates.system(point)
        let gradient = coordinates.gradient(try evaluator.evaluate(system), system.cell, at: point)
        for index in [0, 1, 2, 16] + Array(point.count - 6..<point.count) {
            let step = 1e-4
            var (plus, minus) = (point, point)
            plus[index] += step
            minus[index] -= step
            let slope = (try enthalpy(plus) - enthalpy(minus)) / (2 * step)
            #expect(abs(slope - gradient[index]) < 1e-5 * max(1, abs(slope)), "variable \(index)")
        }
    }

    @Test("a disturbed crystal finds back to the perfect one, whatever its cell was")
    mutating func returns() throws {
        let perfect = try Relaxation().run(try bcc(n: 1).system, with: evaluator)
        let outcome = try Relaxation().run(try disturbed(), with: evaluator)
        #expect(outcome.isConverged)
        #expect(outcome.largestForce < 1e-4)
        #expect(try #require(outcome.largestStress) < 1e-3)
        #expect(abs(outcome.evaluation.energy / 16 - perfect.evaluation.energy / 2) < 1e-7)
        #expect(agree(outcome.system.cell.volume / 16, perfect.system.cell.volume / 2, within: 1e-5))
    }

    @Test("the stress at the end is the pressure that was asked for", arguments: [-10.0, 40.0])
    mutating func pressure(pressure: Double) throws {
        var relaxation = Relaxation()
        relaxation.pressure = pressure
        let outcome = try relaxation.run(try disturbed(), with: evaluator)
        #expect(outcome.isConverged)
        let stress = outcome.evaluation.virial * (Units.gigapascal / outcome.system.cell.volume)
        for component in stress.voigt.prefix(3) { #expect(abs(component - pressure) < 1e-3) }
        for component in stress.voigt.suffix(3) { #expect(abs(component) < 1e-3) }
    }

    @Test("a fixed cell stays to the last bit, and so does one without three periodic directions")
    mutating func fixed() throws {
        var relaxation = Relaxation()
        relaxation.cell = .fixed
        var system = try disturbed()
        let outcome = try relaxation.run(system, with: evaluator)
        #expect(outcome.isConverged && outcome.largestStress == nil)
        #expect(outcome.system.cell == system.cell)
        system.cell.isPeriodicAlongC = false
        relaxation.cell = .full
        relaxation.steps = 3
        #expect(try relaxation.run(system, with: evaluator).system.cell == system.cell)
    }

    @Test("a restricted cell changes only as it may")
    mutating func restricted() throws {
        var relaxation = Relaxation()
        relaxation.cell = .isotropic
        let start = try bcc(a: 3.3, n: 1).system
        let cubic = try relaxation.run(start, with: evaluator).system.cell
        #expect(cubic.a.y == 0 && cubic.b.z == 0 && abs(cubic.a.x - cubic.c.z) < 1e-12)
        relaxation.cell = .normal
        let stretched = try relaxation.run(start, with: evaluator).system.cell
        #expect(stretched.a == start.cell.a && stretched.b == start.cell.b && stretched.c.z != start.cell.c.z)
    }

    @Test("atoms move only along the axes on which they may")
    mutating func mobility() throws {
        var relaxation = Relaxation()
        relaxation.cell = .fixed
        relaxation.mobility = SIMD3(0, 0, 1)
        let start = try disturbed()
        let end = try relaxation.run(start, with: evaluator)
        #expect(end.isConverged)
        #expect(zip(start.positions, end.system.positions).allSatisfy { $0.x == $1.x && $0.y == $1.y })
        #expect(zip(start.positions, end.system.positions).contains { $0.z != $1.z })
    }

    @Test("the path is the same in every run and with every number of threads")
    mutating func deterministic() throws {
        let start = try disturbed()
        let reference = try Relaxation().run(start, with: evaluator)
        let other = try Relaxation().run(start, with: SystemEvaluator(evaluator.plan, threads: 2))
        #expect(other.system == reference.system && other.steps == reference.steps)
    }

    @Test("too few steps are told")
    mutating func unconverged() throws {
        var relaxation = Relaxation()
        relaxation.steps = 2
        let outcome = try relaxation.run(try disturbed(), with: evaluator)
        #expect(!outcome.isConverged && outcome.steps == 2)
        var report = RelaxationReport()
        report.add(outcome)
        report.add(try Relaxation().run(try disturbed(), with: evaluator))
        #expect(report.numbers(.unconverged) == [1])
        #expect(report.text.contains("not converged"))
    }
}
