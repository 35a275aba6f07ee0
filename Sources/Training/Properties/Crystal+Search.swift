import Atoms
import MomentTensor

extension Crystal {
    /// The crystal of that structure whose energy is lowest, between the shortest distance for which the potential was made and its cutoff.
    ///
    /// The energy is scanned over the distance of nearest neighbours, and its minima are relaxed with their symmetry. Denser crystals
    /// than those a potential was trained on are extrapolations, and often have deep and narrow holes; they show by a bulk modulus that
    /// no matter has, and do not count. `nil` where no minimum is left that is bound.
    static func lowest(
        _ structure: CrystalStructure, species: Int, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> Crystal? {
        let basis = evaluator.plan.potential.radialBasis
        let isolated = try isolatedAtomEnergy(species: species, with: evaluator)
        let scan = try energies(structure, species: species, from: basis.minimumDistance, to: basis.cutoff, with: evaluator)
        let minima = scan.indices.dropFirst().dropLast().filter { index in
            scan[index].energy < isolated && scan[index].energy < scan[index - 1].energy && scan[index].energy <= scan[index + 1].energy
        }
        var (lowest, failure) = (Crystal?.none, VolterraError?.none)
        for index in minima.sorted(by: { scan[$0].energy < scan[$1].energy }) {
            let start = Crystal(structure, species: species, neighbourDistance: scan[index].distance)
            do throws(VolterraError) {
                let crystal = try start.relaxed(with: evaluator)
                guard crystal.energyPerAtom < lowest?.energyPerAtom ?? isolated,
                    try crystal.roughBulkModulus(with: evaluator) < Crystal.largestBulkModulus
                else { continue }
                lowest = crystal
            } catch {
                failure = error
            }
        }
        if lowest == nil, let failure { throw failure }
        return lowest
    }

    /// GPa. That of diamond, the largest known, is 443.
    private static let largestBulkModulus = 1000.0

    /// From the energies of two other volumes; GPa.
    private func roughBulkModulus(with evaluator: SystemEvaluator) throws(VolterraError) -> Double {
        let step = 0.02
        var curvature = -2 * energyPerAtom
        for ratio in [1 - step, 1 + step] {
            let cell = scaled(volume: ratio).primitive
            curvature += try evaluator.evaluate(cell).energy / Double(cell.count)
        }
        return curvature / (step * step * volumePerAtom) * Units.gigapascal
    }

    init(_ structure: CrystalStructure, species: Int, neighbourDistance: Double) {
        let a = neighbourDistance * structure.latticeConstantPerNeighbourDistance
        self.init(structure, species: species, a: a, c: a * structure.idealRatio)
    }

    /// The energy of an atom without neighbours: e of its species.
    static func isolatedAtomEnergy(species: Int, with evaluator: SystemEvaluator) throws(VolterraError) -> Double {
        try evaluator.evaluate(AtomicSystem(cell: .none, positions: [.zero], species: [species])).energy
    }

    /// Energies per atom at distances that grow by a percent each.
    private static func energies(
        _ structure: CrystalStructure, species: Int, from first: Double, to last: Double, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> [(distance: Double, energy: Double)] {
        var energies: [(distance: Double, energy: Double)] = []
        var distance = first
        while distance < last {
            let cell = Crystal(structure, species: species, neighbourDistance: distance).primitive
            energies.append((distance, try evaluator.evaluate(cell).energy / Double(cell.count)))
            distance *= 1.01
        }
        return energies
    }

    /// With the lattice constants at which it is free of stress.
    func relaxed(pressure: Double = 0, with evaluator: SystemEvaluator) throws(VolterraError) -> Crystal {
        var relaxation = Relaxation()
        relaxation.cell = structure.freedom
        relaxation.pressure = pressure
        relaxation.stressTolerance = 1e-6
        relaxation.forceTolerance = 1e-6
        relaxation.steps = 200
        let outcome = try relaxation.run(primitive, with: evaluator)
        guard outcome.isConverged else {
            throw VolterraError(
                .notConverged,
                "the lattice constants of \(structure.rawValue) were not found: the stress is still "
                    + "\(shortText(outcome.largestStress ?? 0)) GPa after \(outcome.steps) steps")
        }
        var copy = self
        let vectors = Matrix3(structure.primitiveVectors).inverse
        let cell = Matrix3(outcome.system.cell.vectors)
        let conventional = vectors * cell
        copy.a = conventional.rows.x.length
        copy.c = conventional.rows.z.length
        copy.energyPerAtom = outcome.evaluation.energy / Double(outcome.system.count)
        return copy
    }
}
