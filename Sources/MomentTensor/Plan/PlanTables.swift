/// The compiled potential as plain memory: everything that the kernels read, through pointers, without reference counting.
struct PlanTables: @unchecked Sendable {
    let radial: RadialTables
    let pairs: PairTables
    /// Already in all coefficients.
    let energyFactor: Double
    let speciesCount: Int
    let speciesEnergies: UnsafeMutablePointer<Double>

    let bandCount: Int
    let bands: UnsafeMutablePointer<MomentLayout.Band>
    let highestDegree: Int
    /// Whether every monomial belongs to exactly one band.
    let bandsTile: Bool
    /// For each degree up to the highest, the last band that contains it: where bands tile, the only one.
    let bandOfDegree: UnsafeMutablePointer<Int32>
    let accumulatedCount: Int
    let traceCount: Int
    let traces: UnsafeMutablePointer<MomentLayout.Trace>

    let products: ProductTables

    var slotCount: Int { products.slotCount }

    init(_ potential: Potential, _ coefficients: Potential.Coefficients, _ options: PlanOptions, _ program: ProductProgram) {
        let layout = program.layout
        let factor = options.energyFactor
        let form = EnergyForm(program, linearCoefficients: coefficients.linear.map { $0 * factor })
        radial = RadialTables(potential, coefficients)
        pairs = PairTables(potential, options)
        energyFactor = factor
        speciesCount = potential.species.count
        speciesEnergies = AlignedMemory(coefficients.species.map { $0 * factor }).base
        bandCount = layout.bands.count
        bands = AlignedMemory(layout.bands).base
        highestDegree = layout.highestDegree
        bandsTile = layout.bandsTile
        bandOfDegree = AlignedMemory(layout.bandOfDegree).base
        accumulatedCount = layout.accumulatedCount
        traceCount = layout.traces.count
        traces = AlignedMemory(layout.traces).base
        products = ProductTables(program, form, stride: MemoryLayout<Lanes>.stride)
    }

    func deallocate() {
        radial.deallocate()
        pairs.deallocate()
        for memory in [UnsafeMutableRawPointer(speciesEnergies), .init(bands), .init(bandOfDegree), .init(traces)] {
            memory.deallocate()
        }
        products.deallocate()
    }
}

/// The radial functions as plain memory.
struct RadialTables: @unchecked Sendable {
    let kind: RadialBasis.Kind
    let minimumDistance: Double
    let cutoff: Double
    /// R, the number of φ_n.
    let size: Int
    /// K, the number of f_μ.
    let functionCount: Int
    let speciesCount: Int
    let first: Double
    let steps: UnsafeMutablePointer<RadialRecurrence.Step>
    /// scaling · c[i, j, μ, n]
    let coefficients: UnsafeMutablePointer<Double>
    let scaling: Double

    init(_ potential: Potential, _ parameters: Potential.Coefficients) {
        let recurrence = RadialRecurrence(potential.radialBasis)
        kind = potential.radialBasis.kind
        minimumDistance = potential.radialBasis.minimumDistance
        cutoff = potential.radialBasis.cutoff
        size = potential.radialBasis.size
        functionCount = potential.radialFunctionCount
        speciesCount = potential.species.count
        first = recurrence.first
        steps = AlignedMemory(recurrence.steps).base
        coefficients = AlignedMemory(parameters.radial.map { $0 * potential.scaling }).base
        scaling = potential.scaling
    }

    func deallocate() {
        UnsafeMutableRawPointer(steps).deallocate()
        UnsafeMutableRawPointer(coefficients).deallocate()
    }

    /// Whether all f_μ and their slopes are exactly zero at the cutoff.
    var vanishesAtCutoff: Bool { kind != .taylor }

    /// The K · R coefficients of the neighbours of species `neighbour` seen from species `centre`.
    @inline(__always)
    func coefficients(centre: Int, neighbour: Int) -> UnsafeMutablePointer<Double> {
        coefficients + (centre &* speciesCount &+ neighbour) &* functionCount &* size
    }
}
