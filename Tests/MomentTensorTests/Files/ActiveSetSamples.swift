import FuzzSupport

@testable import MomentTensor

enum ActiveSetSamples {
    /// Random matrices, which need not be inverse to each other for a file to hold them.
    static func random(size: Int, seed: UInt64) -> ActiveSet {
        var generator = SplitMix64(seed: seed)
        func matrix() -> [Double] { (0..<size * size).map { _ in Double.random(in: -1...1, using: &generator) } }
        return ActiveSet(
            weights: .init(energy: 1, force: 0, stress: 0, siteEnergy: 0), matrix: matrix(), inverse: matrix(),
            origins: (0..<size).map { $0 % 2 == 0 ? .init(configuration: 0, equation: 0) : .init() },
            selectedConfigurationsText: Array("BEGIN_CFG\n Size\n    1\nEND_CFG\n\n".utf8))
    }

    /// The same as MLIP-2 writes it, all rows from configuration 0.
    static func alsBytes(_ file: PotentialFile) -> [UInt8] {
        guard let activeSet = file.activeSet else { return [] }
        let weights = activeSet.weights
        var bytes = Array(file.potential.fileText.utf8) + [UInt8(ascii: "^")]
        append([weights.siteEnergy, weights.energy, weights.force, weights.stress], to: &bytes)
        bytes += Array("\n#".utf8)
        append(activeSet.matrix, to: &bytes)
        for column in 0..<activeSet.size {
            append((0..<activeSet.size).map { activeSet.inverse[$0 * activeSet.size + column] }, to: &bytes)
        }
        bytes += Array("\n".utf8)
        for row in 0..<activeSet.size { bytes += Array("\(row) 0\n".utf8) }
        return bytes + activeSet.selectedConfigurationsText
    }

    private static func append(_ values: [Double], to bytes: inout [UInt8]) {
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    }
}
