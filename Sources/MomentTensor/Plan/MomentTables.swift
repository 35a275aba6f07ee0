/// The layout of the moments as plain memory.
struct MomentTables: @unchecked Sendable {
    /// Where the moments of one degree are, if they belong to one band only.
    struct Degree {
        var mu: Int
        /// The slot of its first component.
        var slot: Int
    }

    let bandCount: Int
    let bands: UnsafeMutablePointer<MomentLayout.Band>
    /// K, the number of f_μ.
    let functionCount: Int
    let highestDegree: Int
    /// Whether every monomial belongs to exactly one band, lonely ones left out.
    let bandsTile: Bool
    /// For each degree up to the highest, the place in the last band that contains it: where bands tile, the only one.
    let degrees: UnsafeMutablePointer<Degree>
    /// Bands of rank 0 besides the one that owns degree 0.
    let lonelyCount: Int
    let lonely: UnsafeMutablePointer<Degree>
    let accumulatedCount: Int

    init(_ layout: MomentLayout, functionCount: Int) {
        bandCount = layout.bands.count
        bands = AlignedMemory(layout.bands).base
        self.functionCount = functionCount
        highestDegree = layout.highestDegree
        bandsTile = layout.bandsTile && layout.highestDegree >= 0
        degrees =
            AlignedMemory(
                layout.bandOfDegree.enumerated().map { degree, mu in
                    guard mu >= 0 else { return Degree(mu: 0, slot: 0) }
                    let band = layout.bands[Int(mu)]
                    return Degree(mu: Int(mu), slot: band.slot + Monomials.start(ofDegree: degree) - band.monomial)
                }
            ).base
        lonelyCount = layout.lonelyBands.count
        lonely = AlignedMemory(layout.lonelyBands.map { Degree(mu: $0, slot: layout.bands[$0].slot) }).base
        accumulatedCount = layout.accumulatedCount
    }

    /// The number of monomials up to the highest degree.
    var monomialCount: Int { Monomials.start(ofDegree: highestDegree &+ 1) }

    func deallocate() {
        UnsafeMutableRawPointer(bands).deallocate()
        UnsafeMutableRawPointer(degrees).deallocate()
        UnsafeMutableRawPointer(lonely).deallocate()
    }

    var byteCount: Int {
        bandCount * MemoryLayout<MomentLayout.Band>.stride + (highestDegree + 1 + lonelyCount) * MemoryLayout<Degree>.stride
    }
}
