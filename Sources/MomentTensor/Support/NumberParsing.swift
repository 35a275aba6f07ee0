/// Numbers from text, without the process locale and without a string per number.

/// The value of the decimal number that fills `text` completely, correctly rounded; `nil` if it is no number.
/// `nan` and `inf` are numbers here: whether they are welcome is for the caller to say.
public func parseDouble(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    if let value = parseShortDecimal(text) { return value }
    return Double(String(decoding: text, as: UTF8.self))
}

/// The value of the decimal integer that fills `text` completely; `nil` if it is none or does not fit.
public func parseInteger(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    var isNegative = false
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        isNegative = first == UInt8(ascii: "-")
        index = 1
    }
    guard index < text.count else { return nil }
    // Negative, because Int.min has no counterpart.
    var value = 0
    while index < text.count {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        let (tenfold, isTooLarge) = value.multipliedReportingOverflow(by: 10)
        let (next, overflows) = tenfold.subtractingReportingOverflow(Int(digit))
        guard !isTooLarge, !overflows else { return nil }
        value = next
        index += 1
    }
    guard !isNegative else { return value }
    return value == .min ? nil : -value
}

/// Decimals of up to 19 digits and a moderate exponent; everything else is left to the standard library. Where the digits fit 53 bits
/// and the power of ten is exact (at most 10^22), one multiplication or division rounds correctly (Clinger 1990).
private func parseShortDecimal(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var index = 0
    let count = text.count
    var isNegative = false
    if count > 0, text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+") {
        isNegative = text[0] == UInt8(ascii: "-")
        index = 1
    }
    var digits: UInt64 = 0
    var digitCount = 0
    var significantCount = 0
    var exponent = 0
    var isPastPoint = false
    while index < count {
        let byte = text[index]
        let digit = byte &- UInt8(ascii: "0")
        if digit <= 9 {
            digitCount += 1
            if significantCount > 0 || digit > 0 { significantCount += 1 }
            guard significantCount <= 19 else { return nil }
            digits = digits &* 10 &+ UInt64(digit)
            if isPastPoint { exponent -= 1 }
        } else if byte == UInt8(ascii: "."), !isPastPoint {
            isPastPoint = true
        } else {
            break
        }
        index += 1
    }
    guard digitCount > 0 else { return nil }
    if index < count {
        guard text[index] | 0x20 == UInt8(ascii: "e"), count - index <= 6,
            let written = parseInteger(UnsafeBufferPointer(rebasing: text[(index + 1)...]))
        else { return nil }
        exponent += written
    }
    guard digits <= 1 << 53, abs(exponent) <= 22 else {
        return roundedDecimal(digits, exponent: exponent).map { isNegative ? -$0 : $0 }
    }
    let magnitude = exponent < 0 ? Double(digits) / powersOfTen[-exponent] : Double(digits) * powersOfTen[exponent]
    return isNegative ? -magnitude : magnitude
}

private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
