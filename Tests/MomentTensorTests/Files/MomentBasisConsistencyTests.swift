import Testing

@testable import MomentTensor

@Suite("Consistency of a moment basis")
struct MomentBasisConsistencyTests {
    private func message(_ change: (inout MomentBasis) -> Void) -> String? {
        var basis = PotentialSamples.basis
        change(&basis)
        do {
            try basis.checkConsistency()
            return nil
        } catch {
            return error.message
        }
    }

    @Test("a sound basis passes")
    func sound() { #expect(message { _ in } == nil) }

    @Test("an empty basis, or one without scalars, is refused")
    func empty() {
        #expect(message { $0 = MomentBasis(basic: [], products: [], slotCount: 0, scalars: []) } == "there are no basic moments")
        #expect(message { $0.scalars = [] } == "there are no scalars")
    }

    @Test("exponents whose sum overflows are refused, not added up")
    func overflow() {
        let message = message { $0.basic[1] = .init(mu: 0, a: .max, b: .max, c: .max) }
        #expect(message == "basic moment 2 has rank 6442450941, but at most 30 is possible")
    }

    @Test("a slot count that nothing fills is refused before memory is asked for it")
    func hugeSlotCount() {
        #expect(message { $0.slotCount = .max } == "there are \(Int.max) slots, but 5 basic moments and 5 products cannot fill so many")
        #expect(message { $0.slotCount = -1 } == "there are -1 slots, fewer than the 5 basic moments")
    }

    @Test("a product that reads what no product writes is told from one that comes too early")
    func incompleteSlots() {
        let never = message {
            $0.slotCount = 9
            $0.products[0].left = 8
        }
        #expect(never == "product 1 reads slot 8, which no product writes")
        let early = message { $0.products.swapAt(0, 4) }
        #expect(early == "product 1 reads slot 5 before product 5 writes it: the products are cyclic or out of order")
        let late = message { $0.products.swapAt(3, 4) }
        #expect(late == nil, "the swapped products do not depend on each other")
        let unfinished = message {
            $0.products[1].left = 5; $0.products.append(.init(left: 0, right: 0, multiplicity: 1, target: 5))
        }
        #expect(
            unfinished
                == "product 6 writes slot 5, which it or an earlier product reads: the products are cyclic or out of order")
    }
}
