// Numbers as a page shows them; `shortText` is for terminals and files.

/// With a number of significant digits: `0.0231`, `−12.4`, `1.64×10⁻⁵`.
func humanText(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞" }
    let text = shortText(value, digits: digits)
    let parts = text.split(separator: "e")
    let mantissa = (text.hasPrefix("-") ? "−" : "") + apart(parts[0].drop { $0 == "-" })
    guard parts.count == 2, let exponent = Int(parts[1]) else { return mantissa }
    return "\(mantissa)×\(powerOfTen(exponent))"
}

/// Thousands apart: `12 345`.
func countText(_ count: Int) -> String { (count < 0 ? "−" : "") + apart(String(count.magnitude)[...]) }

/// A narrow space between every three digits of the integer part.
private func apart(_ number: Substring) -> String {
    let integer = number.prefix { $0 != "." }
    var text = ""
    for (index, digit) in integer.enumerated() {
        if index > 0, (integer.count - index) % 3 == 0 { text += "\u{202F}" }
        text.append(digit)
    }
    return text + number.dropFirst(integer.count)
}

/// `1 atom`, `12 345 atoms`
func countText(_ count: Int, _ noun: String) -> String { "\(countText(count)) \(noun)\(count == 1 ? "" : "s")" }
