import FuzzSupport
import MomentTensor

@testable import Atoms

/// A configuration with every property that formats can hold, its numbers without pattern.
func randomConfiguration(seed: UInt64, atoms: Int, elements: [String] = ["W", "Re", "H"]) -> Configuration {
    var generator = SplitMix64(seed: seed)
    func number(_ range: ClosedRange<Double>) -> Double { Double.random(in: range, using: &generator) }
    func vector(_ size: Double) -> SIMD3<Double> { SIMD3(number(-size...size), number(-size...size), number(-size...size)) }
    func numbers() -> [Double] { (0..<atoms).map { _ in number(-9...9) } }

    var configuration = Configuration(
        cell: Cell(SIMD3(9, 0, 0) + vector(0.5), SIMD3(0, 8, 0) + vector(0.5), SIMD3(0, 0, 7) + vector(0.5)),
        positions: (0..<atoms).map { _ in vector(10) },
        kinds: (0..<atoms).compactMap { Element(symbol: elements[$0 % elements.count]).map { .element($0) } })
    configuration.energy = number(-1e3...1e3)
    configuration.forces = (0..<atoms).map { _ in vector(3) }
    configuration.virial = SymmetricTensor(voigt: (0..<6).map { _ in number(-50...50) })
    configuration.siteEnergies = numbers()
    configuration.charges = numbers()
    configuration.grades = numbers().map(abs)
    configuration.features = [
        Configuration.Feature(name: "config_type", value: "vacancy, \"relaxed\" = [1]"),
        Configuration.Feature(name: "a name with blanks", value: " first line\nsecond \\ line"),
        Configuration.Feature(name: "flag", value: "T"),
        Configuration.Feature(name: "empty", value: ""),
    ]
    return configuration
}
