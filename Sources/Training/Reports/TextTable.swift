/// Columns of text, the first aligned to the left and the others to the right.
struct TextTable {
    /// The header and the others.
    private(set) var rows: [[String]] = []

    init(header: [String]) { rows = [header] }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let columnCount = rows.map(\.count).max() ?? 0
        let widths = (0..<columnCount).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return column == 0 ? cell + padding : padding + cell
            }.joined(separator: "  ").trimmedAtEnd
        }.joined(separator: "\n") + "\n"
    }
}

extension String {
    fileprivate var trimmedAtEnd: String {
        var copy = self[...]
        while copy.last == " " { copy.removeLast() }
        return String(copy)
    }
}

/// A number for people, with a number of significant digits: `0.0231`, `1.64e-05`, `12.4`.
public func shortText(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    let magnitude = abs(value)
    var exponent = decimalExponent(magnitude)
    // 9.996 to three digits is 10.0.
    if (magnitude / power(exponent) * power(digits - 1)).rounded() >= power(digits) { exponent += 1 }
    if exponent < -3 || exponent > 6 { return fixedText(value / power(exponent), digits - 1) + "e\(exponent)" }
    return fixedText(value, max(digits - 1 - exponent, 0))
}

/// With a fixed number of decimals.
public func fixedText(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let scaled = (abs(value) * power(decimals)).rounded()
    guard scaled < 9e18 else { return "\(value)" }
    var digits = String(Int(scaled))
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
}

private func decimalExponent(_ magnitude: Double) -> Int {
    var exponent = 0
    var rest = magnitude
    while rest >= 10, exponent < 400 {
        rest /= 10
        exponent += 1
    }
    while rest < 1, exponent > -400 {
        rest *= 10
        exponent -= 1
    }
    return exponent
}

private func power(_ exponent: Int) -> Double {
    (0..<abs(exponent)).reduce(1.0) { product, _ in exponent < 0 ? product / 10 : product * 10 }
}
