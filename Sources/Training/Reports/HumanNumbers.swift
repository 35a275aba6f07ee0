// Numbers as a page shows them; `shortText` is for terminals and files.

/// With a number of significant digits: `0.0231`, `−12.4`, `1.64×10⁻⁵`.
func humanText(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞" }
    let text = shortText(value, digits: digits)
    let parts = text.split(separator: "e")
    let mantissa = parts[0].hasPrefix("-") ? "−" + parts[0].dropFirst() : String(parts[0])
    guard parts.count == 2, let exponent = Int(parts[1]) else { return mantissa }
    return "\(mantissa)×\(powerOfTen(exponent))"
}

/// Thousands apart: `12 345`.
func countText(_ count: Int) -> String {
    let digits = String(count.magnitude)
    var text = count < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text += "\u{202F}" }
        text.append(digit)
    }
    return text
}

/// `1 atom`, `12 345 atoms`
func countText(_ count: Int, _ noun: String) -> String { "\(countText(count)) \(noun)\(count == 1 ? "" : "s")" }
