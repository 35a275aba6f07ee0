import FuzzSupport
import MomentTensor

/// Atoms at random places, at least `closest` Å apart across all images.
struct RandomSystem {
    var cell: Cell
    var positions: [SIMD3<Double>]
    var species: [Int]

    init(atoms: Int, cell: Cell, speciesCount: Int, closest: Double = 1.6, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        self.cell = cell
        positions = []
        species = []
        while positions.count < atoms {
            // Some atoms lie a cell away from where the others are.
            let fractional = SIMD3.random(in: -0.3...1.1, using: &random)
            let candidate = fractional.x * cell.a + fractional.y * cell.b + fractional.z * cell.c
            let isFree = positions.allSatisfy { other in
                RandomSystem.imageShifts(cell).allSatisfy { (candidate - other + $0).length > closest }
            }
            guard isFree else { continue }
            positions.append(candidate)
            species.append(positions.count <= speciesCount ? positions.count - 1 : Int.random(in: 0..<speciesCount, using: &random))
        }
    }

    /// A grid of n × n × n atoms in the cell, displaced a little.
    init(grid n: Int, cell: Cell, speciesCount: Int, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        self.cell = cell
        positions = []
        species = []
        for index in 0..<(n * n * n) {
            let place = SIMD3(Double(index % n), Double(index / n % n), Double(index / n / n))
            let fractional = (place + SIMD3.random(in: -0.1...0.1, using: &random)) / Double(n)
            positions.append(fractional.x * cell.a + fractional.y * cell.b + fractional.z * cell.c)
            species.append(Int.random(in: 0..<speciesCount, using: &random))
        }
    }

    private static func imageShifts(_ cell: Cell) -> [SIMD3<Double>] {
        let range = { (isPeriodic: Bool) in isPeriodic ? -2...2 : 0...0 }
        return range(cell.isPeriodicAlongA).flatMap { i in
            range(cell.isPeriodicAlongB).flatMap { j in
                range(cell.isPeriodicAlongC).map { k in Double(i) * cell.a + Double(j) * cell.b + Double(k) * cell.c }
            }
        }
    }

    /// One of each: free, periodic along one, two and three directions, skewed, and far smaller than a cutoff of 5 Å.
    static let cells: [Cell] = [
        Cell(SIMD3(7, 0, 0), SIMD3(0, 7, 0), SIMD3(0, 0, 7), periodic: (false, false, false)),
        Cell(SIMD3(7, 0.5, 0), SIMD3(0, 8, 0), SIMD3(0.2, 0, 7.5), periodic: (false, true, false)),
        Cell(SIMD3(6.5, 0, 0.4), SIMD3(1.5, 7, 0), SIMD3(0, 0, 9), periodic: (true, true, false)),
        Cell(SIMD3(6, 0.3, -0.2), SIMD3(2.5, 6.4, 0.1), SIMD3(-1.3, 1.8, 7), periodic: (true, true, true)),
        Cell(SIMD3(0, 3.4, 0.3), SIMD3(4.1, 0.4, 0), SIMD3(0.6, -0.7, 4.6), periodic: (true, true, true)),
    ]

    /// Systems of `speciesCount` species in every kind of cell.
    static func everyCell(speciesCount: Int, seed: UInt64) -> [RandomSystem] {
        cells.enumerated().map { index, cell in
            RandomSystem(
                atoms: cell.volume < 100 ? max(speciesCount, 3) : 12, cell: cell, speciesCount: speciesCount, seed: seed &+ UInt64(index))
        }
    }
}

extension RandomSystem {
    /// (1 + ε) applied to everything, ε symmetric.
    mutating func strain(_ row: Int, _ column: Int, by strain: Double) {
        func strained(_ v: SIMD3<Double>) -> SIMD3<Double> {
            var result = v
            result[row] += 0.5 * strain * v[column]
            result[column] += 0.5 * strain * v[row]
            return result
        }
        positions = positions.map(strained)
        cell.a = strained(cell.a)
        cell.b = strained(cell.b)
        cell.c = strained(cell.c)
    }
}
