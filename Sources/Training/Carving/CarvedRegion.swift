import MomentTensor

/// The atoms around one atom of a large configuration, which is the origin.
struct CarvedRegion {
    struct Atom {
        /// From the central atom, in Å.
        var vector: SIMD3<Double>
        var species: Int
        /// In the large configuration.
        var index: Int
        /// In the large configuration, if it is known.
        var grade: Double?
        /// Whether it is in the period that the centre is in the middle of, where a period is kept.
        var isInPeriod: Bool
    }

    /// Some of the atoms in a cell of their own, the central one first.
    struct Part {
        var cell: Cell
        var atoms: [Atom]
        /// The numbers of those that must stay where they are.
        var frozen: Set<Int>

        var system: AtomicSystem {
            AtomicSystem(cell: cell, positions: atoms.map(\.vector), species: atoms.map(\.species))
        }
    }

    static let axisNames = ["x", "y", "z"]

    let source: AtomicSystem
    let centre: Int
    let radius: Double
    /// The lattice vector whose period is kept.
    let period: SIMD3<Double>?
    /// The central one first, then by distance.
    private(set) var atoms: [Atom]

    init(_ source: AtomicSystem, around centre: Int, radius: Double, axis: Int?) throws(VolterraError) {
        self.source = source
        self.centre = centre
        self.radius = radius
        let period = axis.map { source.cell.vectors[$0] }
        self.period = period
        func isInPeriod(_ vector: SIMD3<Double>) -> Bool {
            guard let period else { return true }
            let fraction = vector.dot(period) / period.dot(period)
            return fraction >= -0.5 && fraction < 0.5
        }
        var atoms = [Atom(vector: .zero, species: source.species[centre], index: centre, isInPeriod: true)]
        let search = try NeighbourSearch(cell: source.cell, positions: source.positions, cutoff: radius)
        search.forEachNeighbour(of: centre) { index, vector in
            atoms.append(Atom(vector: vector, species: source.species[index], index: index, isInPeriod: isInPeriod(vector)))
        }
        self.atoms = atoms.sorted { ($0.vector.dot($0.vector), $0.index) < ($1.vector.dot($1.vector), $1.index) }
    }

    /// Gives the atoms their grades in the large configuration, where all that they see is in the region.
    mutating func addGrades(_ grader: ExtrapolationGrader, with evaluator: SystemEvaluator) throws(VolterraError) {
        let alone = AtomicSystem(cell: .none, positions: atoms.map(\.vector), species: atoms.map(\.species))
        guard let grades = try grader.grades(of: alone, with: evaluator).ofAtoms else {
            throw VolterraError(
                .unsupported, "the active set is about energies of configurations, and atoms have no grades against it",
                advice: "make one about atoms: trainer select --mode neighbourhood")
        }
        let reach = radius - grader.plan.potential.radialBasis.cutoff
        for (number, grade) in grades.enumerated() where atoms[number].vector.length < reach { atoms[number].grade = grade }
    }

    /// Atoms per Å³.
    var density: Double { Double(atoms.count) / (4 / 3 * Double.pi * radius * radius * radius) }

    /// How far an atom is from the centre, or from the line through it along which the period is kept.
    func distance(_ atom: Atom) -> Double {
        guard let period else { return atom.vector.length }
        return (atom.vector - period * (atom.vector.dot(period) / period.dot(period))).length
    }

    /// The distance from an atom to the nearest other, half of the atoms above it; of those within `reach`.
    func typicalContact(within reach: Double) -> Double {
        let near = atoms.filter { $0.vector.length < reach }
        let contacts = near.map { atom in
            atoms.map { ($0.vector - atom.vector).length }.filter { $0 > 1e-6 }.min() ?? .infinity
        }.sorted()
        return contacts.isEmpty ? .infinity : contacts[contacts.count / 2]
    }

    /// A cell of square cross section along a period.
    static func prism(edge: Double, period: SIMD3<Double>) -> Cell {
        let (first, second) = perpendiculars(to: period / period.length)
        return Cell(edge * first, edge * second, period)
    }

    /// Two unit vectors that make a right-handed system with a third; along the axes where that is possible.
    static func perpendiculars(to direction: SIMD3<Double>) -> (SIMD3<Double>, SIMD3<Double>) {
        let axes = [SIMD3(1.0, 0, 0), SIMD3(0, 1.0, 0), SIMD3(0, 0, 1.0)]
        let helper = axes.min { abs($0.dot(direction)) < abs($1.dot(direction)) } ?? axes[0]
        let flat = helper - direction * helper.dot(direction)
        let first = flat / flat.length
        return (first, direction.cross(first))
    }

    static func tooFewAtoms(_ most: Int, cutoff: Double, _ needed: Int) -> VolterraError {
        VolterraError(
            .usage, "a cell of \(most) atoms cannot hold what is within the cutoff of \(cutoff) Å",
            advice:
                "allow more atoms: --atoms MIN,MAX with a MAX above \(needed)")
    }
}
