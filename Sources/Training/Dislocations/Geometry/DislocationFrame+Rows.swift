import MomentTensor

extension DislocationFrame {
    /// The rows of atoms whose places in the xy plane are in a rectangle, plane by plane; z is the height of one of their atoms.
    func rows(x: ClosedRange<Double>, y: ClosedRange<Double>) -> [SIMD3<Double>] {
        var rows: [SIMD3<Double>] = []
        let tolerance = 1e-9 * period
        var j = ((y.lowerBound - tolerance) / rise.y).rounded(.up)
        while j * rise.y <= y.upperBound + tolerance {
            let start = j * rise
            var i = ((x.lowerBound - tolerance - start.x) / step.x).rounded(.up)
            while start.x + i * step.x <= x.upperBound + tolerance {
                rows.append(start + i * step)
                i += 1
            }
            j += 1
        }
        return rows
    }

    /// The atoms of a row from z = 0 up to so many periods.
    func atoms(of row: SIMD3<Double>, periods: Int) -> [SIMD3<Double>] {
        let height = row.z / period
        let start = (height - (height + 1e-6).rounded(.down)) * period
        return (0..<periods).map { SIMD3(row.x, row.y, start + Double($0) * period) }
    }

    /// A height less the multiple of the period that makes it smallest.
    func remainder(_ height: Double) -> Double { height - (height / period).rounded() * period }
}
