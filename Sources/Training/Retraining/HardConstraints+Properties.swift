import Atoms
import MomentTensor

/// A property of the crystals of a potential that retraining can hold, or move.
public enum PreservedProperty: String, CaseIterable, Sendable {
    /// The lattice constants and the cohesive energy.
    case lattice
    /// The energies of four crystals, compressed and stretched until their atoms hardly see each other, and of the isolated atom: nothing
    /// strange may happen there.
    case volumes
    /// The elastic constants, with relaxed ions.
    case elastic
    /// The energies of a relaxed vacancy and along the path of its migration.
    case vacancy
}

/// An elastic constant by its name: C11, C12, C44, …
public struct ElasticConstantName: Hashable, Sendable {
    /// From 0; i ≤ j.
    public let i, j: Int

    public init?(_ text: String) {
        let digits = text.dropFirst().compactMap(\.wholeNumberValue)
        guard text.first == "C" || text.first == "c", text.count == 3, digits.count == 2, digits.allSatisfy({ (1...6).contains($0) }) else {
            return nil
        }
        (i, j) = (min(digits[0], digits[1]) - 1, max(digits[0], digits[1]) - 1)
    }

    public var text: String { "C\(i + 1)\(j + 1)" }
}

extension HardConstraints {
    /// Adds rows for properties of the crystals of all species of `potential`.
    ///
    /// - Parameters:
    ///   - potential: whose coefficients may change
    ///   - targets: elastic constants that are to become something else; GPa. The others stay.
    public mutating func add(
        _ properties: Set<PreservedProperty>, elasticTargets targets: [ElasticConstantName: Double] = [:], of potential: Potential,
        options: PlanOptions = PlanOptions(), threads: Int
    ) throws(VolterraError) {
        let rows = try LinearRows(potential, options)
        let pool = EvaluationPool(try Plan(potential, options), threads: threads)
        var calculation = PropertyCalculation(pool.plan, elements: Array(repeating: nil, count: potential.species.count), threads: threads)
        calculation.kinds = []
        for species in potential.species.indices {
            let crystal = try calculation.run(species: species) {}.crystal
            if properties.contains(.lattice) {
                try add(crystal.primitive, group: "lattice", [.energy, .virial], forcesOn: [], rows)
            }
            if properties.contains(.volumes) { try addVolumes(crystal, rows) }
            if properties.contains(.elastic) || !targets.isEmpty { try addElastic(crystal, targets, pool, rows) }
            if properties.contains(.vacancy) { try addVacancy(crystal, pool, rows) }
        }
    }

    /// The differences of stresses of strained cells from which elastic constants are computed. Where atoms find their own places in them,
    /// these stay.
    private mutating func addElastic(
        _ crystal: Crystal, _ targets: [ElasticConstantName: Double], _ pool: EvaluationPool, _ rows: LinearRows
    ) throws(VolterraError) {
        var changes = [[Double]](repeating: Array(repeating: 0, count: 6), count: 6)
        if !targets.isEmpty {
            let tensor = try ElasticConstants(crystal, pool).relaxed
            for (name, value) in targets {
                for (i, j) in crystal.structure.equivalentConstants(name) { changes[i][j] = value - tensor.rows[i][j] }
            }
        }
        for pair in try ElasticConstants.relaxedPairs(crystal, pool) {
            let (stretched, compressed) = (try stresses(pair.stretched, rows), try stresses(pair.compressed, rows))
            for i in 0..<6 {
                let slope = zip(stretched[i], compressed[i]).map { ($0 - $1) / (2 * ElasticConstants.strain) }
                self.rows.append(
                    Row(group: "elastic constants", unit: "GPa", coefficients: slope, change: changes[i][pair.component]))
            }
            for cell in [pair.stretched, pair.compressed] where cell.count > 1 {
                try add(cell, group: "elastic constants", .forces, forcesOn: Array(cell.positions.indices), rows)
            }
        }
    }

    /// The rows of the six components of the stress; GPa.
    private func stresses(_ system: AtomicSystem, _ rows: LinearRows) throws(VolterraError) -> [[Double]] {
        let jacobian = try rows.evaluate(system, wantsVirial: true)
        return (0..<6).map { jacobian.row(jacobian.virialRow + $0, times: -Units.gigapascal / system.cell.volume) }
    }

    private mutating func addVolumes(_ crystal: Crystal, _ rows: LinearRows) throws(VolterraError) {
        try add(
            AtomicSystem(cell: .none, positions: [.zero], species: [crystal.species]), group: "volumes", .energy, forcesOn: [], rows)
        let shortest = rows.tables.plan.potential.radialBasis.minimumDistance
        for structure in CrystalStructure.allCases {
            for factor in [0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] {
                let scaled = Crystal(structure, species: crystal.species, volumePerAtom: factor * crystal.volumePerAtom)
                guard scaled.neighbourDistance >= shortest else { continue }
                try add(scaled.primitive, group: "volumes", .energy, forcesOn: [], rows)
            }
        }
    }

    private mutating func addVacancy(_ crystal: Crystal, _ pool: EvaluationPool, _ rows: LinearRows) throws(VolterraError) {
        try add(crystal.primitive, group: "vacancy", .energy, forcesOn: [], rows)
        let vacancy = try Vacancy(crystal, pool)
        try add(vacancy.relaxed, group: "vacancy", .energy, forcesOn: [], rows)
        for migration in vacancy.migrations {
            for image in migration.images { try add(image, group: "vacancy", .energy, forcesOn: [], rows) }
        }
    }
}

extension CrystalStructure {
    /// The elements of the tensor that symmetry makes equal to one.
    fileprivate func equivalentConstants(_ name: ElasticConstantName) -> [(i: Int, j: Int)] {
        let (i, j) = (name.i, name.j)
        let pairs: [(Int, Int)]
        switch self {
        case .bcc, .fcc, .diamond:
            if i == j {
                pairs = i < 3 ? [(0, 0), (1, 1), (2, 2)] : [(3, 3), (4, 4), (5, 5)]
            } else if j < 3 {
                pairs = [(0, 1), (0, 2), (1, 2)]
            } else {
                pairs = [(i, j)]
            }
        case .hcp:
            switch (i, j) {
            case (0, 0), (1, 1): pairs = [(0, 0), (1, 1)]
            case (0, 2), (1, 2): pairs = [(0, 2), (1, 2)]
            case (3, 3), (4, 4): pairs = [(3, 3), (4, 4)]
            default: pairs = [(i, j)]
            }
        }
        return pairs.flatMap { $0.0 == $0.1 ? [(i: $0.0, j: $0.1)] : [(i: $0.0, j: $0.1), (i: $0.1, j: $0.0)] }
    }
}
