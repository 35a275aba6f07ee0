import Foundation
import Testing

@testable import Training

@Suite("The path of least energy")
struct NudgedElasticBandTests {
    private func straight(_ first: [Double], _ last: [Double], images: Int) -> [[Double]] {
        (0...images + 1).map { image in
            first.indices.map { first[$0] + Double(image) / Double(images + 1) * (last[$0] - first[$0]) }
        }
    }

    @Test("of a bent double well leads over its saddle point", arguments: [2, 4, 5])
    func doubleWell(images: Int) {
        // (x² − 1)² + 4 (y − x² + 1)²: minima at (±1, 0), the saddle point at (0, −1) with energy 1.
        let outcome = NudgedElasticBand().run(straight([-1, 0], [1, 0], images: images)) { points, _ in
            points.map { p in
                let (well, bend) = (p[0] * p[0] - 1, p[1] - p[0] * p[0] + 1)
                return .init(
                    point: p, energy: well * well + 4 * bend * bend,
                    force: [-4 * p[0] * well + 16 * p[0] * bend, -8 * bend])
            }
        }
        #expect(outcome.isConverged)
        #expect(abs(outcome.barrier - 1) < 1e-4)
        let top = outcome.images.max { $0.energy < $1.energy }!
        #expect(abs(top.point[0]) < 0.02 && abs(top.point[1] + 1) < 0.02)
        #expect(outcome.coordinates.first == 0 && outcome.coordinates.last == 1)
        #expect(zip(outcome.coordinates, outcome.coordinates.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("of Müller and Brown's potential finds the known saddle point, far from the straight line")
    func muellerBrown() {
        let terms: [(a: Double, xx: Double, xy: Double, yy: Double, x: Double, y: Double)] = [
            (-200, -1, 0, -10, 1, 0), (-100, -1, 0, -10, 0, 0.5), (-170, -6.5, 11, -6.5, -0.5, 1.5), (15, 0.7, 0.6, 0.7, -1, 1),
        ]
        var band = NudgedElasticBand()
        band.springConstant = 100
        band.tolerance = 0.05
        band.climbingTolerance = 5
        band.steps = 5000
        let outcome = band.run(straight([-0.558_224, 1.441_726], [-0.050_011, 0.466_694], images: 7)) { points, _ in
            points.map { p in
                var (energy, force) = (0.0, [0.0, 0.0])
                for term in terms {
                    let (dx, dy) = (p[0] - term.x, p[1] - term.y)
                    let value = term.a * exp(term.xx * dx * dx + term.xy * dx * dy + term.yy * dy * dy)
                    energy += value
                    force[0] -= value * (2 * term.xx * dx + term.xy * dy)
                    force[1] -= value * (term.xy * dx + 2 * term.yy * dy)
                }
                return .init(point: p, energy: energy, force: force)
            }
        }
        #expect(outcome.isConverged)
        let top = outcome.images.max { $0.energy < $1.energy }!
        #expect(abs(top.energy + 40.664_844) < 1e-3)
        #expect(abs(top.point[0] + 0.822_002) < 1e-3 && abs(top.point[1] - 0.624_313) < 1e-3)
    }

    @Test("that is not found within the steps is told")
    func unconverged() {
        var band = NudgedElasticBand()
        band.steps = 1
        let outcome = band.run(straight([-1, 0], [1, 0], images: 3)) { points, _ in
            points.map { .init(point: $0, energy: 100 * $0[1], force: [0, -100]) }
        }
        #expect(!outcome.isConverged && outcome.steps == 1)
    }
}
