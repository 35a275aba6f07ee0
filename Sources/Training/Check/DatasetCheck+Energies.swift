import Atoms
import Foundation
import MomentTensor

/// What the energies are counted from, and how exactly they are known.
extension DatasetCheck {
    func energyFindings() -> [Finding] {
        isolatedAtoms() + cohesion() + mixedReferences() + precision()
    }

    /// Without an isolated atom the zero of the energy is not known to the fit.
    private func isolatedAtoms() -> [Finding] {
        let present = Set(frames.filter { $0.isIsolatedAtom && $0.energy != nil }.flatMap(\.kinds))
        let kinds = Set(frames.flatMap(\.kinds)).subtracting(present).sorted { $0.sortingKey < $1.sortingKey }
        guard !kinds.isEmpty, frames.contains(where: { $0.energy != nil }) else { return [] }
        return [
            Finding(
                .note, "isolated-atom", "there is no isolated atom of \(kinds.map(\.name).joined(separator: ", "))",
                advice: "fine for condensed matter; for gas, evaporation or cohesive energies add one atom alone in a large cell")
        ]
    }

    /// The binding energy of the most stable structure of an element lies between 0 and some ten eV.
    private func cohesion() -> [Finding] {
        frames.filter { $0.isIsolatedAtom }.compactMap { atom -> Finding? in
            let bulk = frames.filter { $0.count > 1 && $0.reducedComposition == atom.reducedComposition }.compactMap(\.energyPerAtom).min()
            guard let bulk, let reference = atom.energy else { return nil }
            let binding = reference - bulk
            guard binding < 0 || binding > 15 else { return nil }
            return Finding(
                .warning, "energy-reference",
                "the most stable \(atom.kinds[0].name) is bound by \(shortText(binding)) eV/atom relative to the isolated atom, which cannot be",
                frames: [atom], advice: "the isolated atom and the other configurations do not count their energies from the same zero")
        }
    }

    /// Two groups of energies with a wide gap between them.
    private func mixedReferences() -> [Finding] {
        grouped(by: \.reducedComposition).compactMap { composition, frames -> Finding? in
            let sorted = frames.filter { $0.count > 1 && $0.energyPerAtom != nil }.sorted {
                ($0.energyPerAtom ?? 0) < ($1.energyPerAtom ?? 0)
            }
            let energies = sorted.compactMap(\.energyPerAtom)
            guard energies.count >= 6, let gap = widestGap(energies) else { return nil }
            let low = Array(energies[..<gap])
            let high = Array(energies[gap...])
            let fewest = max(3, energies.count / 50)
            guard low.count >= fewest, high.count >= fewest, let lowMiddle = RobustStatistics.median(low),
                let highMiddle = RobustStatistics.median(high), let lowest = low.first, let lowTop = low.last, let highBottom = high.first,
                let highest = high.last
            else { return nil }
            let width = highBottom - lowTop
            guard width > 2, width > 3 * max(lowTop - lowest, highest - highBottom) else { return nil }
            let fewer = low.count < high.count ? Array(sorted[..<gap]) : Array(sorted[gap...])
            return Finding(
                .warning, "energy-reference",
                "the energies of \(composition) fall into two groups, \(low.count) around \(fixedText(lowMiddle, 2)) and \(high.count) around \(fixedText(highMiddle, 2)) eV/atom",
                frames: fewer.sorted { $0.number < $1.number }, advice: "energies counted from different zeros cannot be fitted together")
        }
    }

    /// The index after the widest gap between sorted values.
    private func widestGap(_ values: [Double]) -> Int? {
        values.indices.dropFirst().max { values[$0] - values[$0 - 1] < values[$1] - values[$1 - 1] }
    }

    /// Energies written with too few digits limit the errors that can be reached.
    private func precision() -> [Finding] {
        let labelled = frames.filter { $0.energy != nil && $0.count > 0 }
        guard labelled.count >= 5, let digits = labelled.compactMap({ $0.energy.map(significantDigits) }).max(), digits < 9 else {
            return []
        }
        let uncertainty =
            labelled.map { frame in
                0.5 * pow10(exponent(frame.energy ?? 0) + 1 - digits) / Double(frame.count)
            }.max() ?? 0
        guard uncertainty > 5e-5 else { return [] }
        return [
            Finding(
                .note, "energy-precision",
                "the energies have \(digits) significant digits, which leaves up to \(shortText(1000 * uncertainty)) meV/atom undetermined")
        ]
    }

    private func significantDigits(_ value: Double) -> Int {
        let mantissa = value.description.prefix { $0 != "e" }.filter(\.isNumber)
        let significant = mantissa.drop { $0 == "0" }
        return significant.count - significant.reversed().prefix { $0 == "0" }.count
    }

    private func exponent(_ value: Double) -> Int { value == 0 ? 0 : Int(log10(abs(value)).rounded(.down)) }

    private func pow10(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
}
