import Atoms
import MomentTensor

/// A small cell that was cut out of a large configuration. The central atom is its first.
public struct CarvedCell: Sendable {
    public let system: AtomicSystem
    /// For each atom, the one of the large configuration that it was.
    public let sourceAtoms: [Int]
    /// The central atom in the large configuration.
    public let centre: Int
    public let grades: [Double]
    /// The grade of the central atom in the large configuration, and in the cell.
    public let sourceGrade: Double
    public var centralGrade: Double { grades.first ?? 0 }
    /// The highest grade of the other atoms.
    public let highestOtherGrade: Double
    /// The highest that the same atoms have in the large configuration, as far as it is known.
    public let highestOtherSourceGrade: Double
    /// By how much a grade of another atom is above 1 and above what it is in the large configuration, at most.
    let highestExcess: Double
    /// In Å.
    public let shortestDistance: Double
    /// The vectors from the centre to its neighbours in the large configuration.
    private let neighbours: [SIMD3<Double>]

    init(
        _ part: CarvedRegion.Part, _ region: CarvedRegion, _ grader: ExtrapolationGrader, _ evaluator: SystemEvaluator
    ) throws(VolterraError) {
        system = part.system
        sourceAtoms = part.atoms.map(\.index)
        centre = region.centre
        let grades = try grader.grades(of: system, with: evaluator).ofAtoms ?? []
        self.grades = grades
        let others = zip(grades, part.atoms).dropFirst()
        highestOtherGrade = others.map(\.0).max() ?? 0
        highestOtherSourceGrade = others.compactMap(\.1.grade).max() ?? 0
        highestExcess = others.map { $0 - max($1.grade ?? 1, 1) }.max() ?? 0
        sourceGrade = part.atoms.first?.grade ?? 0
        let cutoff = grader.plan.potential.radialBasis.cutoff
        let search = try NeighbourSearch(cell: system.cell, positions: system.positions, cutoff: cutoff)
        var shortest = Double.infinity
        for atom in 0..<system.count {
            search.forEachNeighbour(of: atom) { _, vector in shortest = min(shortest, vector.length) }
        }
        shortestDistance = shortest
        neighbours = region.atoms.dropFirst().map(\.vector).filter { $0.length < cutoff }
    }

    /// Whether the central atom sees what it saw in the large configuration.
    func keepsSurroundings(within cutoff: Double) -> Bool {
        guard let search = try? NeighbourSearch(cell: system.cell, positions: system.positions, cutoff: cutoff) else { return false }
        var found: [SIMD3<Double>] = []
        search.forEachNeighbour(of: 0) { _, vector in found.append(vector) }
        return found.count == neighbours.count
            && found.allSatisfy { vector in neighbours.contains { ($0 - vector).length < 1e-6 } }
    }

    /// With the kinds of atoms of the large configuration.
    public func configuration(from source: Configuration) -> Configuration {
        var configuration = Configuration(cell: system.cell, positions: system.positions, kinds: sourceAtoms.map { source.kinds[$0] })
        configuration.grades = grades
        configuration.features = source.group.map { [.init(name: "config_type", value: $0)] } ?? []
        configuration.features += [
            .init(name: "MV_grade", value: "\(grades.max() ?? 0)"), .init(name: "carved_from_atom", value: "\(centre + 1)"),
            .init(name: "central_grade", value: "\(centralGrade)"), .init(name: "highest_other_grade", value: "\(highestOtherGrade)"),
        ]
        return configuration
    }
}
