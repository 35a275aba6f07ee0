/// The compiled potential as plain memory: everything that the kernels read, through pointers, without reference counting, in the numbers
/// that they calculate with.
struct PlanTables<Scalar: BinaryFloatingPoint & Sendable>: @unchecked Sendable {
    let radial: RadialTables<Scalar>
    let moments: MomentTables
    let pairs: PairTables
    let speciesCount: Int
    let speciesEnergies: UnsafeMutablePointer<Double>

    let traceCount: Int
    let traces: UnsafeMutablePointer<MomentLayout.Trace>

    let products: ProductTables<Scalar>
    let scalars: ScalarTables<Scalar>

    var slotCount: Int { products.slotCount }

    /// `lanes`: the width of the vectors that the kernels calculate with.
    init(
        _ potential: Potential, _ coefficients: Potential.Coefficients, _ options: PlanOptions, _ program: ProductProgram, lanes: Int
    ) {
        let layout = program.layout
        let factor = options.energyFactor
        let form = EnergyForm(program, linearCoefficients: coefficients.linear.map { $0 * factor })
        radial = RadialTables(potential, coefficients)
        moments = MomentTables(layout, functionCount: potential.radialFunctionCount)
        pairs = PairTables(potential, options)
        speciesCount = potential.species.count
        speciesEnergies = AlignedMemory(coefficients.species.map { $0 * factor }).base
        traceCount = layout.traces.count
        traces = AlignedMemory(layout.traces).base
        products = ProductTables(program, form, stride: lanes * MemoryLayout<Scalar>.stride)
        scalars = ScalarTables(program, factor: factor, stride: lanes * MemoryLayout<Scalar>.stride)
    }

    func deallocate() {
        radial.deallocate()
        moments.deallocate()
        pairs.deallocate()
        for memory in [UnsafeMutableRawPointer(speciesEnergies), .init(traces)] {
            memory.deallocate()
        }
        products.deallocate()
        scalars.deallocate()
    }
}
