import Atoms
import MomentTensor

/// All crystals in which elements share the sites of a lattice, up to a number of atoms in the primitive cell.
///
/// Derivative structures in the sense of G. L. W. Hart and R. W. Forcade, Phys. Rev. B 77, 224115 (2008) and 80, 014120 (2009); those in
/// which elements changed their places are different ones, though.
public struct DecoratedLattice: Sendable {
    public let lattice: ParentLattice
    public let elements: [Element]
    /// Å³ for an atom of each element.
    public let volumes: [Double]

    /// More ways to give elements to the sites of one cell than this are not looked through.
    private static let mostColourings = 1 << 24

    public init(_ lattice: ParentLattice, elements: [Element], volumes: [Double]) {
        self.lattice = lattice
        self.elements = elements
        self.volumes = volumes
    }

    /// Those with up to so many atoms, the smaller ones first.
    public func forEach(atoms most: Int, _ body: (Configuration) throws(VolterraError) -> Void) throws(VolterraError) {
        let sites = most / lattice.sites.count * lattice.sites.count
        guard power(elements.count, sites) <= DecoratedLattice.mostColourings else {
            throw VolterraError(
                .usage, "\(elements.count) elements on \(sites) sites are too many to look through", advice: "take fewer atoms")
        }
        let symmetries = lattice.symmetries
        for index in stride(from: 1, through: most / lattice.sites.count, by: 1) {
            var number = 0
            for superlattice in Superlattice.inequivalent(index: index, symmetries) {
                var decorations: [[Int]] = []
                Colourings(superlattice, of: lattice, symmetries).forEach(colours: elements.count) { decorations.append($0) }
                for decoration in decorations {
                    number += 1
                    var configuration = configuration(superlattice, decoration)
                    configuration.features = [
                        .init(name: "config_type", value: lattice.rawValue),
                        .init(name: "name", value: "\(lattice.rawValue)-\(configuration.count)-\(number)"),
                    ]
                    try body(configuration)
                }
            }
        }
    }

    /// With saturation.
    private func power(_ base: Int, _ exponent: Int) -> Int {
        (0..<max(exponent, 0)).reduce(1) { product, _ in product > DecoratedLattice.mostColourings ? product : product * base }
    }

    private func configuration(_ superlattice: Superlattice, _ decoration: [Int]) -> Configuration {
        let volume = decoration.reduce(0) { $0 + volumes[$1] } / Double(decoration.count)
        let cell = lattice.cell(volumePerAtom: volume)
        func place(_ coordinates: SIMD3<Double>) -> SIMD3<Double> {
            coordinates.x * cell.a + coordinates.y * cell.b + coordinates.z * cell.c
        }
        let positions = lattice.sites.flatMap { site in
            superlattice.points.map { place(SIMD3<Double>($0) + SIMD3<Double>(site) / Double(ParentLattice.denominator)) }
        }
        let vectors = (0..<3).map { place(SIMD3<Double>(superlattice.matrix.column($0))) }
        return Configuration(
            cell: Cell(vectors[0], vectors[1], vectors[2]), positions: positions, kinds: decoration.map { .element(elements[$0]) })
    }
}
