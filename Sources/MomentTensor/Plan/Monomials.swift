/// The numbering of the monomials x^a y^b z^c: degree by degree, within a degree by descending a, then descending b.
///
///     1 | x y z | xx xy xz yy yz zz | xxx xxy xxz xyy xyz xzz yyy yyz yzz zzz | …
///
/// Degree d + 1 is x·(all of degree d), then y·(the last d + 1 of degree d), then z·(the very last): contiguous blocks, so that
/// neither the recursion nor its derivative needs an index table.
enum Monomials {
    /// The number of monomials of one degree.
    static func count(ofDegree degree: Int) -> Int { (degree + 1) * (degree + 2) / 2 }

    /// The number of monomials of all degrees below `degree`: where the block of `degree` begins.
    static func start(ofDegree degree: Int) -> Int { degree * (degree + 1) * (degree + 2) / 6 }

    /// The place of x^a y^b z^c.
    static func index(_ a: Int, _ b: Int, _ c: Int) -> Int {
        let remaining = b + c
        return start(ofDegree: a + b + c) + remaining * (remaining + 1) / 2 + c
    }
}
