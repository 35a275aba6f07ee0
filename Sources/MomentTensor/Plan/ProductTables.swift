/// The product program and the energy form as plain memory: what `ProductKernel` reads.
///
/// A slot is named by where it lies, in bytes from the first one.
struct ProductTables<Scalar: BinaryFloatingPoint & Sendable>: @unchecked Sendable {
    /// An array of plain memory.
    struct Table<Element>: @unchecked Sendable {
        let base: UnsafeMutablePointer<Element>
        let count: Int

        init(_ elements: [Element]) {
            base = AlignedMemory(elements).base
            count = elements.count
        }

        var byteCount: Int { count * MemoryLayout<Element>.stride }

        func deallocate() { UnsafeMutableRawPointer(base).deallocate() }
    }

    /// Consecutive groups of the same width and length.
    struct Batch {
        var group: ProductProgram.Group
        var groupCount: Int
    }

    /// A number and the slot that it multiplies.
    struct Weight {
        var weight: Scalar
        var slot: Int
    }

    let layoutCount: Int
    let slotCount: Int
    let batches: Table<Batch>
    /// k_n and s(n): for each group, for each term.
    let shared: Table<Weight>
    /// r(t, n): for each group, for each term, for each row.
    let others: Table<UInt32>
    /// ℓ_i where it is not zero.
    let linear: Table<Weight>
    /// The rows of the energy form.
    let formBatches: Table<Batch>
    /// i(t), for each group.
    let formSlots: Table<UInt32>
    /// w_n: for each group, for each term.
    let formWeights: Table<Scalar>
    /// j(t, n): for each group, for each term, for each row.
    let formOthers: Table<UInt32>

    /// For slots of `stride` bytes.
    init(_ program: ProductProgram, _ form: EnergyForm, stride: Int) {
        layoutCount = program.layout.count
        slotCount = program.slotCount
        batches = Table(ProductTables.batches(program.groups))
        shared = Table(program.shared.map { Weight(weight: Scalar($0.multiplicity), slot: Int($0.slot) * stride) })
        others = Table(program.others.map { UInt32(Int($0) * stride) })
        linear = Table(form.linear.map { Weight(weight: Scalar($0.weight), slot: Int($0.slot) * stride) })
        formBatches = Table(ProductTables.batches(form.groups))
        formSlots = Table(form.slots.map { UInt32(Int($0) * stride) })
        formWeights = Table(form.weights.map { Scalar($0) })
        formOthers = Table(form.others.map { UInt32(Int($0) * stride) })
    }

    private static func batches(_ groups: [ProductProgram.Group]) -> [Batch] {
        var batches: [Batch] = []
        for group in groups {
            if batches.last?.group == group {
                batches[batches.count - 1].groupCount += 1
            } else {
                batches.append(Batch(group: group, groupCount: 1))
            }
        }
        return batches
    }

    var byteCount: Int {
        batches.byteCount + shared.byteCount + others.byteCount + linear.byteCount
            + formBatches.byteCount + formSlots.byteCount + formWeights.byteCount + formOthers.byteCount
    }

    func deallocate() {
        batches.deallocate()
        shared.deallocate()
        others.deallocate()
        linear.deallocate()
        formBatches.deallocate()
        formSlots.deallocate()
        formWeights.deallocate()
        formOthers.deallocate()
    }
}
