import Foundation
import MomentTensor

/// The variables of a relaxation: r = F (r₀ + u) and h = F h₀ with F = 1 + ε, ε symmetric.
///
/// Displacements u come first, then six numbers ℓ ε in the order of `voigt`, shears with a factor √2 so that the length of ε does not
/// depend on the axes. With ℓ = √N (V/N)^⅓ strains are about as stiff as displacements: C V / ℓ² against the force constants of an
/// atom. A symmetric F reaches every shape of the cell and leaves out its rotations.
struct RelaxationCoordinates {
    private let reference: AtomicSystem
    private let freedom: CellFreedom
    /// 1 along the axes on which atoms may move, 0 along others.
    private let mobility: SIMD3<Double>
    /// Atoms whose u stays zero.
    private let frozenAtoms: Set<Int>
    /// eV/Å³
    private let pressure: Double
    private let scale: Double

    init(
        _ reference: AtomicSystem, freedom: CellFreedom, mobility: SIMD3<Double>, frozenAtoms: Set<Int> = [], pressure: Double
    ) {
        self.reference = reference
        self.freedom = freedom
        self.mobility = mobility
        self.frozenAtoms = frozenAtoms
        self.pressure = pressure
        let atomCount = Double(max(reference.count, 1))
        scale = atomCount.squareRoot() * cbrt(reference.cell.volume / atomCount)
    }

    private var hasStrain: Bool { freedom != .fixed }

    var start: [Double] { [Double](repeating: 0, count: 3 * reference.count + (hasStrain ? 6 : 0)) }

    func system(_ variables: [Double]) -> AtomicSystem {
        let deformation = Matrix3(strain: strain(variables))
        var system = AtomicSystem(
            cell: reference.cell.deformed(by: deformation), positions: reference.positions, species: reference.species)
        for atom in 0..<reference.count {
            system.positions[atom] += SIMD3(variables[3 * atom], variables[3 * atom + 1], variables[3 * atom + 2])
            if hasStrain { system.positions[atom] = deformation * system.positions[atom] }
        }
        return system
    }

    private func strain(_ variables: [Double]) -> SymmetricTensor {
        guard hasStrain else { return .zero }
        let scaled = variables.suffix(6).map { $0 / scale }
        return SymmetricTensor(voigt: zip(scaled, Self.voigtFactors).map { $0 / $1 })
    }

    private static let voigtFactors = [1, 1, 1, 2.0.squareRoot(), 2.0.squareRoot(), 2.0.squareRoot()]

    /// The enthalpy E + p V in eV.
    func enthalpy(_ evaluation: Evaluation, _ cell: Cell) -> Double {
        pressure == 0 ? evaluation.energy : evaluation.energy + pressure * cell.volume
    }

    /// Its derivative: −Fᵀ f for displacements, −(W − p V) F⁻ᵀ for ε.
    func gradient(_ evaluation: Evaluation, _ cell: Cell, at variables: [Double]) -> [Double] {
        let deformation = Matrix3(strain: strain(variables))
        let transposed = deformation.transposed
        var gradient: [Double] = []
        gradient.reserveCapacity(variables.count)
        for (atom, force) in evaluation.forces.enumerated() {
            let slope = frozenAtoms.contains(atom) ? .zero : -mobility * (hasStrain ? transposed * force : force)
            gradient += [slope.x, slope.y, slope.z]
        }
        guard hasStrain else { return gradient }
        let excess = evaluation.virial.minusPressure(pressure * cell.volume)
        let slope = freedom.projection((Matrix3(excess) * deformation.inverse.transposed).symmetrised)
        return gradient + zip(slope.voigt, Self.voigtFactors).map { -$0 * $1 / scale }
    }
}

extension SymmetricTensor {
    func minusPressure(_ pressure: Double) -> SymmetricTensor {
        SymmetricTensor(xx: xx - pressure, yy: yy - pressure, zz: zz - pressure, yz: yz, xz: xz, xy: xy)
    }

    var largestComponent: Double { voigt.map(abs).max() ?? 0 }
}
