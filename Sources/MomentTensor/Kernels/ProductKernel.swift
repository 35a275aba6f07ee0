/// From the accumulated moments to the site energy and its gradient with respect to them: traces, products, the energy form,
/// and the way back.
///
///     traces         m_t = m_p + m_q + m_r
///     groups         m_t = Σ_n f_n m_r(t, n),  f_n = k_n m_s(n),  for all t of a group
///     energy         E = Σ_i ℓ_i m_i + Σ_n w_n Σ_t m_i(t) m_j(t, n)
///     gradient       G_i += ℓ_i,  G_i(t) += w_n m_j(t, n),  G_j(t, n) += w_n m_i(t)
///     groups         G_s(n) += k_n Σ_t G_t m_r(t, n),  G_r(t, n) += f_n G_t        last group first
///     traces         G_p, G_q, G_r += G_t
struct ProductKernel<V: LaneVector> {
    typealias Tables = ProductTables<V.Scalar>

    let tables: PlanTables<V.Scalar>

    /// Completes the slots of which the accumulated ones are given.
    func complete(_ slots: UnsafeMutablePointer<V>) {
        for index in 0..<tables.traceCount {
            let trace = tables.traces[index]
            slots[trace.target] = slots[trace.parents.0] + slots[trace.parents.1] + slots[trace.parents.2]
        }
        var cursor = Cursor(first: slots, tables.products)
        for index in 0..<tables.products.batches.count {
            let batch = tables.products.batches.base[index]
            switch batch.group.width {
            case 6: complete(SixRows<V>.self, batch, slots, &cursor)
            case 4: complete(FourRows<V>.self, batch, slots, &cursor)
            case 3: complete(ThreeRows<V>.self, batch, slots, &cursor)
            case 2: complete(TwoRows<V>.self, batch, slots, &cursor)
            default: complete(OneRow<V>.self, batch, slots, &cursor)
            }
        }
    }

    /// The part of the site energy that depends on the slots, and its gradient with respect to the accumulated ones.
    func energyAndGradient(_ slots: UnsafeMutablePointer<V>, gradient: UnsafeMutablePointer<V>) -> V {
        let energy = evaluateForm(slots, gradient)
        var cursor = Cursor(end: gradient, tables.products)
        var index = tables.products.batches.count
        while index > 0 {
            index &-= 1
            let batch = tables.products.batches.base[index]
            switch batch.group.width {
            case 6: spread(SixRows<V>.self, batch, slots, gradient, &cursor)
            case 4: spread(FourRows<V>.self, batch, slots, gradient, &cursor)
            case 3: spread(ThreeRows<V>.self, batch, slots, gradient, &cursor)
            case 2: spread(TwoRows<V>.self, batch, slots, gradient, &cursor)
            default: spread(OneRow<V>.self, batch, slots, gradient, &cursor)
            }
        }
        index = tables.traceCount
        while index > 0 {
            index &-= 1
            let trace = tables.traces[index]
            let outer = gradient[trace.target]
            gradient[trace.parents.0] += outer
            gradient[trace.parents.1] += outer
            gradient[trace.parents.2] += outer
        }
        return energy
    }

    /// Where a walk through the groups has got to.
    private struct Cursor {
        var target: UnsafeMutablePointer<V>
        var shared: UnsafeMutablePointer<Tables.Weight>
        var others: UnsafeMutablePointer<UInt32>

        init(first slots: UnsafeMutablePointer<V>, _ products: Tables) {
            target = slots + products.layoutCount
            shared = products.shared.base
            others = products.others.base
        }

        init(end slots: UnsafeMutablePointer<V>, _ products: Tables) {
            target = slots + products.slotCount
            shared = products.shared.base + products.shared.count
            others = products.others.base + products.others.count
        }
    }

