/// A matrix that the rows of atoms are multiplied with, as plain memory in the order in which `PanelKernel` reads it.
///
/// Six columns form a panel. A row of an atom is zero for the radial coefficients that atoms of other species have, and for
/// their species coefficients; its own species coefficient is always the same, so that its part of the product is where the sums begin.
///
///     starts:  species 0: panel 0: 6 numbers | panel 1 … | species 1 …
///     radial:  species 0: panel 0: radial row 0: 6 numbers | row 1 … | panel 1 … | species 1 …
///     linear:  panel 0: linear row f: 6 numbers | row f + 1 … | panel 1 …        f: the first that is not zero
struct ColumnPanels: @unchecked Sendable {
    typealias Table = ProductTables<Double>.Table

    static var width: Int { 6 }

    let count: Int
    /// C · K · R, or 0 where the radial coefficients do not count.
    let radialCount: Int
    /// S
    let linearCount: Int
    let starts: Table<Double>
    let radial: Table<Double>
    let linear: Table<Double>
    /// For each panel, its first linear row.
    let firstLinear: Table<Int>

    /// A row of the matrix, as the parameters that it belongs to.
    enum Row {
        case radial(species: Int, Int)
        case species(Int)
        case linear(Int)
    }

    /// - Parameters:
    ///   - firstLinearRow: for a column, the first linear row that is not zero
    ///   - element: of a row and a column
    init(
        columnCount: Int, speciesCount: Int, radialCount: Int, linearCount: Int, firstLinearRow: (Int) -> Int = { _ in 0 },
        _ element: (Row, Int) -> Double
    ) {
        let width = ColumnPanels.width
        let count = (columnCount + width - 1) / width
        func six(_ row: Row, _ panel: Int) -> [Double] {
            (panel * width..<(panel + 1) * width).map { $0 < columnCount ? element(row, $0) : 0 }
        }
        var (starts, radial, linear): ([Double], [Double], [Double]) = ([], [], [])
        for species in 0..<speciesCount {
            for panel in 0..<count {
                starts += six(.species(species), panel)
                for row in 0..<radialCount { radial += six(.radial(species: species, row), panel) }
            }
        }
        let firstLinear = (0..<count).map { min(max(firstLinearRow($0 * width), 0), linearCount) }
        for panel in 0..<count {
            for row in firstLinear[panel]..<linearCount { linear += six(.linear(row), panel) }
        }
        self.count = count
        self.radialCount = radialCount
        self.linearCount = linearCount
        self.starts = Table(starts)
        self.radial = Table(radial)
        self.linear = Table(linear)
        self.firstLinear = Table(firstLinear)
    }

    var byteCount: Int { starts.byteCount + radial.byteCount + linear.byteCount + firstLinear.byteCount }

    func deallocate() {
        starts.deallocate()
        radial.deallocate()
        linear.deallocate()
        firstLinear.deallocate()
    }
}
