extension MomentBasis {
    /// Generates the basis that `specification` describes.
    ///
    /// The scalars are ordered by number of factors, then level, then moments. The same specification gives the same tables everywhere.
    public init(_ specification: BasisSpecification) throws(VolterraError) {
        try specification.validate()
        let moments = specification.moments
        let limit = BasisSpecification.maximumScalarCount
        guard
            let scalars = ContractionEnumerator.scalars(
                moments: moments, level: specification.level, maximumFactors: specification.maximumFactors, limit: limit)
        else { throw specification.tooLarge("more than \(limit) scalars") }
        guard let basis = MomentBasis(scalars: scalars, moments: moments) else {
            throw specification.tooLarge("more than \(BasisSpecification.maximumProductCount) products")
        }
        self = basis
    }

    /// A basis of `scalars`, each a contraction of some of `moments`; `nil` if it takes too many products.
    init?(scalars: [Diagram], moments: [Moment]) {
        var schedule = ContractionSchedule(ContractionCatalogue(scalars: scalars))
        schedule.shorten(sweeps: 8)
        guard schedule.cost <= BasisSpecification.maximumProductCount else { return nil }
        var builder = ProductListBuilder(schedule, moments: moments)
        let slots = scalars.indices.map { builder.slot(of: $0) }
        let basic = moments.flatMap { moment in
            MultiIndex.all(rank: moment.rank).map {
                BasicMoment(mu: Int32(moment.mu), a: Int32($0.a), b: Int32($0.b), c: Int32($0.c))
            }
        }
        self.init(basic: basic, products: builder.products, slotCount: Int(builder.slotCount), scalars: slots)
    }
}
