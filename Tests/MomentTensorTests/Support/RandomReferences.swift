import FuzzSupport
import MomentTensor

extension ActiveSet {
    /// A set by atoms whose A⁻¹ has random components; A is not looked at by those who only grade.
    static func random(for potential: Potential, seed: UInt64) -> ActiveSet {
        var random = SplitMix64(seed: seed)
        let n = potential.parameterCount
        return ActiveSet(
            weights: .init(energy: 0, force: 0, stress: 0, siteEnergy: 1), matrix: [Double](repeating: 0, count: n * n),
            inverse: (0..<n * n).map { _ in Double.random(in: -1...1, using: &random) }, origins: Array(repeating: Origin(), count: n),
            selectedConfigurationsText: [])
    }

    /// The same over the parameters of species and the linear ones only.
    static func randomLinear(for potential: Potential, seed: UInt64) -> ActiveSet {
        var random = SplitMix64(seed: seed)
        let m = potential.species.count + potential.basis.scalars.count
        let inverse = (0..<m * m).map { _ in Double.random(in: -1...1, using: &random) }
        return ActiveSet(
            lastOf: potential.parameterCount, weights: .init(energy: 0, force: 0, stress: 0, siteEnergy: 1), matrix: inverse,
            inverse: inverse, origins: Array(repeating: Origin(), count: m), selectedConfigurationsText: [])
    }

    /// max_k |(b A⁻¹)_k| for each row b.
    func grades(_ rows: SiteGradients) -> [Double] {
        (0..<rows.atomCount).map { atom in
            let row = Array(rows[atom])
            return (0..<size).map { column in
                abs(row.indices.reduce(0) { $0 + row[$1] * inverse[$1 * size + column] })
            }.max() ?? 0
        }
    }
}

extension Posterior {
    static func random(for potential: Potential, seed: UInt64) -> Posterior {
        var random = SplitMix64(seed: seed)
        let m = potential.species.count + potential.basis.scalars.count
        let factor = (0..<m * m).map { $0 % m <= $0 / m ? Double.random(in: -1...1, using: &random) : 0 }
        return Posterior(
            factor: factor, priorVariances: (0..<m).map { _ in Double.random(in: 1...100, using: &random) },
            calibration: Calibration(energy: 2.5))
    }

    /// σ_i and u_i for each row of derivatives.
    func deviations(_ rows: SiteGradients) -> (deviations: [Double], relative: [Double]) {
        var (deviations, relative): ([Double], [Double]) = ([], [])
        for atom in 0..<rows.atomCount {
            let b = Array(rows[atom].suffix(size))
            let image = (0..<size).map { column in b.indices.reduce(0) { $0 + b[$1] * factor[$1 * size + column] } }
            let variance = image.reduce(0) { $0 + $1 * $1 }
            let prior = b.indices.reduce(0) { $0 + priorVariances[$1] * b[$1] * b[$1] }
            deviations.append(calibration.energy * variance.squareRoot())
            relative.append((variance / prior).squareRoot())
        }
        return (deviations, relative)
    }
}
