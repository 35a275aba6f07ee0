/// From the accumulated moments to the site energy and its gradient with respect to them: traces, products, the quadratic form,
/// and the way back.
///
///     traces         m_t = m_p + m_q + m_r
///     intermediates  m_t = Σ k m_l m_r
///     energy         E = Σ_i m_i (ℓ_i + ½ y_i),  y_i = Σ_j w_ij m_j
///     gradient       G_i = ℓ_i + y_i + Σ k G_t m_other          over the products that read slot i, highest slot first
///     traces         G_p, G_q, G_r += G_t
struct ProductKernel<V: LaneVector> {
    let tables: PlanTables<V.Scalar>

    /// Completes the slots of which the accumulated ones are given.
    func complete(_ m: UnsafeMutablePointer<V>) {
        for index in 0..<tables.traceCount {
            let trace = tables.traces[index]
            m[trace.target] = m[trace.parents.0] + m[trace.parents.1] + m[trace.parents.2]
        }
        let terms = tables.intermediates.terms
        for row in 0..<tables.intermediates.count {
            var sum = V.zero
            for index in tables.intermediates.range(row) {
                let term = terms[index]
                sum = multiplyAdd(V(term.multiplicity) * m[Int(term.left)], m[Int(term.right)], sum)
            }
            m[tables.layoutCount &+ row] = sum
        }
    }

    /// The part of the site energy that depends on the slots, and its gradient with respect to the accumulated ones.
    func energyAndGradient(_ m: UnsafeMutablePointer<V>, gradient g: UnsafeMutablePointer<V>) -> V {
        var energy = V.zero
        var slot = tables.slotCount
        while slot > 0 {
            slot &-= 1
            let linear = V(tables.linear[slot])
            var y = V.zero
            for index in tables.quadratic.range(slot) {
                let weight = tables.quadratic.terms[index]
                y = multiplyAdd(V(weight.weight), m[Int(weight.other)], y)
            }
            energy = multiplyAdd(m[slot], multiplyAdd(V(0.5), y, linear), energy)
            var sum = linear + y
            for index in tables.readers.range(slot) {
                let reader = tables.readers.terms[index]
                sum = multiplyAdd(V(reader.multiplicity) * g[Int(reader.left)], m[Int(reader.right)], sum)
            }
            g[slot] = sum
        }
        var index = tables.traceCount
        while index > 0 {
            index &-= 1
            let trace = tables.traces[index]
            g[trace.parents.0] += g[trace.target]
            g[trace.parents.1] += g[trace.target]
            g[trace.parents.2] += g[trace.target]
        }
        return energy
    }
}
