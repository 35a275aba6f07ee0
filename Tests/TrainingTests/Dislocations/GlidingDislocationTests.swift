import Atoms
import MomentTensor
import TestSupport
import Testing

@testable import Training

@Suite("Dislocations that glide")
struct GlidingDislocationTests {
    private func array(_ builder: DislocationBuilder) throws -> DislocatedCrystal {
        var shape = DislocationArray()
        (shape.width, shape.height) = (60, 60)
        return try builder.array(shape)
    }

    /// All atoms moved along x, and wrapped.
    private func moved(_ crystal: DislocatedCrystal, by distance: Double, timestep: Int) -> Configuration {
        var result = configuration(crystal.system, timestep: timestep)
        for atom in result.positions.indices {
            result.positions[atom].x += distance
            result.positions[atom] -= (result.positions[atom].x / result.cell.a.x).rounded(.down) * result.cell.a
        }
        return result
    }

    @Test(
        "a dislocation of an array is found wherever it is in the cell, and goes on counting beyond its boundary",
        arguments: [DislocationType.edge110, .screw111, .mixed111])
    func boundary(type: DislocationType) throws {
        let builder = try builder(type)
        let crystal = try array(builder)
        var trajectory = try CoreTrajectory(reference(crystal, builder))
        let distances = [0, 0.2, 0.45, 0.5, 0.8, 1.1, 1.5, 1.9].map { $0 * crystal.system.cell.a.x }
        for (number, distance) in distances.enumerated() {
            try trajectory.add(moved(crystal, by: distance, timestep: number))
        }
        let first = trajectory.points[0].positions[0]
        #expect((first - crystal.places[0].position).length < 0.15)
        for (point, distance) in zip(trajectory.points, distances) {
            #expect((point.positions[0] - first - SIMD2(distance, 0)).length < 1e-6)
        }
    }

