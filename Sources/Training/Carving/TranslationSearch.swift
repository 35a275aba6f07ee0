import Foundation
import MomentTensor

/// Translations after which the surroundings of an atom look nearly the same: lattice vectors of crystals, strained, hot or with defects.
///
/// A cell made of such vectors closes without a seam. Where there is no order, the translations are as good as any others, and say so.
struct TranslationSearch {
    struct Translation {
        var vector: SIMD3<Double>
        /// The mean of d² in Å² between the atoms about −T/2, moved by T, and the nearest of their kind about T/2; no pair counts more than 1.
        var mismatch: Double
    }

    private let region: CarvedRegion
    /// What an atom may be away from its place and still be the same.
    private let contact: Double

    init(_ region: CarvedRegion, contact: Double) {
        self.region = region
        self.contact = contact
    }

    /// The best first; of two that nearly are the same or opposite, one.
    func translations(lengths: ClosedRange<Double>, most: Int) -> [Translation] {
        var found: [Translation] = []
        for start in candidates(lengths) {
            let translation = refined(start)
            guard lengths.contains(translation.vector.length) else { continue }
            let isKnown = found.contains { other in
                (other.vector - translation.vector).length < 0.3 || (other.vector + translation.vector).length < 0.3
            }
            if !isKnown { found.append(translation) }
        }
        return Array(found.sorted { ($0.mismatch, $0.vector.length) < ($1.mismatch, $1.vector.length) }.prefix(most))
    }

    /// The mismatch of one vector.
    func translation(_ vector: SIMD3<Double>) -> Translation { Translation(vector: vector, mismatch: matches(vector).mismatch) }

    /// Vectors between atoms of one kind, about whose middle the centre is.
    private func candidates(_ lengths: ClosedRange<Double>) -> [SIMD3<Double>] {
        let ends = region.atoms.filter { $0.vector.length < 0.5 * lengths.upperBound + contact }
        var vectors: [SIMD3<Double>] = []
        for (number, one) in ends.enumerated() {
            for other in ends[(number + 1)...] where other.species == one.species {
                let middle = 0.5 * (one.vector + other.vector)
                let vector = other.vector - one.vector
                guard middle.length < contact, lengths.contains(vector.length) else { continue }
                let isKnown = vectors.contains { ($0 - vector).length < 0.5 || ($0 + vector).length < 0.5 }
                if !isKnown { vectors.append(vector) }
                guard vectors.count < TranslationSearch.mostCandidates else { return vectors }
            }
        }
        return vectors
    }

    /// Crystals have fewer; for what has no order, any will do.
    private static let mostCandidates = 400

    /// Corrected by the mean of what its pairs are off.
    private func refined(_ start: SIMD3<Double>) -> Translation {
        var vector = start
        for _ in 0..<3 {
            let (_, offset) = matches(vector)
            vector += offset
        }
        return translation(vector)
    }

    private func matches(_ vector: SIMD3<Double>) -> (mismatch: Double, offset: SIMD3<Double>) {
        let length = vector.length
        let direction = vector / length
        var (sum, count, offset, matched) = (0.0, 0, SIMD3<Double>.zero, 0)
        // No others can be met: a match is no further than 1 Å.
        let opposite = region.atoms.filter { abs($0.vector.dot(direction) - 0.5 * length) < 0.75 * contact + 1 }
        for atom in region.atoms {
            let along = atom.vector.dot(direction)
            let across = (atom.vector - along * direction).length
            guard abs(along + 0.5 * length) < 0.75 * contact, across < 0.6 * length else { continue }
            let image = atom.vector + vector
            guard image.length < region.radius - 1 else { continue }
            count += 1
            var (best, difference) = (1.0, SIMD3<Double>.zero)
            for other in opposite where other.species == atom.species {
                let d = other.vector - image
                if d.dot(d) < best { (best, difference) = (d.dot(d), d) }
            }
            sum += best
            if best < 1 {
                offset += difference
                matched += 1
            }
        }
        guard count > 0 else { return (1, .zero) }
        return (sum / Double(count), matched > 0 ? offset / Double(matched) : .zero)
    }
}
