import MomentTensor

/// Looks through the rows of a store for those that make the volume of a square matrix larger.
struct MaximumVolumeSearch {
    /// Which columns of the rows of the store count: the last ones.
    let columns: Range<Int>
    private(set) var volume: MaximumVolume
    private let threshold: Double
    private let team: ThreadTeam

    /// As many rows are candidates at a time: enough for matrix products at full speed, few enough for exchanges among them to be cheap.
    private static let rowsPerSlice = 512
    /// The work of one thread.
    private static let rowsPerChunk = 64

    /// - Parameter diagonal: what the matrix begins with
    init(columns: Range<Int>, diagonal: [Double], threshold: Double, team: ThreadTeam) {
        self.columns = columns
        self.threshold = threshold
        self.team = team
        volume = MaximumVolume(diagonal: diagonal)
    }

    var inverse: [Double] { volume.inverse }

    mutating func refresh() { volume.invert() }

    /// Takes in what is better of a batch; false if nothing was.
    mutating func search(_ batch: RowBatch) -> Bool {
        let before = volume.exchangeCount
        for start in stride(from: 0, to: batch.rowCount, by: MaximumVolumeSearch.rowsPerSlice) {
            let end = min(start + MaximumVolumeSearch.rowsPerSlice, batch.rowCount)
            takeIn(batch.elements[start * batch.columnCount..<end * batch.columnCount]) { batch.origin(of: start + $0) }
        }
        return volume.exchangeCount > before
    }

    /// Takes in what is better of some rows of a store.
    mutating func takeIn(_ rows: ArraySlice<Double>, origin: (_ row: Int) -> RowOrigin) {
        let counted = countedColumns(rows)
        let all = coefficients(counted)
        let hot = (0..<all.rowCount).filter { all.grade($0) > threshold }
        guard !hot.isEmpty else { return }
        let size = volume.size
        let candidates = CoefficientBlock(hot.flatMap { all.elements[$0 * size..<($0 + 1) * size] }, size: size)
        let hotRows = hot.flatMap { counted[$0 * size..<($0 + 1) * size] }
        volume.takeIn(candidates, rows: hotRows, origins: hot.map(origin), above: threshold)
    }

    /// C of rows of a store, with the present A⁻¹ or another.
    func coefficients(ofRows rows: ArraySlice<Double>, inverse: [Double]? = nil) -> CoefficientBlock {
        coefficients(countedColumns(rows), inverse)
    }

    /// ln of what |det A| would grow by.
    func gain(ofRows rows: ArraySlice<Double>) -> Double { coefficients(ofRows: rows).gain(above: threshold) }

    private func countedColumns(_ rows: ArraySlice<Double>) -> [Double] {
        let stride = columns.upperBound
        guard columns.lowerBound > 0 else { return Array(rows) }
        return Swift.stride(from: rows.startIndex, to: rows.endIndex, by: stride).flatMap {
            rows[$0 + columns.lowerBound..<$0 + stride]
        }
    }

    private func coefficients(_ rows: [Double], _ inverse: [Double]? = nil) -> CoefficientBlock {
        CoefficientBlock(
            rows: rows, inverse: inverse ?? volume.inverse, size: volume.size, rowsPerChunk: MaximumVolumeSearch.rowsPerChunk, team)
    }
}

extension CoefficientBlock {
    /// C for rows that lie one after the other. Each thread multiplies as many rows as any number of threads would have it.
    init(rows: [Double], inverse: [Double], size: Int, rowsPerChunk: Int, _ team: ThreadTeam) {
        let rowCount = rows.count / max(size, 1)
        let chunkCount = (rowCount + rowsPerChunk - 1) / rowsPerChunk
        let elements = [Double](unsafeUninitializedCapacity: rows.count) { buffer, count in
            rows.withUnsafeBufferPointer { rows in
                team.forEach(chunkCount) { _, chunk in
                    let first = chunk * rowsPerChunk
                    let chunkRows = min(rowsPerChunk, rowCount - first)
                    multiply(rows.baseAddress! + first * size, chunkRows, inverse, size, into: buffer.baseAddress! + first * size)
                }
            }
            count = rows.count
        }
        self.init(elements, size: size)
    }
}
