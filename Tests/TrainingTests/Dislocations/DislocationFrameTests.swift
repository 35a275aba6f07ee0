import Atoms
import MomentTensor
import Testing

@testable import Training

/// Tungsten as the published linear potential has it.
func publishedTungsten(_ structure: CrystalStructure = .bcc) throws -> DislocationMaterial {
    try DislocationMaterial(structure, latticeConstant: 3.18551, elasticConstants: [513.1, 201, 144.9])
}

func builder(_ type: DislocationType) throws -> DislocationBuilder {
    let material = try publishedTungsten(type.orientation.structure)
    return try DislocationBuilder(try DislocationFrame(type.orientation, in: material.crystal), material.elasticity)
}

@Suite("Crystals seen along a dislocation")
struct DislocationFrameTests {
    private func frame(_ type: DislocationType) throws -> DislocationFrame { try builder(type).frame }

    @Test("the axes are orthogonal and right-handed, and the Burgers vector lies in the plane", arguments: DislocationType.allCases)
    func axes(type: DislocationType) throws {
        let frame = try frame(type)
        let product = frame.rotation * frame.rotation.transposed
        for i in 0..<3 { for j in 0..<3 { #expect(abs(product[i, j] - (i == j ? 1 : 0)) < 1e-12) } }
        #expect(abs(frame.rotation.determinant - 1) < 1e-12)
        #expect(abs(frame.burgers.y) < 1e-12)
        #expect(abs(frame.burgers.length - frame.crystal.cartesian(type.orientation.burgers).length) < 1e-12)
        #expect(type.rawValue.hasPrefix("screw") == type.orientation.isScrew)
        if type.rawValue.hasPrefix("edge") { #expect(abs(frame.burgers.z) < 1e-12) }
    }

    @Test("the rows hold the atoms of the crystal, none missing and none twice", arguments: DislocationType.allCases)
    func rows(type: DislocationType) throws {
        let frame = try frame(type)
        let reach = 7.3
        let rows = frame.rows(x: -reach...reach, y: -reach...reach).filter { SIMD2($0.x, $0.y).length < reach }
        let atoms = rows.flatMap { row in (-8...8).map { SIMD3(row.x, row.y, row.z + Double($0) * frame.period) } }
        let found = atoms.filter { $0.length < reach && $0.length > 0.1 }
        let expected = frame.crystal.ball(radius: reach).system.positions.dropFirst().map { frame.rotation * $0 }
        #expect(found.count == expected.count)
        for position in expected { #expect(found.contains { ($0 - position).length < 1e-9 }) }
    }

    @Test("the angle between Burgers vector and line is 70.5° for the mixed dislocation, and 109.5° would be the other one")
    func mixed() throws {
        let frame = try frame(.mixed111)
        #expect(abs(frame.burgers.z / frame.burgers.length - 1.0 / 3) < 1e-12)
        #expect(frame.burgers.x > 0)
    }

    @Test("steps of glide are the shortest translations of the rows")
    func glide() throws {
        let a = 3.18551
        #expect(agree(try frame(.screw111).glideStep, a * 6.0.squareRoot() / 3, within: 1e-12))
        #expect(agree(try frame(.edge110).glideStep, a / 12.0.squareRoot(), within: 1e-12))
        #expect(agree(try frame(.edge111).glideStep, a / 8.0.squareRoot(), within: 1e-12))
        #expect(agree(try frame(.screw111).period, a * 3.0.squareRoot() / 2, within: 1e-12))
    }

    @Test("the easy core inverts the three rows around it, the hard one brings them to one height, for either sign")
    func cores() throws {
        let frame = try frame(.screw111)
        for sign in [1.0, -1] {
            for core in [DislocationCore.easy, .hard] {
                let place = frame.corePosition(core, sign: sign)
                let nearest = frame.rows(x: -6...8, y: -6...6).sorted {
                    (SIMD2($0.x, $0.y) - place).length < (SIMD2($1.x, $1.y) - place).length
                }.prefix(3)
                let distances = nearest.map { (SIMD2($0.x, $0.y) - place).length }
                #expect(agree(distances[0], distances[2], within: 1e-9))
                // b θ / 2π on top of what the height is in the crystal.
                let turned = nearest.map { row in
                    let angle = ComplexNumber(row.x - place.x, row.y - place.y).argument / (2 * .pi)
                    let height = row.z / frame.period + sign * angle
                    return height - height.rounded()
                }
                let offsets = turned.map { abs(($0 - turned[0]) - ($0 - turned[0]).rounded()) }
                #expect(offsets.allSatisfy { core == .hard ? $0 < 1e-9 : true })
                #expect(core == .hard || offsets.dropFirst().allSatisfy { $0 > 0.3 })
            }
        }
    }

    @Test("partials add up to the Burgers vector, and the fault between them puts no atom on top of another")
    func partials() throws {
        for type in [DislocationType.screw110, .edge111] {
            let frame = try frame(type)
            for sign in [1.0, -1] {
                let (left, right) = try frame.partials(sign: sign)
                #expect((left + right - sign * frame.burgers).length < 1e-12)
                #expect(agree(left.length, frame.burgers.length / 3.0.squareRoot(), within: 1e-12))
                let across = (-3...3).flatMap { i in
                    (-3...3).map { k in (frame.rise + right + Double(i) * frame.step + SIMD3(0, 0, Double(k) * frame.period)).length }
                }
                #expect(agree(across.min()!, frame.crystal.neighbourDistance, within: 1e-9))
            }
        }
        #expect(throws: VolterraError.self) { try frame(.screw111).partials() }
    }

    @Test(
        "what is no dislocation is refused",
        arguments: [
            (SIMD3(0.5, 0.5, 0.5), SIMD3(1.0, 1, 0), SIMD3(1.0, -1, 0), "the Burgers vector does not lie in the plane of glide"),
            (SIMD3(0.5, 0.5, 0), SIMD3(0.0, 0, 1), SIMD3(1.0, 1, 0), "the Burgers vector is no lattice vector of bcc"),
            (SIMD3(0.5, 0.5, 0.5), SIMD3(-1.0, 1, 0), SIMD3(1.0, 0, 0), "the line does not lie in the plane"),
            (
                SIMD3(0.0, 0, 0), SIMD3(-1.0, 1, 0), SIMD3(1.0, 1, 0),
                "the Burgers vector, the normal of the plane and the line cannot be zero"
            ),
        ])
    func refusals(burgers: SIMD3<Double>, normal: SIMD3<Double>, line: SIMD3<Double>, message: String) throws {
        let crystal = try publishedTungsten().crystal
        let error = #expect(throws: VolterraError.self) {
            try DislocationFrame(DislocationOrientation(.bcc, burgers: burgers, normal: normal, line: line), in: crystal)
        }
        #expect(error?.message == message)
        #expect(error?.kind == .usage)
    }
}
