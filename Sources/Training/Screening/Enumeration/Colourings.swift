/// The ways to give the sites of a superlattice colours, one of those that symmetries of the parent lattice make of each other.
///
/// Those that a translation by a vector of the parent lattice leaves as they are have a smaller cell, and are left out.
struct Colourings {
    let superlattice: Superlattice
    let siteCount: Int
    /// Where the colour of each site comes from.
    private let permutations: [[Int]]
    /// Those of them that translations are, without the identity.
    private let translations: [[Int]]

    init(_ superlattice: Superlattice, of lattice: ParentLattice, _ symmetries: [ParentLattice.Symmetry]) {
        self.superlattice = superlattice
        let (sites, points) = (lattice.sites, superlattice.points)
        siteCount = sites.count * points.count
        /// Sites are numbered basis by basis.
        func permutation(_ symmetry: ParentLattice.Symmetry, shift: SIMD3<Int>) -> [Int] {
            var sources = [Int](repeating: 0, count: sites.count * points.count)
            for (basis, site) in sites.enumerated() {
                let image = symmetry.matrix * site &+ symmetry.translation
                let wrapped = ParentLattice.wrapped(image)
                let cell = SIMD3(
                    floorQuotient(image.x, ParentLattice.denominator), floorQuotient(image.y, ParentLattice.denominator),
                    floorQuotient(image.z, ParentLattice.denominator))
                let target = sites.firstIndex(of: wrapped) ?? basis
                for (number, point) in points.enumerated() {
                    let place = superlattice.number(of: symmetry.matrix * point &+ cell &+ shift)
                    sources[target * points.count + place] = basis * points.count + number
                }
            }
            return sources
        }
        let kept = symmetries.filter { Superlattice(spannedBy: $0.matrix * superlattice.matrix) == superlattice }
        permutations = Array(Set(kept.flatMap { symmetry in points.map { permutation(symmetry, shift: $0) } }))
            .sorted { $0.lexicographicallyPrecedes($1) }
        let identity = ParentLattice.Symmetry(matrix: .identity, translation: .zero)
        translations = points.filter { $0 != .zero }.map { permutation(identity, shift: $0) }
    }

    /// The first, in the order of numbers, of those that are equivalent.
    func canonical(_ colours: [Int]) -> [Int] {
        permutations.reduce(colours) { first, permutation in
            let image = permutation.map { colours[$0] }
            return image.lexicographicallyPrecedes(first) ? image : first
        }
    }

    /// All, in the order of numbers, with at most `count` colours.
    func forEach(colours count: Int, _ body: ([Int]) -> Void) {
        var colours = [Int](repeating: 0, count: siteCount)
        repeat {
            if isFirst(colours), !translations.contains(where: { isKept(colours, by: $0) }) { body(colours) }
        } while advance(&colours, count)
    }

    private func isFirst(_ colours: [Int]) -> Bool {
        permutations.allSatisfy { permutation in
            for site in 0..<siteCount where colours[permutation[site]] != colours[site] {
                return colours[permutation[site]] > colours[site]
            }
            return true
        }
    }

    private func isKept(_ colours: [Int], by permutation: [Int]) -> Bool {
        (0..<siteCount).allSatisfy { colours[permutation[$0]] == colours[$0] }
    }

    /// The next number with as many digits; false if there is none.
    private func advance(_ colours: inout [Int], _ count: Int) -> Bool {
        for site in (0..<siteCount).reversed() {
            colours[site] += 1
            if colours[site] < count { return true }
            colours[site] = 0
        }
        return false
    }
}
