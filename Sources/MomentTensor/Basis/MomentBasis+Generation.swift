extension MomentBasis {
    /// Generates the basis that `specification` describes.
    ///
    /// The scalars are ordered by number of factors, then level, then moments. The same specification gives the same tables everywhere.
    public init(_ specification: BasisSpecification) throws(VolterraError) {
        try specification.validate()
        let limit = BasisSpecification.maximumScalarCount
        guard let scalars = ContractionEnumerator.scalars(specification, limit: limit) else {
            throw specification.tooLarge("more than \(limit) scalars")
        }
        guard let catalogue = ContractionCatalogue(scalars: scalars) else {
            throw specification.tooLarge("tensors of too many components")
        }
        try self.init(catalogue, specification)
        guard specification.leavesOutDependentScalars else { return }
        let kept = try independentScalars(preferring: ContractionSchedule.scalarsByCost(catalogue))
        guard kept.count < scalars.count, let catalogue = ContractionCatalogue(scalars: kept.map { scalars[$0] }) else { return }
        try self.init(catalogue, specification)
    }

    /// A basis of the scalars of `catalogue`, each a contraction of some of the moments of `specification`.
    private init(_ catalogue: ContractionCatalogue, _ specification: BasisSpecification) throws(VolterraError) {
        let schedule = ContractionSchedule.short(catalogue)
        guard schedule.cost <= BasisSpecification.maximumProductCount else {
            throw specification.tooLarge("more than \(BasisSpecification.maximumProductCount) products")
        }
        var builder = ProductListBuilder(schedule, moments: specification.moments)
        let slots = (0..<catalogue.scalarCount).map { builder.slot(of: $0) }
        if builder.hasOverflown { throw specification.tooLarge("multiplicities beyond those that a potential file can hold") }
        let basic = specification.moments.enumerated().flatMap { place, moment in
            let function = specification.radialFunctions == .own ? place : moment.mu
            return MultiIndex.all(rank: moment.rank).map {
                BasicMoment(mu: Int32(function), a: Int32($0.a), b: Int32($0.b), c: Int32($0.c))
            }
        }
        self.init(basic: basic, products: builder.products, slotCount: Int(builder.slotCount), scalars: slots)
    }
}
