import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Ticks")
struct AxisTicksTests {
    private func labels(_ range: ClosedRange<Double>, _ scale: Axis.Scale = .linear, about count: Int = 5) -> [String] {
        Axis("x", scale: scale).ticks(in: ScaledRange(scale, range), about: count).map(\.label)
    }

    @Test("steps are 1, 2 or 5 times a power of ten, with as many decimals as tell the ticks apart")
    func linear() {
        #expect(labels(0...10) == ["0", "2", "4", "6", "8", "10"])
        #expect(labels(-0.31...0.22) == ["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2"])
        #expect(labels(-11.1234...(-11.1229)) == ["−11.1234", "−11.1233", "−11.1232", "−11.1231", "−11.1230", "−11.1229"])
        #expect(labels(0...2400) == ["0", "500", "1000", "1500", "2000"])
    }

    @Test("very large and very small numbers share a power of ten")
    func scientific() {
        #expect(labels(0...3e7) == ["0", "0.5×10⁷", "1.0×10⁷", "1.5×10⁷", "2.0×10⁷", "2.5×10⁷", "3.0×10⁷"])
        #expect(labels(0...2e-9).last == "2.0×10⁻⁹")
    }

    @Test("powers of ten are labelled on a logarithmic axis, and 2 and 5 where it is short")
    func logarithmic() {
        #expect(labels(0.01...1000, .logarithmic).filter { !$0.isEmpty } == ["0.01", "0.1", "1", "10", "100", "1000"])
        #expect(labels(1e-12...1, .logarithmic).filter { !$0.isEmpty } == ["10⁻¹²", "10⁻⁹", "10⁻⁶", "0.001", "1"])
        #expect(labels(0.1...3, .logarithmic).filter { !$0.isEmpty } == ["0.1", "0.2", "0.5", "1", "2"])
        #expect(labels(1...100, .logarithmic).count == 19)
    }

    @Test("ticks are few, in the range and rising, whatever the range", arguments: 0..<400)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let scale: Axis.Scale = seed % 2 == 0 ? .linear : .logarithmic
        let size = pow(10, Double.random(in: -40...40, using: &random))
        let low = scale == .linear ? size * Double.random(in: -1...1, using: &random) : size
        let high = low + size * pow(10, Double.random(in: -6...6, using: &random))
        let range = ScaledRange(scale, low...high)
        let ticks = Axis("x", scale: scale).ticks(in: range, about: 5)
        #expect(ticks.filter { !$0.label.isEmpty }.count <= 12)
        let slack = 1e-6 * (high - low)
        #expect(ticks.allSatisfy { $0.value >= low - slack && $0.value <= high + slack })
        #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.value < $1.value })
        let texts = ticks.map(\.label).filter { !$0.isEmpty }
        #expect(Set(texts).count == texts.count, "\(texts)")
    }

    @Test("named ticks take the place of numbers, inside of the range")
    func named() {
        let axis = Axis("path", namedTicks: [.init(0, "Γ"), .init(0.5, "X"), .init(2, "W")])
        #expect(axis.ticks(in: ScaledRange(.linear, 0...1), about: 5).map(\.label) == ["Γ", "X"])
    }
}
