/// `digits` · 10^`exponent`, correctly rounded; `nil` if the exponent is outside of ±27.
///
/// Within that range 5^|exponent| fits 64 bits, so that the product has 128 bits at most and the quotient comes with an exact remainder:
/// nothing is lost before the one rounding, and no result is subnormal or overflows.
func roundedDecimal(_ digits: UInt64, exponent: Int) -> Double? {
    guard abs(exponent) <= largestExponent else { return nil }
    guard digits > 0 else { return 0 }
    let power = powersOfFive[abs(exponent)]
    return exponent < 0 ? roundedQuotient(digits, power, exponent) : roundedProduct(digits, power, exponent)
}

/// a · b · 2^`exponent`
private func roundedProduct(_ a: UInt64, _ b: UInt64, _ exponent: Int) -> Double {
    let (high, low) = a.multipliedFullWidth(by: b)
    guard high > 0 else {
        let shift = low.leadingZeroBitCount
        return rounded(low << UInt64(shift), hasRest: false, exponent - shift)
    }
    let shift = high.leadingZeroBitCount
    let leading = shift == 0 ? high : high << UInt64(shift) | low >> UInt64(64 - shift)
    return rounded(leading, hasRest: low << UInt64(shift) != 0, exponent + 64 - shift)
}

/// a / b · 2^`exponent`
private func roundedQuotient(_ a: UInt64, _ b: UInt64, _ exponent: Int) -> Double {
    let (shiftA, shiftB) = (a.leadingZeroBitCount, b.leadingZeroBitCount)
    let (dividend, divisor) = (a << UInt64(shiftA), b << UInt64(shiftB))
    let exponent = exponent - shiftA + shiftB
    // Both are in 2^63 ..< 2^64; the high half stays below the divisor, and the quotient fills 64 bits.
    if dividend < divisor {
        let (quotient, remainder) = divisor.dividingFullWidth((high: dividend, low: 0))
        return rounded(quotient, hasRest: remainder > 0, exponent - 64)
    }
    let (quotient, remainder) = divisor.dividingFullWidth((high: dividend >> 1, low: dividend << 63))
    return rounded(quotient, hasRest: remainder > 0, exponent - 63)
}

/// (`leading` + a rest below 1) · 2^`exponent` for a `leading` with its highest bit set: to nearest, ties to even.
private func rounded(_ leading: UInt64, hasRest: Bool, _ exponent: Int) -> Double {
    let droppedBits: UInt64 = 11
    let half: UInt64 = 1 << (droppedBits - 1)
    let dropped = leading & (2 * half - 1)
    var significand = leading >> droppedBits
    if dropped > half || dropped == half && (hasRest || significand & 1 == 1) { significand += 1 }
    let powerOfTwo = Double(bitPattern: UInt64(exponent + Int(droppedBits) + 1023) << 52)
    return Double(significand) * powerOfTwo
}

/// 5^27 < 2^63 < 5^28
private let largestExponent = 27

private let powersOfFive: [UInt64] = (0...largestExponent).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 5 }
}
