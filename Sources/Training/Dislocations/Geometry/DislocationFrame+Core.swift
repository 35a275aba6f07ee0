import MomentTensor

/// Where the line of the screw dislocation of bcc lies between the rows of atoms.
public enum DislocationCore: String, CaseIterable, Sendable {
    /// Between three rows whose helicity the dislocation inverts: the one of lowest energy.
    case easy
    /// Between three rows that the dislocation brings to the same height.
    case hard
    /// At a row.
    case split
}

extension DislocationFrame {
    /// Whether there is a choice of cores: for screw dislocations of bcc on a plane {110}.
    public var hasCores: Bool {
        crystal.structure == .bcc && orientation.isScrew && abs(abs(burgers.z) - period) < 1e-6 * period
            && abs(step.x * step.x - 2.0 / 3 * crystal.a * crystal.a) < 1e-6 * crystal.a * crystal.a
    }

    /// The place of the line, seen from a row of atoms; Å. Where there is no choice, it is above the row, in the middle between planes.
    ///
    /// - Parameter sign: −1 for the dislocation with the opposite Burgers vector.
    func corePosition(_ core: DislocationCore = .easy, sign: Double = 1) -> SIMD2<Double> {
        guard hasCores else { return SIMD2(0, 0.5 * planeDistance) }
        guard core != .split else { return .zero }
        // Round the triangle of rows above the step, each row is ±b/3 higher than the one before. The dislocation adds b/3 to each.
        let turn = step.z / (sign * burgers.z) - 1.0 / 3
        let isAlike = abs(turn - turn.rounded()) < 0.1
        return SIMD2(0.5 * step.x, isAlike == (core == .easy) ? rise.y / 3 : -rise.y / 3)
    }
}