    @inline(__always)
    private func complete<Rows: SlotRows<V>>(
        _: Rows.Type, _ batch: Tables.Batch, _ slots: UnsafeMutablePointer<V>, _ cursor: inout Cursor
    ) {
        let m = SlotMemory(slots)
        var (target, shared, others) = (cursor.target, cursor.shared, cursor.others)
        var group = batch.groupCount
        while group > 0 {
            var rows = Rows()
            let end = shared + batch.group.termCount
            while shared < end {
                rows.add(shared.pointee.weight * m[shared.pointee.slot], times: m, at: others)
                shared += 1
                others += Rows.width
            }
            rows.store(to: target)
            target += Rows.width
            group &-= 1
        }
        cursor.target = target
        cursor.shared = shared
        cursor.others = others
    }

    @inline(__always)
    private func spread<Rows: SlotRows<V>>(
        _: Rows.Type, _ batch: Tables.Batch, _ slots: UnsafeMutablePointer<V>, _ gradient: UnsafeMutablePointer<V>,
        _ cursor: inout Cursor
    ) {
        let (m, g) = (SlotMemory(slots), SlotMemory(gradient))
        var (target, shared, others) = (cursor.target, cursor.shared, cursor.others)
        var group = batch.groupCount
        while group > 0 {
            target -= Rows.width
            let rows = Rows(loading: target)
            let end = shared - batch.group.termCount
            while shared > end {
                shared -= 1
                others -= Rows.width
                let (slot, multiplicity) = (shared.pointee.slot, shared.pointee.weight)
                var sum = V.zero
                rows.spread(multiplicity * m[slot], m, g, at: others, adding: &sum)
                g[slot] = multiplyAdd(multiplicity, sum, g[slot])
            }
            group &-= 1
        }
        cursor.target = target
        cursor.shared = shared
        cursor.others = others
    }

    /// E, and its gradient with respect to all slots as if they were independent.
    @inline(__always)
    private func evaluateForm(_ slots: UnsafeMutablePointer<V>, _ gradient: UnsafeMutablePointer<V>) -> V {
        let products = tables.products
        let (m, g) = (SlotMemory(slots), SlotMemory(gradient))
        gradient.update(repeating: .zero, count: products.slotCount)
        var energy = V.zero
        for index in 0..<products.linear.count {
            let linear = products.linear.base[index]
            g[linear.slot] = V(repeating: linear.weight)
            energy = multiplyAdd(linear.weight, m[linear.slot], energy)
        }
        var cursor = FormCursor(products)
        for index in 0..<products.formBatches.count {
            let batch = products.formBatches.base[index]
            switch batch.group.width {
            case 6: evaluate(SixRows<V>.self, batch, m, g, &cursor, adding: &energy)
            case 4: evaluate(FourRows<V>.self, batch, m, g, &cursor, adding: &energy)
            case 3: evaluate(ThreeRows<V>.self, batch, m, g, &cursor, adding: &energy)
            case 2: evaluate(TwoRows<V>.self, batch, m, g, &cursor, adding: &energy)
            default: evaluate(OneRow<V>.self, batch, m, g, &cursor, adding: &energy)
            }
        }
        return energy
    }

    /// Where a walk through the groups of the energy form has got to.
    private struct FormCursor {
        var slots: UnsafeMutablePointer<UInt32>
        var weights: UnsafeMutablePointer<V.Scalar>
        var others: UnsafeMutablePointer<UInt32>

        init(_ products: Tables) {
            slots = products.formSlots.base
            weights = products.formWeights.base
            others = products.formOthers.base
        }
    }

    @inline(__always)
    private func evaluate<Rows: SlotRows<V>>(
        _: Rows.Type, _ batch: Tables.Batch, _ m: SlotMemory<V>, _ g: SlotMemory<V>, _ cursor: inout FormCursor,
        adding energy: inout V
    ) {
        var (slots, weights, others) = (cursor.slots, cursor.weights, cursor.others)
        var group = batch.groupCount
        while group > 0 {
            let values = Rows(loading: m, at: slots)
            var sums = Rows()
            let end = weights + batch.group.termCount
            while weights < end {
                let weight = V(repeating: weights.pointee)
                sums.add(weight, times: m, at: others)
                values.spread(weight, g, at: others)
                weights += 1
                others += Rows.width
            }
            sums.add(to: g, at: slots)
            sums.dot(values, adding: &energy)
            slots += Rows.width
            group &-= 1
        }
        cursor.slots = slots
        cursor.weights = weights
        cursor.others = others
    }
}
