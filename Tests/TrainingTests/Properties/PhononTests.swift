import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Phonons")
struct PhononTests {
    private let pool: EvaluationPool
    private let mass = 183.84

    init() throws { pool = EvaluationPool(try tungstenPlan(), threads: 2) }

    private func crystal(_ structure: CrystalStructure) throws -> Crystal {
        try #require(
            try pool.mapAll(1) { evaluator, _ throws(VolterraError) in try Crystal.lowest(structure, species: 0, with: evaluator) }[0])
    }

    @Test("the three acoustic modes are zero at Γ", arguments: CrystalStructure.allCases)
    func acoustic(structure: CrystalStructure) throws {
        let matrix = DynamicalMatrix(try ForceConstants(try crystal(structure), pool), mass: mass)
        let frequencies = try matrix.frequencies(at: .zero).sorted { abs($0) < abs($1) }
        for frequency in frequencies.prefix(3) { #expect(abs(frequency) < 1e-3) }
        for frequency in frequencies.dropFirst(3) { #expect(abs(frequency) > 0.1) }
    }

    @Test("force constants do not change when the two atoms are exchanged")
    func symmetric() throws {
        let constants = try ForceConstants(try crystal(.hcp), pool)
        for pair in constants.pairs {
            let mirrored = try #require(
                constants.pairs.first {
                    $0.first == pair.second && $0.second == pair.first && ($0.shift + pair.shift).length < 1e-9
                })
            let difference = [
                pair.matrix.rows.x - mirrored.matrix.transposed.rows.x, pair.matrix.rows.y - mirrored.matrix.transposed.rows.y,
                pair.matrix.rows.z - mirrored.matrix.transposed.rows.z,
            ]
            #expect(difference.allSatisfy { $0.length < 1e-3 })
        }
    }

    @Test("frequencies repeat with the reciprocal lattice and are the same along equivalent directions")
    func periodic() throws {
        let crystal = try crystal(.bcc)
        let matrix = DynamicalMatrix(try ForceConstants(crystal, pool), mass: mass)
        let q = SIMD3(0.13, 0.21, -0.37) / crystal.a
        let reference = try matrix.frequencies(at: q)
        for other in [q + SIMD3(1, 1, 0) / crystal.a, SIMD3(q.z, q.x, q.y), -q, SIMD3(q.x, -q.y, q.z)] {
            #expect(zip(try matrix.frequencies(at: other), reference).allSatisfy { abs($0 - $1) < 1e-3 })
        }
    }

    /// √(C/ρ) in Å THz.
    private func speed(_ stiffness: Double, _ crystal: Crystal) -> Double {
        (stiffness / Units.gigapascal * crystal.volumePerAtom / mass).squareRoot() * DynamicalMatrix.terahertz * 2 * .pi
    }

    /// ω/k of the three acoustic branches along a direction, in Å THz.
    private func slopes(_ crystal: Crystal, along direction: SIMD3<Double>) throws -> [Double] {
        let matrix = DynamicalMatrix(try ForceConstants(crystal, pool), mass: mass)
        let size = 0.002
        return try matrix.frequencies(at: size * direction / direction.length).prefix(3).map { $0 / size }
    }

    @Test("sound is as fast as the elastic constants say, along [100] and [110]")
    func sound() throws {
        let crystal = try crystal(.bcc)
        let c = try ElasticConstants(crystal, pool).relaxed
        let straight = [c[4, 4], c[4, 4], c[1, 1]].map { speed($0, crystal) }.sorted()
        for (slope, expected) in zip(try slopes(crystal, along: SIMD3(1, 0, 0)), straight) {
            #expect(agree(slope, expected, within: 0.01))
        }
        let diagonal = [0.5 * (c[1, 1] - c[1, 2]), c[4, 4], 0.5 * (c[1, 1] + c[1, 2] + 2 * c[4, 4])].map { speed($0, crystal) }.sorted()
        for (slope, expected) in zip(try slopes(crystal, along: SIMD3(1, 1, 0)), diagonal) {
            #expect(agree(slope, expected, within: 0.01))
        }
    }

    @Test("in a crystal with two atoms per cell it is the relaxed constants that count")
    func soundWithInternalStrain() throws {
        let crystal = try crystal(.hcp)
        let c = try ElasticConstants(crystal, pool).relaxed
        let expected = [c[6, 6], c[4, 4], c[1, 1]].map { speed($0, crystal) }.sorted()
        for (slope, speed) in zip(try slopes(crystal, along: SIMD3(1, 0, 0)), expected) { #expect(agree(slope, speed, within: 0.01)) }
    }

    @Test("the path goes through every point, and the points are named once")
    func path() throws {
        let phonons = try Phonons(try crystal(.bcc), mass: mass, pool)
        #expect(phonons.points.map(\.name) == ["Γ", "H", "P", "N"])
        #expect(phonons.marks.map(\.name) == ["Γ", "H", "P", "Γ", "N"])
        for mark in phonons.marks {
            let sample = try #require(phonons.dispersion.first { abs($0.distance - mark.distance) < 1e-12 })
            let point = try #require(phonons.points.first { $0.name == mark.name })
            #expect(zip(sample.frequencies, point.frequencies).allSatisfy { abs($0 - $1) < 1e-6 })
        }
        // By symmetry all modes at H, and all at P, have one frequency.
        for point in phonons.points where point.name == "H" || point.name == "P" {
            #expect(point.frequencies[2] - point.frequencies[0] < 1e-3)
        }
        #expect(phonons.mostUnstable == nil)
    }

    @Test("a crystal that is torn apart has imaginary frequencies")
    func unstable() throws {
        let phonons = try Phonons(try crystal(.bcc).scaled(volume: 1.8), mass: mass, pool)
        #expect(try #require(phonons.mostUnstable) < -0.1)
    }
}
