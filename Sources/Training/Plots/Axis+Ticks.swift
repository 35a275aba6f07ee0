import Foundation

extension Axis {
    /// Ticks at round numbers inside of the range, `count` or so of them, labelled with as many digits as tell them apart.
    func ticks(in range: ScaledRange, about count: Int) -> [Tick] {
        let range = range.bounds
        if let namedTicks { return namedTicks.filter { range.contains($0.value) } }
        switch scale {
        case .linear: return Axis.linearTicks(range, count)
        case .logarithmic: return Axis.logarithmicTicks(range, count)
        }
    }

    /// Steps of 1, 2 or 5 times a power of ten.
    private static func linearTicks(_ range: ClosedRange<Double>, _ count: Int) -> [Tick] {
        let span = range.upperBound - range.lowerBound
        let magnitude = max(abs(range.lowerBound), abs(range.upperBound))
        // Numbers that double precision can hardly tell apart need no ticks between them.
        guard span > 1e-12 * magnitude else { return [Tick(range.lowerBound, numeral(range.lowerBound, decimals: 3))] }
        let (digit, exponent) = roundStep(span / Double(max(count, 1)))
        let first = Int((range.lowerBound / digit / pow(10, Double(exponent)) - 1e-9).rounded(.up))
        let last = Int((range.upperBound / digit / pow(10, Double(exponent)) + 1e-9).rounded(.down))
        guard first <= last else { return [] }
        let powerOfValues = Int(log10(magnitude).rounded(.down))
        let isScientific = powerOfValues > 5 || exponent < -6
        return (first...last).map { index in
            // Dividing by a power of ten rounds once, multiplying by its inverse twice.
            let multiple = Double(index) * digit
            let value = exponent < 0 ? multiple / pow(10, Double(-exponent)) : multiple * pow(10, Double(exponent))
            guard isScientific, index != 0 else { return Tick(value, numeral(value, decimals: max(-exponent, 0))) }
            let mantissa = numeral(value / pow(10, Double(powerOfValues)), decimals: max(powerOfValues - exponent, 0))
            return Tick(value, "\(mantissa)×\(powerOfTen(powerOfValues))")
        }
    }

    /// The step d · 10^e, d of 1, 2, 5, next to `size`.
    private static func roundStep(_ size: Double) -> (digit: Double, exponent: Int) {
        let exponent = Int(log10(size).rounded(.down))
        switch size / pow(10, Double(exponent)) {
        case ..<1.5: return (1, exponent)
        case ..<3.5: return (2, exponent)
        case ..<7.5: return (5, exponent)
        default: return (1, exponent + 1)
        }
    }

    /// Powers of ten with unlabelled ticks between them; within less than two decades their 2 and 5 are labelled too.
    private static func logarithmicTicks(_ range: ClosedRange<Double>, _ count: Int) -> [Tick] {
        let first = Int(log10(range.lowerBound).rounded(.down))
        let last = Int(log10(range.upperBound).rounded(.up))
        let decades = log10(range.upperBound) - log10(range.lowerBound)
        guard decades > 0.4 else { return linearTicks(range, count) }
        let stride = max(1, Int((decades / Double(max(count, 1))).rounded(.up)))
        let labelled: Set<Int> = decades < 2 ? [1, 2, 5] : [1]
        let digits = stride > 1 ? 1...1 : 1...9
        return (first...last).flatMap { exponent in
            digits.map { digit in
                let value = exponent < 0 ? Double(digit) / pow(10, Double(-exponent)) : Double(digit) * pow(10, Double(exponent))
                guard labelled.contains(digit), exponent % stride == 0 else { return Tick(value, "") }
                return Tick(value, label(digit, exponent))
            }
        }.filter { range.contains($0.value) }
    }

    private static func label(_ digit: Int, _ exponent: Int) -> String {
        if (-3...4).contains(exponent) {
            return numeral(Double(digit) * pow(10, Double(exponent)), decimals: max(-exponent, 0))
        }
        return digit == 1 ? powerOfTen(exponent) : "\(digit)×\(powerOfTen(exponent))"
    }
}

/// With a fixed number of decimals and a true minus sign.
func numeral(_ value: Double, decimals: Int) -> String {
    let text = fixedText(value, decimals)
    return text.hasPrefix("-") ? "−" + text.dropFirst() : text
}

/// `10⁻⁴`
func powerOfTen(_ exponent: Int) -> String {
    let digits: [Character: Character] = [
        "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    return "10" + String("\(exponent)".map { digits[$0] ?? $0 })
}
