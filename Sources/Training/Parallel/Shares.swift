/// Indices divided among ranks: each has a run of about as many as every other, and perhaps none.
struct Shares {
    /// Of indices.
    let total: Int
    /// Of ranks.
    let count: Int

    subscript(rank: Int) -> Range<Int> { total * rank / count..<total * (rank + 1) / count }

    /// The rank that has an index below `total`.
    func owner(of index: Int) -> Int { ((index + 1) * count - 1) / total }
}
