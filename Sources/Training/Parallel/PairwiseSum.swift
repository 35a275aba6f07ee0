import Synchronization

/// A term of a sum that several processes make.
protocol SharedTerm: Sendable {
    static func += (sum: inout Self, term: Self)

    /// All that makes it up, as it travels between processes. Terms of one sum have as many numbers.
    var numbers: [Double] { get set }
}

/// A sum whose bits do not depend on which thread or process makes which of its terms, nor on when.
///
/// The terms are added in pairs, these in pairs of pairs, and so on:
///
///     level 2           0123
///                      ╱    ╲
///     level 1        01      23
///                   ╱  ╲    ╱  ╲
///     level 0      0    1  2    3
///
/// Two parts are added as soon as both are there. So a process that makes its terms in order holds no more than two parts of each level,
/// besides the terms that its threads are making.
final class PairwiseSum<Term: SharedTerm>: Sendable {
    private let count: Int
    private let zero: Term
    private let ranks: Ranks
    private let topLevel: Int
    private let parts = Mutex<[PartOfSum: Term]>([:])

    /// - Parameter count: how many terms there are on all ranks together. Those in `ranks.share(of: count)` are to be added by this one.
    init(of count: Int, zero: Term, over ranks: Ranks) {
        self.count = count
        self.zero = zero
        self.ranks = ranks
        topLevel = count > 1 ? Int.bitWidth - (count - 1).leadingZeroBitCount : 0
    }

    /// Adds the term of an index. Any thread may call this.
    func add(_ term: Term, at index: Int) {
        var (sum, part) = (term, PartOfSum(level: 0, place: index))
        while part.level < topLevel {
            if part.sibling.first < count {
                guard let other = takeSibling(of: part, orLeave: sum) else { return }
                sum += other
            }
            part = part.parent
        }
        parts.withLock { $0[part] = sum }
    }

    private func takeSibling(of part: PartOfSum, orLeave sum: Term) -> Term? {
        parts.withLock { parts in
            if let sibling = parts.removeValue(forKey: part.sibling) { return sibling }
            parts[part] = sum
            return nil
        }
    }

    /// The sum, on every rank. To be called by all of them, each after it has added its terms.
    func total() -> Term {
        guard count > 0 else { return zero }
        var total = collected(PartOfSum(level: topLevel, place: 0)) ?? zero
        ranks.broadcast(&total.numbers, from: ranks.shares(of: count).owner(of: 0))
        return total
    }

    /// The sum of a part, on the rank that owns its first term; `nil` on the others. All ranks walk through the parts in the same order, so
    /// that none waits for a message that is never sent.
    private func collected(_ part: PartOfSum) -> Term? {
        if let sum = parts.withLock({ $0.removeValue(forKey: part) }) { return sum }
        guard part.level > 0 else { return nil }
        let (left, right) = part.halves
        guard right.first < count else { return collected(left) }
        let sums = (collected(left), collected(right))
        let shares = ranks.shares(of: count)
        let (receiver, sender) = (shares.owner(of: left.first), shares.owner(of: right.first))
        if sender != receiver, sender == ranks.rank, let sum = sums.1 { ranks.send(sum.numbers, to: receiver) }
        guard receiver == ranks.rank, var sum = sums.0 else { return nil }
        if sender == receiver {
            if let other = sums.1 { sum += other }
        } else {
            var other = zero
            ranks.receive(&other.numbers, from: sender)
            sum += other
        }
        return sum
    }
}

/// The terms from place · 2^level on, 2^level of them.
private struct PartOfSum: Hashable {
    let level: Int
    let place: Int

    var first: Int { place << level }
    var parent: PartOfSum { PartOfSum(level: level + 1, place: place / 2) }
    var sibling: PartOfSum { PartOfSum(level: level, place: place ^ 1) }
    var halves: (PartOfSum, PartOfSum) {
        (PartOfSum(level: level - 1, place: 2 * place), PartOfSum(level: level - 1, place: 2 * place + 1))
    }
}
