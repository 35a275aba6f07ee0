import Atoms
import Foundation
import MomentTensor

/// Cuts the surroundings of an atom out of a large configuration, as a cell that is small enough for a plane-wave program.
///
/// All atoms within the cutoff of the central atom keep their places, and no other comes closer, so that its site energy and its grade are those
/// in the large configuration. What the other atoms need to be ordinary is done to them: of several periodic cells, each relaxed around the frozen
/// ones, the one is taken in which no other atom has a higher grade than it had before, or by as little as possible.
public struct Carving: Sendable {
    public enum Shape: String, CaseIterable, Sendable {
        /// A cell that closes periodically, filled with atoms.
        case periodic
        /// The atoms within a radius as they are, with vacuum around them.
        case cluster
    }

    public var shape = Shape.periodic
    /// How many atoms a cell may have.
    public var atomCount = 100...200
    /// The lattice vector along which the configuration keeps its own period: 0, 1 or 2.
    public var axis: Int?
    /// The least distance between a cluster and its images, in Å.
    public var vacuum = 10.0

    public init() {}

    /// - Parameters:
    ///   - atom: the central one
    ///   - grader: for grades of atoms
    public func carve(
        _ system: AtomicSystem, around atom: Int, _ grader: ExtrapolationGrader, with evaluator: SystemEvaluator
    ) throws(VolterraError) -> CarvedCell {
        let cutoff = grader.plan.potential.radialBasis.cutoff
        if let axis, !system.cell.periodicity[axis] {
            throw VolterraError(
                .badData, "is not periodic along \(CarvedRegion.axisNames[axis]), whose period should be kept", advice: "leave out --along")
        }
        var region = try CarvedRegion(system, around: atom, radius: searchRadius(system, atom, cutoff: cutoff), axis: axis)
        try region.addGrades(grader, with: evaluator)
        switch shape {
        case .cluster:
            let cell = try cluster(region, cutoff: cutoff)
            return try CarvedCell(cell, region, grader, evaluator)
        case .periodic:
            return try PeriodicCarving(region, cutoff: cutoff, atomCount: atomCount).best(grader, evaluator)
        }
    }

    /// Far enough for a cell with the most atoms, wherever it reaches.
    private func searchRadius(_ system: AtomicSystem, _ atom: Int, cutoff: Double) throws(VolterraError) -> Double {
        let near = try CarvedRegion(system, around: atom, radius: 1.2 * cutoff, axis: axis)
        let volume = Double(atomCount.upperBound) / near.density
        guard let period = near.period?.length else { return max(cbrt(volume) + 3, 1.5 * cutoff) }
        return max((volume / period).squareRoot() + 0.5 * period + 3, 1.5 * cutoff)
    }

    private func cluster(_ region: CarvedRegion, cutoff: Double) throws(VolterraError) -> CarvedRegion.Part {
        let atoms = region.atoms.filter { $0.isInPeriod }.sorted { region.distance($0) < region.distance($1) }
        let taken = Array(atoms.prefix(atomCount.upperBound))
        let reach = taken.last.map(region.distance) ?? 0
        let isWhole = atoms.count <= taken.count
        guard reach > cutoff || isWhole else {
            throw CarvedRegion.tooFewAtoms(atomCount.upperBound, cutoff: cutoff, atoms.count { region.distance($0) <= cutoff } + 1)
        }
        // Whatever is as far from the centre as the last one would be cut arbitrarily.
        let kept = isWhole ? taken : taken.filter { region.distance($0) < reach - 1e-6 || region.distance($0) <= cutoff }
        let radius = kept.map(region.distance).max() ?? 0
        let edge = 2 * radius + max(vacuum, cutoff)
        var cell = Cell(SIMD3(edge, 0, 0), SIMD3(0, edge, 0), SIMD3(0, 0, edge))
        if let period = region.period { cell = CarvedRegion.prism(edge: edge, period: period) }
        return CarvedRegion.Part(cell: cell, atoms: kept, frozen: Set(kept.indices))
    }
}
