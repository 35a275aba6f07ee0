/// The layout of the moments as plain memory.
struct MomentTables: @unchecked Sendable {
    /// A band in one of its degrees.
    struct Place {
        var mu: Int
        /// The slot of its first component.
        var slot: Int
    }

    /// One or two bands besides the owner of a degree above 0: two share the loads of the monomials.
    struct FurtherBands {
        /// The first monomial of the degree.
        var monomial: Int
        var count: Int
        var first: Place
        /// The same as `first` if there is only one.
        var second: Place
        var isPair: Bool
    }

    /// How the descent begins.
    enum Top {
        /// The two highest degrees have the same owner, and the highest no further bands.
        case joint
        /// The highest degree has one band, the owner of the next lower one is another.
        case single
        /// The highest degree has several bands.
        case several
        /// There is only degree 0.
        case none
    }

    /// K, the number of f_μ.
    let functionCount: Int
    let highestDegree: Int
    let top: Top
    /// See `MomentLayout`.
    let isTiled: Bool
    /// For each degree up to the highest, its owner.
    let owners: UnsafeMutablePointer<Place>
    /// Degree by degree, without those of degree 0.
    let further: UnsafeMutablePointer<FurtherBands>
    /// For each degree, where its further bands begin; at last, where they end.
    let firstFurther: UnsafeMutablePointer<Int>
    let furtherCount: Int
    /// The bands besides the owner of degree 0, which need no monomial.
    let bottom: UnsafeMutablePointer<Place>
    let bottomCount: Int
    let accumulatedCount: Int

    /// `layout` is not empty.
    init(_ layout: MomentLayout, functionCount: Int) {
        self.functionCount = functionCount
        highestDegree = layout.highestDegree
        accumulatedCount = layout.accumulatedCount
        var further: [FurtherBands] = []
        var firstFurther: [Int] = []
        for degree in layout.owners.indices {
            firstFurther.append(further.count)
            guard degree > 0 else { continue }
            further += MomentTables.pairs(MomentTables.others(layout, degree), degree)
        }
        let bottom = highestDegree < 0 ? [] : MomentTables.others(layout, 0)
        top = MomentTables.top(layout)
        isTiled = layout.isTiled
        owners = AlignedMemory(layout.owners.enumerated().map { MomentTables.place(layout, mu: $1, $0) }).base
        self.further = AlignedMemory(further).base
        self.firstFurther = AlignedMemory(firstFurther + [further.count]).base
        furtherCount = further.count
        self.bottom = AlignedMemory(bottom).base
        bottomCount = bottom.count
    }

    private static func place(_ layout: MomentLayout, mu: Int, _ degree: Int) -> Place {
        Place(mu: mu, slot: layout.bands[mu].slot(ofDegree: degree))
    }

    private static func others(_ layout: MomentLayout, _ degree: Int) -> [Place] {
        layout.members(ofDegree: degree).dropFirst().map { place(layout, mu: $0, degree) }
    }

    private static func pairs(_ places: [Place], _ degree: Int) -> [FurtherBands] {
        stride(from: 0, to: places.count, by: 2).map { index in
            let isPair = index + 1 < places.count
            return FurtherBands(
                monomial: Monomials.start(ofDegree: degree), count: Monomials.count(ofDegree: degree), first: places[index],
                second: places[isPair ? index + 1 : index], isPair: isPair)
        }
    }

    private static func top(_ layout: MomentLayout) -> Top {
        let highest = layout.highestDegree
        if highest < 1 { return .none }
        if layout.members(ofDegree: highest).count > 1 { return .several }
        return layout.owners[highest] == layout.owners[highest - 1] ? .joint : .single
    }

    /// The number of monomials up to the highest degree.
    var monomialCount: Int { Monomials.start(ofDegree: highestDegree &+ 1) }

    func deallocate() {
        UnsafeMutableRawPointer(owners).deallocate()
        UnsafeMutableRawPointer(further).deallocate()
        UnsafeMutableRawPointer(firstFurther).deallocate()
        UnsafeMutableRawPointer(bottom).deallocate()
    }

    var byteCount: Int {
        (highestDegree + 1 + bottomCount) * MemoryLayout<Place>.stride + furtherCount * MemoryLayout<FurtherBands>.stride
            + (highestDegree + 2) * MemoryLayout<Int>.stride
    }
}
