import MomentTensor

/// The rows of many configurations, in batches: kept where there is memory for all of them, and otherwise worked out whenever they are asked
/// for. The batches are the same either way.
final class RowStore {
    let equations: EquationRows
    private let systems: [AtomicSystem]
    private let pool: EvaluationPool
    /// Says which configuration an error is about.
    private let locate: (_ configuration: Int, VolterraError) -> VolterraError
    /// The configurations of each batch.
    private let ranges: [Range<Int>]
    /// `nil` where the rows are not kept, or not known yet.
    private var kept: [RowBatch?]
    private let keepsRows: Bool

    /// Rows of a batch, unless one configuration alone has more.
    private static let rowsPerBatch = 2048

    /// - Parameters:
    ///   - border: a configuration with which a new batch begins
    ///   - memory: the most bytes that may be kept
    init(
        _ equations: EquationRows, _ systems: [AtomicSystem], border: Int, pool: EvaluationPool, memory: Int,
        locate: @escaping (Int, VolterraError) -> VolterraError
    ) {
        self.equations = equations
        self.systems = systems
        self.pool = pool
        self.locate = locate
        var ranges: [Range<Int>] = []
        var (start, rows, total) = (0, 0, 0)
        for (index, system) in systems.enumerated() {
            let count = equations.count(atoms: system.count)
            if index > start, rows + count > RowStore.rowsPerBatch || index == border {
                ranges.append(start..<index)
                (start, rows) = (index, 0)
            }
            rows += count
            total += count
        }
        if start < systems.count { ranges.append(start..<systems.count) }
        self.ranges = ranges
        kept = Array(repeating: nil, count: ranges.count)
        keepsRows = total <= memory / (MemoryLayout<Double>.stride * max(equations.columns.count, 1))
    }

    /// The batches that hold the configurations of a range that begins and ends where a batch does.
    func batches(of configurations: Range<Int>) -> Range<Int> {
        let first = ranges.firstIndex { $0.lowerBound >= configurations.lowerBound } ?? ranges.count
        let end = ranges.firstIndex { $0.lowerBound >= configurations.upperBound } ?? ranges.count
        return first..<max(first, end)
    }

    func batch(_ index: Int) throws(VolterraError) -> RowBatch {
        if let batch = kept[index] { return batch }
        let range = ranges[index]
        let parts = try pool.mapAll(range.count) { evaluator, offset throws(VolterraError) in
            do throws(VolterraError) {
                return try equations.elements(of: systems[range.lowerBound + offset], with: evaluator)
            } catch {
                throw locate(range.lowerBound + offset, error)
            }
        }
        let batch = RowBatch(first: range.lowerBound, parts, columnCount: equations.columns.count)
        if keepsRows { kept[index] = batch }
        return batch
    }

    /// The rows of one configuration.
    func rows(of configuration: Int) throws(VolterraError) -> ArraySlice<Double> {
        if let index = ranges.firstIndex(where: { $0.contains(configuration) }), let batch = kept[index] {
            return batch.rows(of: configuration)
        }
        let elements = try pool.mapAll(1) { evaluator, _ throws(VolterraError) in
            do throws(VolterraError) {
                return try equations.elements(of: systems[configuration], with: evaluator)
            } catch {
                throw locate(configuration, error)
            }
        }
        return elements[0][...]
    }
}

/// The rows of some consecutive configurations, one after the other.
final class RowBatch {
    let columnCount: Int
    let elements: [Double]
    private let firstConfiguration: Int
    /// The first row of each configuration, and the end.
    private let starts: [Int]

    fileprivate init(first: Int, _ parts: [[Double]], columnCount: Int) {
        firstConfiguration = first
        self.columnCount = columnCount
        var starts = [0]
        for part in parts { starts.append(starts[starts.count - 1] + part.count / max(columnCount, 1)) }
        self.starts = starts
        elements = Array(parts.joined())
    }

    var rowCount: Int { starts[starts.count - 1] }

    /// Where a row comes from.
    func origin(of row: Int) -> RowOrigin {
        // The last configuration that begins at the row or before; those without atoms have no row.
        var (low, high) = (0, starts.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= row { low = middle } else { high = middle }
        }
        return RowOrigin(configuration: firstConfiguration + low, row: row - starts[low])
    }

    func rows(of configuration: Int) -> ArraySlice<Double> {
        let index = configuration - firstConfiguration
        return elements[starts[index] * columnCount..<starts[index + 1] * columnCount]
    }
}

/// A row of a configuration: an atom, or 0 for the energy of the whole.
struct RowOrigin: Hashable, Sendable {
    var configuration: Int
    var row: Int
}
