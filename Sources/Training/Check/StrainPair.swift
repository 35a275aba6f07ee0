import Atoms
import MomentTensor

/// Two configurations that differ by a small homogeneous strain, and what energies and stresses say about the work between them.
///
/// Along the straight path between the cells, dE = −W : ε with the virial W and the strain increment ε = h⁻¹ dh (rows of h are lattice
/// vectors). The trapezoidal rule gives ΔE ≈ −½ (W₁ : h₁⁻¹Δh + W₂ : h₂⁻¹Δh). If the printed virials are s W + p V 1, a sign or scale s
/// and an isotropic offset p appear in the regression of ΔE. All three numbers below are divided by volume and strain: GPa.
struct StrainPair: Sendable {
    /// From the energies: ΔE / (V |ε|).
    let work: Double
    /// From the printed stresses, the same.
    let predictedWork: Double
    /// −(change of volume) / (V |ε|): the work that a pressure of 1 GPa would do.
    let dilation: Double

    private static let strainRange = 1e-5...0.06

    /// `nil` if a label is missing or the strain is not small.
    init?(_ one: FrameSummary, _ other: FrameSummary) {
        guard let firstEnergy = one.energy, let secondEnergy = other.energy, let first = one.virial, let second = other.virial else { return nil }
        let change = zip(one.cell.vectors, other.cell.vectors).map { $1 - $0 }
        let start = StrainPair.strain(of: one.cell, change)
        let end = StrainPair.strain(of: other.cell, change)
        let size = (start.map { $0.dot($0) }.reduce(0, +)).squareRoot()
        let volume = (one.cell.volume + other.cell.volume) / 2
        guard StrainPair.strainRange.contains(size), volume > 0 else { return nil }
        let scale = Units.gigapascal / (volume * size)
        work = (secondEnergy - firstEnergy) * scale
        predictedWork = -0.5 * (StrainPair.contract(first, start) + StrainPair.contract(second, end)) * scale
        let trace = { (strain: [SIMD3<Double>]) in strain[0].x + strain[1].y + strain[2].z }
        dilation = -0.5 * (one.cell.volume * trace(start) + other.cell.volume * trace(end)) / (volume * size)
        guard work.isFinite, predictedWork.isFinite, dilation.isFinite else { return nil }
    }

    /// h⁻¹ Δh.
    private static func strain(of cell: Cell, _ change: [SIMD3<Double>]) -> [SIMD3<Double>] {
        let volume = cell.signedVolume
        let reciprocal = [cell.b.cross(cell.c) / volume, cell.c.cross(cell.a) / volume, cell.a.cross(cell.b) / volume]
        return (0..<3).map { row in
            (0..<3).reduce(SIMD3<Double>.zero) { $0 + reciprocal[$1][row] * change[$1] }
        }
    }

    private static func contract(_ virial: SymmetricTensor, _ strain: [SIMD3<Double>]) -> Double {
        virial.xx * strain[0].x + virial.yy * strain[1].y + virial.zz * strain[2].z + virial.yz * (strain[1].z + strain[2].y)
            + virial.xz * (strain[0].z + strain[2].x) + virial.xy * (strain[0].y + strain[1].x)
    }
}

/// How well the stresses of a group of configurations explain its energies.
struct StressConsistency: Sendable {
    /// What would make printed stresses agree with the energies.
    enum Explanation: Sendable, Equatable {
        case consistent
        /// The sign is wrong.
        case negated
        /// The printed pressure is too high by so many GPa.
        case offset(Double)
        case negatedAndOffset(Double)
        /// The printed stress is this many times too large.
        case scaled(Double)
        case unexplained
    }

    let pairCount: Int
    /// Root mean square disagreement in GPa, as printed.
    let disagreement: Double
    let explanation: Explanation

    private static let fewestPairs = 3
    /// Below 0.3 GPa Pulay stress and the convergence of electronic structure calculations are to blame.
    private static let tolerance = 0.3
    private static let relativeTolerance = 0.1
    /// An explanation must remove most of the disagreement.
    private static let remainder = 0.35

    /// `nil` if there are too few pairs.
    init?(_ pairs: [StrainPair]) {
        guard pairs.count >= StressConsistency.fewestPairs else { return nil }
        pairCount = pairs.count
        let disagreement = StressConsistency.residual(pairs, factor: 1, offset: 0)
        self.disagreement = disagreement
        let size = StressConsistency.rootMeanSquare(pairs.map(\.work))
        guard disagreement > max(StressConsistency.tolerance, StressConsistency.relativeTolerance * size) else {
            explanation = .consistent
            return
        }
        let offset = StressConsistency.bestOffset(pairs, factor: 1)
        let negatedOffset = StressConsistency.bestOffset(pairs, factor: -1)
        let factor = StressConsistency.bestFactor(pairs)
        let candidates: [(Explanation, Double)] = [
            (.negated, StressConsistency.residual(pairs, factor: -1, offset: 0)),
            (.offset(-offset), StressConsistency.residual(pairs, factor: 1, offset: offset)),
            (.scaled(1 / factor), StressConsistency.residual(pairs, factor: factor, offset: 0)),
            (.negatedAndOffset(negatedOffset), StressConsistency.residual(pairs, factor: -1, offset: negatedOffset)),
        ]
        let enough = max(StressConsistency.remainder * disagreement, StressConsistency.tolerance / 3)
        explanation = candidates.first { $0.1 < enough }?.0 ?? .unexplained
    }

    /// Of work = factor · predicted + offset · dilation.
    private static func residual(_ pairs: [StrainPair], factor: Double, offset: Double) -> Double {
        rootMeanSquare(pairs.map { $0.work - factor * $0.predictedWork - offset * $0.dilation })
    }

    private static func bestOffset(_ pairs: [StrainPair], factor: Double) -> Double {
        let squares = pairs.reduce(0) { $0 + $1.dilation * $1.dilation }
        guard squares > 0 else { return 0 }
        return pairs.reduce(0) { $0 + ($1.work - factor * $1.predictedWork) * $1.dilation } / squares
    }

    private static func bestFactor(_ pairs: [StrainPair]) -> Double {
        let squares = pairs.reduce(0) { $0 + $1.predictedWork * $1.predictedWork }
        let product = pairs.reduce(0) { $0 + $1.work * $1.predictedWork }
        return squares > 0 && product != 0 ? product / squares : 1
    }

    private static func rootMeanSquare(_ values: [Double]) -> Double {
        (values.reduce(0) { $0 + $1 * $1 } / Double(max(values.count, 1))).squareRoot()
    }
}