    /// The same picture after slips: each atom above is where that was whose site is so many Burgers vectors farther.
    private func slipped(_ crystal: DislocatedCrystal, by slip: SIMD3<Double>) throws -> DislocatedCrystal {
        let places = crystal.perfect.positions
        let above = places.indices.filter { places[$0].y > crystal.places[0].position.y }
        let (edge, period) = (crystal.perfect.cell.a.x, crystal.perfect.cell.c.z)
        func distance(_ value: Double, _ length: Double) -> Double { abs(value - (value / length).rounded() * length) }
        var result = crystal
        for atom in above {
            let target = places[atom] + slip
            let other = try #require(
                above.first { other in
                    let away = places[other] - target
                    return distance(away.x, edge) + abs(away.y) + distance(away.z, period) < 1e-6
                })
            result.system.positions[atom] = crystal.system.positions[other]
        }
        return result
    }

    @Test("after it has gone through the cell, the half-crystals have slipped, and it is found as before", arguments: [1.0, 3, 17])
    func slips(count: Double) throws {
        let builder = try builder(.edge110)
        let crystal = try array(builder)
        var trajectory = try CoreTrajectory(reference(crystal, builder))
        let plain = try trajectory.map(moved(crystal, by: 0, timestep: 0))
        let glided = try slipped(crystal, by: count * builder.frame.burgers)
        let slipped = try trajectory.map(moved(glided, by: 20, timestep: 1))
        #expect((slipped.cores[0].position - plain.cores[0].position - SIMD2(20, 0)).length < 1e-6)
        #expect(abs(slipped.totalBurgers - plain.totalBurgers) < 0.02)
        try trajectory.add(moved(crystal, by: 0, timestep: 0))
        try trajectory.add(moved(crystal, by: 0, timestep: 0))
        #expect(trajectory.points.count == 1, "the same timestep again")
    }

    @Test("atoms are known by their numbers where some are missing")
    func missing() throws {
        let builder = try builder(.edge110)
        let crystal = try array(builder)
        let whole = configuration(crystal.system)
        let plane = crystal.places[0].position.y
        let kept = whole.positions.indices.filter { abs(whole.positions[$0].y - plane) < 17 }
        var part = Configuration(
            cell: whole.cell, positions: kept.map { whole.positions[$0] }, kinds: kept.map { whole.kinds[$0] })
        part.ids = kept.map { $0 + 1 }
        var trajectory = try CoreTrajectory(reference(crystal, builder))
        try trajectory.add(whole)
        try trajectory.add(part)
        #expect(kept.count < whole.count * 2 / 3)
        #expect((trajectory.points[0].positions[0] - trajectory.points[1].positions[0]).length < 1e-3)
    }

    @Test("a line that was made longer than the reference is followed in each of its periods")
    func shape() throws {
        let builder = try builder(.screw111)
        var shape = DislocationCylinder()
        (shape.radius, shape.glideSteps) = (32, 1)
        let steps = [0, 0.1, 0.4, 0.9, 1, 0.6, 0.2, 0]
        let crystals = try steps.map { try builder.cylinder(shape, steps: $0) }
        let first = crystals[0]
        let period = first.system.cell.c
        let cell = first.system.cell
        let positions = crystals.enumerated().flatMap { copy, crystal in crystal.system.positions.map { $0 + Double(copy) * period } }
        let line = Configuration(
            cell: Cell(cell.a, cell.b, Double(steps.count) * period, periodic: (false, false, true)), positions: positions,
            kinds: Array(repeating: .type(0), count: positions.count))
        var trajectory = try CoreTrajectory(reference(first, builder), followsLine: true)
        try trajectory.add(line)
        let found = try #require(trajectory.shapes.first)
        #expect(found.positions.count == steps.count)
        for (position, step) in zip(found.positions, steps) {
            #expect((position - first.places[0].position - SIMD2(step * builder.frame.glideStep, 0)).length < 2e-3)
        }
        let mean = steps.reduce(0, +) / Double(steps.count)
        let square = steps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(steps.count)
        #expect(agree(found.roughness, square.squareRoot() * builder.frame.glideStep, within: 1e-3))
        let chart = try ParsedMarkup(trajectory.lineChart.svg)
        #expect(chart.root == "svg")
    }

    @Test("the velocity is the slope of what counts, and its error comes from how much parts differ")
    func velocity() throws {
        let straight = try GlideRun((0...60).map { SIMD2(Double($0) / 10, max(0, 5 * (Double($0) / 10 - 2))) }, stress: 1)
        #expect(straight.start == 2)
        #expect(agree(straight.velocity, 5, within: 1e-9))
        #expect(straight.deviation < 1e-9)
        // Parts of slopes 4, 6, 4, 6 and 4: a standard deviation of √1.2, over √5.
        var place = 0.0
        let bent = (0...50).map { step -> SIMD2<Double> in
            if step > 0 { place += ((step - 1) / 10).isMultiple(of: 2) ? 0.4 : 0.6 }
            return SIMD2(Double(step) / 10, place)
        }
        let run = try GlideRun(bent, stress: 1, skipped: 0)
        #expect(abs(run.deviation - (1.2 / 5.0).squareRoot()) < 0.05)
        let error = #expect(throws: VolterraError.self) { try GlideRun(Array(bent.prefix(12)), stress: 1) }
        #expect(error?.message == "of 12 configurations, 8 come after the first 0.367 ps: too few for a velocity")
    }

    @Test("the drag coefficient is that of v = τ b / B, whichever way the dislocation goes", arguments: [1.0, -1])
    func drag(sign: Double) throws {
        let (burgers, drag) = (2.7446, 0.05)
        let runs = try [0.1, 0.2, 0.5].map { stress in
            let velocity = sign * stress * burgers / drag
            return try GlideRun((0...40).map { SIMD2(Double($0) / 10, velocity * Double($0) / 10) }, stress: stress)
        }
        let mobility = try DislocationMobility(runs, burgers: burgers)
        #expect(agree(mobility.drag, drag, within: 1e-9))
        #expect(mobility.deviation < 0.02 * drag)
        let slow = try GlideRun((0...40).map { SIMD2(Double($0) / 10, 0.4 * sign * Double($0)) }, stress: 0.5)
        #expect(try DislocationMobility([runs[0], slow], burgers: burgers).deviation > mobility.deviation)
        #expect(try ParsedMarkup(mobility.chart.svg).root == "svg")
        #expect(throws: VolterraError.self) { try DislocationMobility([], burgers: burgers) }
    }
}
