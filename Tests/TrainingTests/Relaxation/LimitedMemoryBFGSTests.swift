import MomentTensor
import Testing

@testable import Training

@Suite("Minimisation")
struct LimitedMemoryBFGSTests {
    private func rosenbrock(_ x: [Double]) -> LimitedMemoryBFGS.Sample<Void> {
        var (value, gradient) = (0.0, [Double](repeating: 0, count: x.count))
        for k in 0..<x.count - 1 {
            let (bend, rest) = (x[k + 1] - x[k] * x[k], 1 - x[k])
            value += 100 * bend * bend + rest * rest
            gradient[k] += -400 * bend * x[k] - 2 * rest
            gradient[k + 1] += 200 * bend
        }
        return .init(value: value, gradient: gradient, details: ())
    }

    private func isFlat(_ sample: LimitedMemoryBFGS.Sample<Void>) -> Bool { sample.gradient.allSatisfy { abs($0) < 1e-8 } }

    @Test("the bent valley of Rosenbrock in ten dimensions is followed to its end")
    func valley() throws {
        let end = LimitedMemoryBFGS().minimise(from: [Double](repeating: -0.5, count: 10), steps: 500, rosenbrock, until: isFlat)
        #expect(end.isConverged)
        #expect(end.point.allSatisfy { abs($0 - 1) < 1e-7 })
    }

    @Test("a minimum on top of a large constant is found beyond the accuracy of the value")
    func noise() throws {
        let end = LimitedMemoryBFGS().minimise(from: [0.3, -0.2, 0.5], steps: 100) { x in
            LimitedMemoryBFGS.Sample(
                value: -1e4 + 3 * x[0] * x[0] + 20 * x[1] * x[1] + 0.5 * x[2] * x[2], gradient: [6 * x[0], 40 * x[1], x[2]], details: ())
        } until: {
            $0.gradient.allSatisfy { abs($0) < 1e-9 }
        }
        #expect(end.isConverged)
        #expect(end.steps < 40)
    }

    @Test("no variable moves by more than the largest step")
    func stepSize() throws {
        var last: [Double]?
        var minimiser = LimitedMemoryBFGS()
        minimiser.largestStep = 0.05
        let end = minimiser.minimise(from: [-1.2, 1, -1], steps: 30, rosenbrock) { _ in false }
        #expect(end.steps == 30)
        _ = minimiser.minimise(from: [4, 4], steps: 20) { x in
            if let last { for k in 0..<2 { #expect(abs(x[k] - last[k]) <= 0.05 + 1e-12) } }
            last = x
            return LimitedMemoryBFGS.Sample(value: x[0] * x[0] + x[1] * x[1], gradient: [2 * x[0], 2 * x[1]], details: ())
        } until: { _ in
            false
        }
    }

    @Test("the step limit is kept, and zero steps say what the start is like")
    func limit() throws {
        let start = LimitedMemoryBFGS().minimise(from: [-1, 1], steps: 0, rosenbrock, until: isFlat)
        #expect(!start.isConverged && start.steps == 0 && start.point == [-1, 1])
        let minimum = LimitedMemoryBFGS().minimise(from: [1, 1], steps: 0, rosenbrock, until: isFlat)
        #expect(minimum.isConverged)
    }

    @Test("a step to where there is no value is shortened; a start without one is an error")
    func barrier() throws {
        func wall(_ x: [Double]) throws(VolterraError) -> LimitedMemoryBFGS.Sample<Void> {
            guard x[0] > 0 else { throw VolterraError(.badData, "beyond the wall") }
            return .init(value: x[0] + 1e-4 / x[0], gradient: [1 - 1e-4 / (x[0] * x[0])], details: ())
        }
        var minimiser = LimitedMemoryBFGS()
        minimiser.initialCurvature = 1
        let end = try minimiser.minimise(from: [0.15], steps: 100, wall) { abs($0.gradient[0]) < 1e-6 }
        #expect(end.isConverged && abs(end.point[0] - 0.01) < 1e-6)
        #expect(throws: VolterraError.self) { try minimiser.minimise(from: [-1], steps: 100, wall) { _ in false } }
    }
}
