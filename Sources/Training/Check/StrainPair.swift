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
    /// Small for large strains, of which the trapezoidal rule is less right.
    let weight: Double

    private static let strainRange = 1e-5...0.06

    /// `nil` if a label is missing or the strain is not small.
    init?(_ one: FrameSummary, _ other: FrameSummary) {
        guard let firstEnergy = one.energy, let secondEnergy = other.energy, let first = one.virial, let second = other.virial else {
            return nil
        }
        let change = zip(one.cell.vectors, other.cell.vectors).map { $1 - $0 }
        let start = StrainPair.strain(of: one.cell, change)
        let end = StrainPair.strain(of: other.cell, change)
        let size = (start.map { $0.dot($0) }.reduce(0, +)).squareRoot()
        let volume = (one.cell.volume + other.cell.volume) / 2
        guard StrainPair.strainRange.contains(size), volume > 0 else { return nil }
        let ratio = size / 0.01
        weight = 1 / ((1 + ratio * ratio) * (1 + ratio * ratio))
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
