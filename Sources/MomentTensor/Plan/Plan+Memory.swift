// How many bytes things occupy; what is a few bytes only, whatever the potential, is left out.

extension Plan {
    /// The compiled potential: tables, the program they were made from, and the potential itself.
    public var byteCount: Int { tables.byteCount + (singleTables?.byteCount ?? 0) + program.byteCount + potential.byteCount }
}

extension PlanTables {
    fileprivate var byteCount: Int {
        radial.byteCount + moments.byteCount + speciesCount * MemoryLayout<Double>.stride
            + (pairs.zbl == nil ? 0 : speciesCount * speciesCount * MemoryLayout<ZieglerBiersackLittmark>.stride)
            + traceCount * MemoryLayout<MomentLayout.Trace>.stride
            + products.byteCount + scalars.byteCount
    }
}

extension ProductProgram {
    fileprivate var byteCount: Int {
        let leaves = scalars.reduce(0) { sum, scalar in
            if case .leaf(let terms) = scalar { return sum + terms.byteCount }
            return sum
        }
        return groups.byteCount + shared.byteCount + others.byteCount + scalars.byteCount + leaves + layout.bands.byteCount
            + layout.traces.byteCount
    }
}

extension Potential {
    fileprivate var byteCount: Int {
        let numbers = coefficients.map { $0.radial.byteCount + $0.species.byteCount + $0.linear.byteCount } ?? 0
        return numbers + species.byteCount + basis.basic.byteCount + basis.products.byteCount + basis.scalars.byteCount
    }
}

extension Array {
    fileprivate var byteCount: Int { capacity * MemoryLayout<Element>.stride }
}
