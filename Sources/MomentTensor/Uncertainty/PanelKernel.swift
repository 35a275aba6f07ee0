/// The product of the rows of two blocks of atoms of one species with a matrix, six columns at a time, and what is left of it:
///
///     x_k = Σ_p row_p A_pk       max_k |x_k|,  or  Σ_k x_k²
///
/// The twelve sums of six columns stay in registers; each number of the matrix is read once for both blocks.
struct PanelKernel<V: LaneVector> {
    typealias Pair = RowPair<V>

    let panels: ColumnPanels

    /// The rows of two blocks, as `ParameterKernel` arranges them, without their radial part where there is none in the matrix.
    struct Rows {
        let first, second: UnsafeMutablePointer<V>

        @inline(__always)
        subscript(index: Int) -> Pair { Pair(first[index], second[index]) }
    }

    /// max_k x_k²
    func largestSquare(_ rows: Rows, species: Int) -> Pair {
        var largest = Pair.zero
        var cursor = Cursor(panels, species)
        for panel in 0..<panels.count {
            let six = product(rows, panel, &cursor)
            largest = six.largestSquare(and: largest)
        }
        return largest
    }

    /// Σ_k x_k²
    func sumOfSquares(_ rows: Rows, species: Int) -> Pair {
        var sum = Pair.zero
        var cursor = Cursor(panels, species)
        for panel in 0..<panels.count {
            let six = product(rows, panel, &cursor)
            sum = six.squares(addedTo: sum)
        }
        return sum
    }

    /// Where a walk through the panels has got to.
    private struct Cursor {
        var start, radial, linear: UnsafeMutablePointer<Double>

        init(_ panels: ColumnPanels, _ species: Int) {
            let perRow = panels.count &* ColumnPanels.width
            start = panels.starts.base + species &* perRow
            radial = panels.radial.base + species &* perRow &* panels.radialCount
            linear = panels.linear.base
        }
    }

    @inline(__always)
    private func product(_ rows: Rows, _ panel: Int, _ cursor: inout Cursor) -> SixColumns<V> {
        var six = SixColumns<V>(cursor.start)
        cursor.start += ColumnPanels.width
        for index in 0..<panels.radialCount {
            six.add(rows[index], times: cursor.radial)
            cursor.radial += ColumnPanels.width
        }
        for index in panels.radialCount &+ panels.firstLinear.base[panel]..<panels.radialCount &+ panels.linearCount {
            six.add(rows[index], times: cursor.linear)
            cursor.linear += ColumnPanels.width
        }
        return six
    }
}

/// The sums of six columns, for two blocks each.
struct SixColumns<V: LaneVector> {
    private var x0, x1, x2, x3, x4, x5: RowPair<V>

    /// The same six numbers in all lanes.
    @inline(__always)
    init(_ numbers: UnsafeMutablePointer<Double>) {
        x0 = RowPair(repeating: V(numbers[0]))
        x1 = RowPair(repeating: V(numbers[1]))
        x2 = RowPair(repeating: V(numbers[2]))
        x3 = RowPair(repeating: V(numbers[3]))
        x4 = RowPair(repeating: V(numbers[4]))
        x5 = RowPair(repeating: V(numbers[5]))
    }

    @inline(__always)
    mutating func add(_ row: RowPair<V>, times numbers: UnsafeMutablePointer<Double>) {
        x0 = multiplyAdd(V(numbers[0]), row, x0)
        x1 = multiplyAdd(V(numbers[1]), row, x1)
        x2 = multiplyAdd(V(numbers[2]), row, x2)
        x3 = multiplyAdd(V(numbers[3]), row, x3)
        x4 = multiplyAdd(V(numbers[4]), row, x4)
        x5 = multiplyAdd(V(numbers[5]), row, x5)
    }

    @inline(__always)
    func squares(addedTo sum: RowPair<V>) -> RowPair<V> {
        let low = multiplyAdd(x2, x2, multiplyAdd(x1, x1, multiplyAdd(x0, x0, sum)))
        return multiplyAdd(x5, x5, multiplyAdd(x4, x4, multiplyAdd(x3, x3, low)))
    }

    @inline(__always)
    func largestSquare(and other: RowPair<V>) -> RowPair<V> {
        let low = SixColumns.larger(SixColumns.larger(x0 * x0, x1 * x1), x2 * x2)
        let high = SixColumns.larger(SixColumns.larger(x3 * x3, x4 * x4), x5 * x5)
        return SixColumns.larger(other, SixColumns.larger(low, high))
    }

    @inline(__always)
    private static func larger(_ a: RowPair<V>, _ b: RowPair<V>) -> RowPair<V> {
        RowPair(a.a.replacing(with: b.a, where: b.a .> a.a), a.b.replacing(with: b.b, where: b.b .> a.b))
    }
}
