import Atoms
import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Where dislocations are")
struct DislocationAnalysisTests {
    private var pairShape: DislocationCylinder {
        var shape = DislocationCylinder()
        (shape.radius, shape.glideSteps) = (32, 1)
        return shape
    }

    @Test(
        "the field is found where it was put, between the valleys as well", arguments: DislocationType.allCases, [0.0, 0.3, 1])
    func position(type: DislocationType, steps: Double) throws {
        let builder = try builder(type)
        let first = try builder.cylinder(pairShape)
        var trajectory = try CoreTrajectory(reference(first, builder))
        try trajectory.add(configuration(try builder.cylinder(pairShape, steps: steps).system))
        let found = try #require(trajectory.points.first)
        let expected = first.places[0].position + SIMD2(steps * builder.frame.glideStep, 0)
        #expect((found.positions[0] - expected).length < 1e-3)
        #expect(found.deviations[0] < 0.05)
    }

    @Test("atoms that LAMMPS wrapped round the line, or that were moved together, make no difference")
    func wrapping() throws {
        let builder = try builder(.screw111)
        let crystal = try builder.cylinder(pairShape)
        var trajectory = try CoreTrajectory(reference(crystal, builder))
        var wrapped = configuration(crystal.system)
        for atom in wrapped.positions.indices {
            wrapped.positions[atom].z += 0.3
            wrapped.positions[atom].z -= (wrapped.positions[atom].z / wrapped.cell.c.z).rounded(.down) * wrapped.cell.c.z
        }
        try trajectory.add(wrapped)
        #expect((trajectory.points[0].positions[0] - crystal.places[0].position).length < 1e-3)
    }

    @Test("the density of the Burgers vector adds up to one Burgers vector", arguments: DislocationType.allCases)
    func density(type: DislocationType) throws {
        let builder = try builder(type)
        let crystal = try builder.cylinder(pairShape)
        let trajectory = try CoreTrajectory(reference(crystal, builder))
        #expect(abs(try trajectory.map(configuration(crystal.system)).totalBurgers - 1) < 0.05)
        let perfect = reference(crystal, builder)
        #expect(NyeDensity(try DislocationRows(perfect, perfect: perfect, builder.frame)).values.allSatisfy { abs($0) < 1e-9 })
        let error = #expect(throws: VolterraError.self) { try trajectory.map(perfect) }
        #expect(error?.message == "there is no dislocation with the Burgers vector of the reference")
    }

    @Test("the three arrows around an easy core are each a third of the Burgers vector, and add up to it")
    func arrows() throws {
        let builder = try builder(.screw111)
        let crystal = try builder.cylinder(pairShape)
        let map = try CoreTrajectory(reference(crystal, builder)).map(configuration(crystal.system))
        let place = crystal.places[0].position
        let around = map.arrows.filter { (0.5 * ($0.from + $0.to) - place).length < 1 }
        #expect(around.count == 3)
        let sum = around.reduce(0.0) { sum, arrow in
            let (from, to) = (arrow.from - place, arrow.to - place)
            return sum + (from.x * to.y - from.y * to.x > 0 ? 1 : -1) * arrow.difference
        }
        #expect(agree(sum, builder.frame.burgers.z, within: 1e-9))
        for arrow in around { #expect(agree(abs(arrow.difference), builder.frame.burgers.z / 3, within: 0.02)) }
    }

    @Test("the picture is well-formed, says what is to be seen, and marks the core")
    func picture() throws {
        let builder = try builder(.screw111)
        let crystal = try builder.cylinder(pairShape)
        let map = try CoreTrajectory(reference(crystal, builder)).map(configuration(crystal.system))
        let svg = map.svg(radius: 10)
        let document = try ParsedMarkup(svg)
        #expect(document.root == "svg")
        #expect(svg.contains("together 1.00 b"))
        #expect(document.attributes(of: "path").count { $0["class"] == "core" } == 1)
    }

    @Test("both lines of a quadrupole are found, each with its sign")
    func quadrupole() throws {
        let builder = try builder(.screw111)
        var shape = DislocationQuadrupole()
        (shape.steps, shape.planes) = (13, 12)
        let crystal = try builder.quadrupole(shape)
        let map = try CoreTrajectory(reference(crystal, builder)).map(configuration(crystal.system))
        #expect(map.cores.count == 2)
        for (core, place) in zip(map.cores, crystal.places) { #expect((core.position - place.position).length < 0.6) }
    }

    @Test("a cell that leans over is understood in the orientation of LAMMPS, too")
    func orientation() throws {
        let builder = try builder(.screw111)
        var shape = DislocationArray()
        (shape.width, shape.height) = (50, 50)
        let crystal = try builder.array(shape)
        #expect(abs(crystal.system.cell.a.z) > 1)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("volterra-\(UUID().uuidString).dump").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try LammpsDumpWriter(path: path)
        try writer.write(configuration(crystal.system))
        try writer.finish()
        let turned = try readConfigurations(path: path)[0]
        #expect((turned.positions[7] - crystal.system.positions[7]).length > 1e-3)
        var trajectory = try CoreTrajectory(reference(crystal, builder))
        try trajectory.add(configuration(crystal.system))
        try trajectory.add(turned)
        #expect((trajectory.points[0].positions[0] - crystal.places[0].position).length < 0.1)
        #expect((trajectory.points[0].positions[0] - trajectory.points[1].positions[0]).length < 1e-6)
    }

    @Test("what the comment line says is understood again")
    func description() throws {
        let builder = try builder(.mixed111)
        let crystal = try builder.cylinder(pairShape)
        let description = try DislocationDescription(reference(crystal, builder))
        #expect(description.orientation == DislocationType.mixed111.orientation)
        #expect(description.places == crystal.places)
        #expect(description.elasticConstants == [513.1, 201, 144.9])
        #expect(throws: VolterraError.self) { try DislocationDescription(configuration(crystal.system)) }
        let other = try CoreTrajectory(reference(crystal, builder))
        var smaller = configuration(crystal.system)
        smaller.positions.removeLast()
        #expect(throws: VolterraError.self) { try other.map(smaller) }
    }
}
