import Atoms
import MomentTensor

/// The elastic constants of a crystal that is free of stress, from the stresses of cells strained by ±ε.
public struct ElasticConstants: Sendable {
    /// After the atoms of the strained cells have found their places.
    public let relaxed: ElasticTensor
    /// With the atoms carried along by the strain.
    public let clamped: ElasticTensor

    /// Small enough for the error of the central difference, of the order ε², to be below 10⁻⁴ of the constants.
    static let strain = 1e-3

    init(_ crystal: Crystal, _ pool: EvaluationPool) throws(VolterraError) {
        let cells = ElasticConstants.strainedCells(crystal)
        let stresses = try pool.mapAll(cells.count) { evaluator, index throws(VolterraError) in
            let clamped = try evaluator.evaluate(cells[index])
            let relaxed =
                cells[index].count > 1 ? try ElasticConstants.relax(cells[index], with: evaluator).evaluation.virial : clamped.virial
            let volume = cells[index].cell.volume
            return (clamped: clamped.virial.stress(volume: volume), relaxed: relaxed.stress(volume: volume))
        }
        clamped = ElasticConstants.tensor(stresses.map(\.clamped))
        relaxed = ElasticConstants.tensor(stresses.map(\.relaxed))
    }

    /// +ε of the six components, then −ε. Engineering shears are twice the component of the tensor.
    private static func strain(_ index: Int) -> SymmetricTensor {
        var components = [Double](repeating: 0, count: 6)
        let component = index % 6
        components[component] = (index < 6 ? strain : -strain) * (component < 3 ? 1 : 0.5)
        return SymmetricTensor(voigt: components)
    }

    private static func strainedCells(_ crystal: Crystal) -> [AtomicSystem] {
        let reference = crystal.primitive
        return (0..<12).map { index in reference.deformed(by: Matrix3(strain: strain(index))) }
    }

    /// For each component of Voigt, the cells strained by ±ε in which the atoms have found their places.
    static func relaxedPairs(
        _ crystal: Crystal, _ pool: EvaluationPool
    ) throws(VolterraError) -> [(component: Int, stretched: AtomicSystem, compressed: AtomicSystem)] {
        let cells = strainedCells(crystal)
        let relaxed = try pool.mapAll(cells.count) { evaluator, index throws(VolterraError) in
            cells[index].count > 1 ? try relax(cells[index], with: evaluator).system : cells[index]
        }
        return (0..<6).map { ($0, relaxed[$0], relaxed[$0 + 6]) }
    }

    private static func relax(_ cell: AtomicSystem, with evaluator: SystemEvaluator) throws(VolterraError) -> Relaxation.Outcome {
        var relaxation = Relaxation()
        relaxation.cell = .fixed
        relaxation.forceTolerance = 1e-7
        return try relaxation.run(cell, with: evaluator)
    }

    /// C_ij = ∂σ_i/∂ε_j
    private static func tensor(_ stresses: [SymmetricTensor]) -> ElasticTensor {
        let columns = (0..<6).map { j in
            zip(stresses[j].voigt, stresses[j + 6].voigt).map { ($0 - $1) / (2 * strain) * Units.gigapascal }
        }
        return ElasticTensor((0..<6).map { i in (0..<6).map { j in columns[j][i] } })
    }

    /// Whether the atoms have other places in a strained cell than the strain gives them.
    public var hasInternalStrain: Bool {
        let largest = relaxed.rows.flatMap { $0 }.map(abs).max() ?? 0
        return zip(relaxed.rows.joined(), clamped.rows.joined()).contains { abs($0 - $1) > 1e-4 * largest }
    }
}
