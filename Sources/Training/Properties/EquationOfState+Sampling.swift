import Foundation
import MomentTensor

extension EquationOfState {
    /// Relative to the volume of lowest energy.
    static let sampledVolumes = (-6...6).map { 1 + 0.01 * Double($0) }

    /// From thirteen volumes within ±6 %, each with the shape that is best at that volume.
    static func sampled(_ crystal: Crystal, _ pool: EvaluationPool) throws(VolterraError) -> EquationOfState? {
        let points = try pool.mapAll(sampledVolumes.count) { evaluator, index throws(VolterraError) in
            let ratio = sampledVolumes[index]
            return (
                volume: ratio * crystal.volumePerAtom, energy: try crystal.scaled(volume: ratio).bestEnergyPerAtom(with: evaluator)
            )
        }
        return try EquationOfState(points)
    }
}

extension Crystal {
    func scaled(volume ratio: Double) -> Crystal {
        Crystal(structure, species: species, a: a * cbrt(ratio), c: c * cbrt(ratio))
    }

    /// The energy per atom at this volume, for hcp at the best c/a.
    ///
    /// With h → h exp(diag(−η/2, −η/2, η)) the volume stays, and dE/dη = −W_zz + (W_xx + W_yy)/2: a secant finds its zero.
    fileprivate func bestEnergyPerAtom(with evaluator: SystemEvaluator) throws(VolterraError) -> Double {
        var (eta, lastEta, lastSlope) = (0.0, 0.0, Double?.none)
        var energy = 0.0
        for _ in 0..<12 {
            let cell = Crystal(structure, species: species, a: a * exp(-0.5 * eta), c: structure.isCubic ? a : c * exp(eta)).primitive
            let evaluation = try evaluator.evaluate(cell)
            energy = evaluation.energy / Double(cell.count)
            let virial = evaluation.virial
            let slope = -virial.zz + 0.5 * (virial.xx + virial.yy)
            guard !structure.isCubic, abs(slope) > 1e-6 else { return energy }
            var step = -0.002 * (slope > 0 ? 1 : -1)
            if let lastSlope, abs(slope - lastSlope) > 1e-12 { step = -slope * (eta - lastEta) / (slope - lastSlope) }
            (lastEta, lastSlope) = (eta, slope)
            eta += min(max(step, -0.05), 0.05)
        }
        return energy
    }
}
