import Atoms
import MomentTensor

/// A crystal with one atom missing, in a supercell whose shape and volume are those of the perfect crystal.
public struct Vacancy: Sendable {
    /// The number of atoms in the supercell, before one is taken out.
    public let atomCount: Int
    /// E(N − 1) − (N − 1)/N E(N) after relaxation; eV.
    public let formationEnergy: Double
    /// The same without relaxation.
    public let unrelaxedEnergy: Double
    /// The formation energy in a smaller supercell, which tells how far from convergence it is.
    public let smaller: (atomCount: Int, formationEnergy: Double)
    /// The ways to a neighbouring site, in the smaller supercell.
    public let migrations: [VacancyMigration]
    /// The larger supercell after relaxation.
    let relaxed: AtomicSystem

    init(_ crystal: Crystal, _ pool: EvaluationPool) throws(VolterraError) {
        let sizes = Vacancy.supercells(crystal.structure)
        let cells = try pool.mapAll(2) { evaluator, index throws(VolterraError) in
            try RelaxedVacancy(crystal, sizes[index], with: evaluator)
        }
        atomCount = cells[1].atomCount
        formationEnergy = cells[1].formationEnergy
        unrelaxedEnergy = cells[1].unrelaxedEnergy
        smaller = (cells[0].atomCount, cells[0].formationEnergy)
        relaxed = cells[1].relaxed.system
        var migrations: [VacancyMigration] = []
        for jump in VacancyMigration.jumps(crystal) {
            migrations.append(try VacancyMigration(jump, crystal, from: cells[0], pool))
        }
        self.migrations = migrations
    }

    /// How often the conventional cell is repeated: 100 … 216 atoms, and about twice as many.
    private static func supercells(_ structure: CrystalStructure) -> [SIMD3<Int>] {
        switch structure {
        case .bcc: [SIMD3(4, 4, 4), SIMD3(5, 5, 5)]
        case .fcc: [SIMD3(3, 3, 3), SIMD3(4, 4, 4)]
        case .hcp: [SIMD3(5, 5, 3), SIMD3(6, 6, 4)]
        case .diamond: [SIMD3(3, 3, 3), SIMD3(4, 4, 4)]
        }
    }
}

/// The atoms around a vacancy at the origin, where the first atom of the supercell was.
struct RelaxedVacancy {
    /// The perfect supercell, the atom at the origin first.
    let perfect: AtomicSystem
    let relaxed: Relaxation.Outcome
    let formationEnergy: Double
    let unrelaxedEnergy: Double

    var atomCount: Int { perfect.count }

    init(_ crystal: Crystal, _ counts: SIMD3<Int>, with evaluator: SystemEvaluator) throws(VolterraError) {
        var supercell = crystal.unitCell.repeated(counts)
        let lengths = supercell.positions.map(\.length)
        if let origin = lengths.indices.min(by: { lengths[$0] < lengths[$1] }) { supercell.positions.swapAt(0, origin) }
        perfect = supercell
        var holed = perfect
        holed.positions.removeFirst()
        holed.species.removeFirst()
        let bulk = crystal.energyPerAtom * Double(holed.count)
        unrelaxedEnergy = try evaluator.evaluate(holed).energy - bulk
        // Symmetry may hold the neighbours where they are not at their best, as in silicon.
        relaxed = try RelaxedVacancy.relax(holed.perturbed(by: 0.01), with: evaluator)
        formationEnergy = relaxed.evaluation.energy - bulk
    }

    static func relax(_ system: AtomicSystem, with evaluator: SystemEvaluator) throws(VolterraError) -> Relaxation.Outcome {
        var relaxation = Relaxation()
        relaxation.cell = .fixed
        relaxation.forceTolerance = 1e-3
        relaxation.steps = 500
        let outcome = try relaxation.run(system, with: evaluator)
        guard outcome.isConverged else {
            throw VolterraError(
                .notConverged,
                "the atoms around the vacancy did not come to rest: a force of "
                    + "\(shortText(outcome.largestForce)) eV/Å is left after \(outcome.steps) steps")
        }
        return outcome
    }
}
