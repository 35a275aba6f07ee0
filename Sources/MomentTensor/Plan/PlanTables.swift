/// The compiled potential as plain memory: everything that the kernels read, through pointers, without reference counting, in the numbers
/// that they calculate with.
struct PlanTables<Scalar: BinaryFloatingPoint & Sendable>: @unchecked Sendable {
    /// Rows of terms, flattened: row r owns terms[start[r] ..< start[r + 1]].
    struct Rows<Element: Sendable> {
        let count: Int
        let start: UnsafeMutablePointer<Int32>
        let terms: UnsafeMutablePointer<Element>

        init(_ rows: ProductProgram.Rows<Element>) {
            count = rows.start.count - 1
            start = AlignedMemory(rows.start).base
            terms = AlignedMemory(rows.terms).base
        }

        func deallocate() {
            UnsafeMutableRawPointer(start).deallocate()
            UnsafeMutableRawPointer(terms).deallocate()
        }

        @inline(__always)
        func range(_ row: Int) -> Range<Int> {
            Range(uncheckedBounds: (Int(start[row]), Int(start[row &+ 1])))
        }
    }

    let radial: RadialTables<Scalar>
    let moments: MomentTables
    let pairs: PairTables
    /// Already in all coefficients.
    let energyFactor: Double
    let speciesCount: Int
    let speciesEnergies: UnsafeMutablePointer<Double>

    let traceCount: Int
    let traces: UnsafeMutablePointer<MomentLayout.Trace>

    let layoutCount: Int
    let slotCount: Int
    let intermediates: Rows<ProductProgram.Term>
    let readers: Rows<ProductProgram.Term>
    let linear: UnsafeMutablePointer<Double>
    let quadratic: Rows<EnergyForm.Weight>

    /// `lanes`: the width of the vectors that the kernels calculate with.
    init(
        _ potential: Potential, _ coefficients: Potential.Coefficients, _ options: PlanOptions, _ program: ProductProgram, lanes: Int
    ) {
        let layout = program.layout
        let factor = options.energyFactor
        let form = EnergyForm(program, linearCoefficients: coefficients.linear.map { $0 * factor })
        radial = RadialTables(potential, coefficients, lanes: lanes)
        moments = MomentTables(layout, functionCount: potential.radialFunctionCount)
        pairs = PairTables(potential, options)
        energyFactor = factor
        speciesCount = potential.species.count
        speciesEnergies = AlignedMemory(coefficients.species.map { $0 * factor }).base
        traceCount = layout.traces.count
        traces = AlignedMemory(layout.traces).base
        layoutCount = layout.count
        slotCount = program.slotCount
        intermediates = Rows(program.intermediates)
        readers = Rows(program.readers)
        linear = AlignedMemory(form.linear).base
        quadratic = Rows(form.quadratic)
    }

    func deallocate() {
        radial.deallocate()
        moments.deallocate()
        pairs.deallocate()
        for memory in [UnsafeMutableRawPointer(speciesEnergies), .init(traces), .init(linear)] {
            memory.deallocate()
        }
        intermediates.deallocate()
        readers.deallocate()
        quadratic.deallocate()
    }
}
