extension MomentBasis {
    /// Throws unless the tables describe a computation: every index exists, every slot is complete before it is read, and is
    /// written at all.
    public func checkConsistency() throws(VolterraError) {
        try checkBasicMoments()
        try checkProducts()
        try checkScalars()
    }

    func checkBasicMoments() throws(VolterraError) {
        guard !basic.isEmpty else { throw VolterraError(.badData, "there are no basic moments") }
        var seen: [BasicMoment: Int] = [:]
        for (index, moment) in basic.enumerated() {
            let name = "basic moment \(index + 1)"
            guard min(moment.mu, moment.a, moment.b, moment.c) >= 0 else {
                throw VolterraError(.badData, "\(name) has a negative number")
            }
            guard moment.mu < PotentialLimits.radialFunctionCount else {
                throw VolterraError(
                    .unsupported, "\(name) has μ = \(moment.mu), but at most \(PotentialLimits.radialFunctionCount - 1) is possible")
            }
            let rank = Int(moment.a) + Int(moment.b) + Int(moment.c)
            guard rank <= PotentialLimits.rank else {
                throw VolterraError(.unsupported, "\(name) has rank \(rank), but at most \(PotentialLimits.rank) is possible")
            }
            if let earlier = seen.updateValue(index, forKey: moment) {
                throw VolterraError(.badData, "\(name) is the same as basic moment \(earlier + 1)")
            }
        }
    }

    func checkProducts() throws(VolterraError) {
        guard slotCount >= basic.count else {
            throw VolterraError(.badData, "there are \(slotCount) slots, fewer than the \(basic.count) basic moments")
        }
        guard slotCount - basic.count <= products.count else {
            throw VolterraError(
                .badData,
                "there are \(slotCount) slots, but \(basic.count) basic moments and \(products.count) products cannot fill so many")
        }
        var isWritten = [Bool](repeating: false, count: slotCount)
        var isRead = isWritten
        for slot in basic.indices { isWritten[slot] = true }
        for (index, product) in products.enumerated() {
            try checkRange(of: product, number: index + 1)
            let (left, right, target) = (Int(product.left), Int(product.right), Int(product.target))
            guard isWritten[left] else { throw unwritten(left, before: index) }
            guard isWritten[right] else { throw unwritten(right, before: index) }
            isRead[left] = true
            isRead[right] = true
            guard !isRead[target] else {
                throw VolterraError(
                    .badData,
                    "product \(index + 1) writes slot \(target), which it or an earlier product reads: the products are cyclic or out of order"
                )
            }
            isWritten[target] = true
        }
        if let slot = isWritten.firstIndex(of: false) {
            throw VolterraError(.badData, "slot \(slot) is neither a basic moment nor written by any product")
        }
    }

    private func unwritten(_ slot: Int, before index: Int) -> VolterraError {
        let reading = "product \(index + 1) reads slot \(slot)"
        guard let writer = products[index...].firstIndex(where: { $0.target == slot }) else {
            return VolterraError(.badData, "\(reading), which no product writes")
        }
        return VolterraError(.badData, "\(reading) before product \(writer + 1) writes it: the products are cyclic or out of order")
    }

    private func checkRange(of product: Product, number: Int) throws(VolterraError) {
        let slots = 0..<slotCount
        guard slots.contains(Int(product.left)), slots.contains(Int(product.right)), slots.contains(Int(product.target)) else {
            let slot = [product.left, product.right, product.target].first { !slots.contains(Int($0)) } ?? product.left
            throw VolterraError(.badData, "product \(number) uses slot \(slot), but slots go from 0 to \(slotCount - 1)")
        }
        guard product.target >= basic.count else {
            throw VolterraError(.badData, "product \(number) writes slot \(product.target), which is a basic moment")
        }
        guard product.multiplicity > 0 else {
            throw VolterraError(.badData, "product \(number) has the multiplicity \(product.multiplicity), which is not positive")
        }
    }

    func checkScalars() throws(VolterraError) {
        guard !scalars.isEmpty else { throw VolterraError(.badData, "there are no scalars") }
        for (index, slot) in scalars.enumerated() where slot < 0 || slot >= slotCount {
            throw VolterraError(.badData, "scalar \(index + 1) is slot \(slot), but slots go from 0 to \(slotCount - 1)")
        }
    }
}
