import Atoms
import Glibc
import MomentTensor

/// Crystals of the species of a potential, compressed, stretched, displaced, and with atoms missing. No data say what a retrained potential
/// should do in them, so it should do about what it did.
public struct DistortedCrystals {
    private var systems: [AtomicSystem] = []
    private let shortestDistance: Double
    private let cutoff: Double
    private var random = SplitMix64(seed: 1)

    /// Forces count relative to 1 eV/Å and those that `potential` has there; there is nothing of a species without a bound crystal.
    public static func samples(
        of potential: Potential, options: PlanOptions = PlanOptions(), threads: Int
    ) throws(VolterraError) -> [FitSample] {
        let pool = EvaluationPool(try Plan(potential, options), threads: threads)
        let crystals = PropertyCalculation.crystals(pool.plan, threads: threads)
        let systems = DistortedCrystals(crystals, potential.radialBasis).systems
        return zip(systems, try pool.evaluate(systems)).map { system, evaluation in
            let squares = evaluation.forces.reduce(0) { $0 + ($1 * $1).sum() } / Double(3 * system.count)
            let configuration = Configuration(
                cell: system.cell, positions: system.positions, kinds: system.species.map { .type($0) })
            return FitSample(
                configuration, species: system.species, weights: .init(energy: 0, force: 1 / (1 + squares), virial: 0))
        }
    }

    /// What is done to sixteen atoms of a crystal.
    private struct Disorder {
        /// The largest displacement along each axis, relative to the distance of neighbours.
        var displacement: Double
        /// How many are taken away.
        var vacancies = 0
        /// Whether the crystal is cut, and the halves drawn apart until they do not see each other.
        var hasGap = false
    }

    private static let disorders = [
        Disorder(displacement: 0.05), Disorder(displacement: 0.1, vacancies: 1), Disorder(displacement: 0.2, vacancies: 4),
        Disorder(displacement: 0.35, vacancies: 8), Disorder(displacement: 0.1, hasGap: true),
        Disorder(displacement: 0.25, vacancies: 3, hasGap: true),
    ]
    /// Relative to the volume of an atom of the crystal.
    private static let volumes = [0.6, 0.75, 0.9, 1, 1.1, 1.4, 1.9, 2.6]
    /// How often each is drawn.
    private static let draws = 2

    /// - Parameter crystals: of the species, each at its own volume
    private init(_ crystals: [Crystal], _ basis: RadialBasis) {
        shortestDistance = basis.minimumDistance
        cutoff = basis.cutoff
        guard !crystals.isEmpty else { return }
        for structure in CrystalStructure.allCases {
            for volume in DistortedCrystals.volumes {
                for disorder in DistortedCrystals.disorders {
                    for _ in 0..<DistortedCrystals.draws { add(structure, crystals, volume: volume, disorder) }
                }
            }
        }
    }

    /// Atoms of all species at random; with smaller displacements where they would come too close.
    private mutating func add(_ structure: CrystalStructure, _ crystals: [Crystal], volume: Double, _ disorder: Disorder) {
        let species = (0..<16).map { _ in crystals[Int.random(in: crystals.indices, using: &random)] }
        let volumePerAtom = volume * species.reduce(0) { $0 + $1.volumePerAtom } / 16
        let crystal = Crystal(structure, species: 0, volumePerAtom: volumePerAtom)
        let distance = crystal.neighbourDistance
        guard (shortestDistance..<cutoff).contains(distance) else { return }
        var system = crystal.sixteenAtoms
        system.species = species.map(\.species)
        for _ in 0..<disorder.vacancies {
            let atom = Int.random(in: system.positions.indices, using: &random)
            system.positions.remove(at: atom)
            system.species.remove(at: atom)
        }
        if disorder.hasGap { system.cell = system.cell.stretched(by: cutoff, axis: Int.random(in: 0..<3, using: &random)) }
        let steps = system.positions.map { _ in distance * SIMD3.random(in: -1...1, using: &random) }
        for scale in (0..<8).map({ disorder.displacement * pow(0.7, Double($0)) }) {
            var displaced = system
            displaced.positions = zip(system.positions, steps).map { $0 + scale * $1 }
            if let isTooDense = try? displaced.hasPair(closerThan: shortestDistance), !isTooDense { return systems.append(displaced) }
        }
        systems.append(system)
    }
}

extension Crystal {
    /// With the ratio c/a of touching spheres.
    init(_ structure: CrystalStructure, species: Int, volumePerAtom: Double) {
        let unit = Crystal(structure, species: species, a: 1, c: structure.idealRatio)
        let a = cbrt(volumePerAtom / unit.volumePerAtom)
        self.init(structure, species: species, a: a, c: structure.idealRatio * a)
    }

    fileprivate var sixteenAtoms: AtomicSystem {
        switch structure {
        case .bcc, .hcp: unitCell.repeated(SIMD3(2, 2, 2))
        case .fcc: unitCell.repeated(SIMD3(2, 2, 1))
        case .diamond: unitCell.repeated(SIMD3(2, 1, 1))
        }
    }
}

extension Cell {
    /// One of its vectors longer; Å.
    fileprivate func stretched(by length: Double, axis: Int) -> Cell {
        var vectors = [a, b, c]
        vectors[axis] += length / vectors[axis].length * vectors[axis]
        return Cell(vectors[0], vectors[1], vectors[2])
    }
}
