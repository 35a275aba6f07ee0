import MomentTensor

extension ThreadTeam {
    /// The results of `body(thread, index)` for the indices below `count`, in their order.
    func map<Success>(
        _ count: Int, _ body: (_ thread: Int, _ index: Int) throws(VolterraError) -> Success
    ) -> [Result<Success, VolterraError>] {
        let results = UnsafeMutablePointer<Result<Success, VolterraError>>.allocate(capacity: count)
        defer { results.deallocate() }
        forEach(count) { thread, index in
            (results + index).initialize(to: Result { () throws(VolterraError) in try body(thread, index) })
        }
        return (0..<count).map { (results + $0).move() }
    }
}
