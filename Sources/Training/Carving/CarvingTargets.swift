import MomentTensor

/// Which atoms of a configuration are worth a cell of their own.
public enum CarvingTargets {
    /// Atoms with grades above a threshold, the highest first, none within a distance of one before.
    public static func atoms(
        _ system: AtomicSystem, grades: [Double], above threshold: Double, apart: Double, most: Int
    ) throws(VolterraError) -> [Int] {
        let extrapolating = grades.indices.filter { grades[$0] > threshold }.sorted { (grades[$1], $0) < (grades[$0], $1) }
        guard !extrapolating.isEmpty else { return [] }
        let search = try NeighbourSearch(cell: system.cell, positions: system.positions, cutoff: apart)
        var (targets, covered): ([Int], Set<Int>) = ([], [])
        for atom in extrapolating where targets.count < most && !covered.contains(atom) {
            targets.append(atom)
            search.forEachNeighbour(of: atom) { other, _ in covered.insert(other) }
        }
        return targets
    }
}
