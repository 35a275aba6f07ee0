/// The pair terms of the site energy, which do not go through the moments, as plain memory.
struct PairTables: @unchecked Sendable {
    /// Pairs at this distance and beyond have no such terms (Å); 0 if there are none at all.
    let range: Double
    let exponential: ExponentialRepulsion?
    /// For each pair of species, what each of the two atoms gets: half of the repulsion of the pair.
    let zbl: UnsafeMutablePointer<ZieglerBiersackLittmark>?
    let speciesCount: Int

    /// `options` fit the potential.
    init(_ potential: Potential, _ options: PlanOptions) {
        let basis = potential.radialBasis
        speciesCount = potential.species.count
        exponential =
            basis.kind == .chebyshevRepulsive
            ? ExponentialRepulsion(below: basis.minimumDistance, factor: options.energyFactor) : nil
        if let switching = options.repulsion {
            let elements = potential.species.compactMap { $0.element.flatMap(Element.init(symbol:)) }
            zbl =
                AlignedMemory(
                    elements.flatMap { first in
                        elements.map { ZieglerBiersackLittmark(first, $0, switching).scaled(by: options.energyFactor / 2) }
                    }
                ).base
        } else {
            zbl = nil
        }
        range = max(exponential == nil ? 0 : basis.minimumDistance, options.repulsion?.outer ?? 0)
    }

    func deallocate() {
        if let zbl { UnsafeMutableRawPointer(zbl).deallocate() }
    }

    /// What a neighbour adds to the site energy of a centre, and its derivative with respect to their distance.
    func evaluate(centre: Int, neighbour: Int, at distance: Double) -> (energy: Double, slope: Double) {
        var (energy, slope) = exponential?.evaluate(at: distance) ?? (0, 0)
        if let zbl {
            let repulsion = zbl[centre &* speciesCount &+ neighbour].evaluate(at: distance)
            energy += repulsion.energy
            slope += repulsion.slope
        }
        return (energy, slope)
    }
}
