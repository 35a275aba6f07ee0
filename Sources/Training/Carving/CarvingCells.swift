import Foundation
import MomentTensor

/// Cells that could be cut out around an atom, the most promising first.
struct CarvingCells {
    let region: CarvedRegion
    let cutoff: Double
    let atomCount: ClosedRange<Int>
    /// The typical distance of nearest neighbours.
    let contact: Double

    /// What a cell promises.
    private struct Candidate {
        var cell: Cell
        var mismatch: Double
        /// The atoms that it would have.
        var atoms: Double
        /// How far it is from a cube: the length of its diagonal in units of that of a cube.
        var elongation: Double
    }

    private static let mostTranslations = 24
    private static let mostCells = 8

    /// Neighbours of the centre on opposite sides must not meet in the images of each other.
    private var leastWidth: Double { 2 * cutoff + 0.6 * contact }

    func all() throws(VolterraError) -> [Cell] {
        let search = TranslationSearch(region, contact: contact)
        let least = leastAtomCount
        guard least <= Double(atomCount.upperBound) else {
            throw CarvedRegion.tooFewAtoms(atomCount.upperBound, cutoff: cutoff, Int(least))
        }
        let edge = edge(Double(atomCount.upperBound))
        let lengths = leastWidth...max(1.4 * edge, leastWidth)
        let translations = search.translations(lengths: lengths, most: CarvingCells.mostTranslations)
        var found = region.period.map { pairs(translations, $0, search) } ?? triples(translations, search)
        found += plain(search)
        let sorted = found.sorted { rank($0) < rank($1) }
        return distinct(sorted).prefix(CarvingCells.mostCells).map(\.cell)
    }

    /// The edge of a cell of that many atoms: of a cube, or of a square across the kept period.
    private func edge(_ atoms: Double) -> Double {
        guard let period = region.period else { return cbrt(atoms / region.density) }
        return (atoms / region.density / period.length).squareRoot()
    }

    private var leastAtomCount: Double {
        let width = leastWidth
        return region.density * width * width * (region.period?.length ?? width)
    }

    private func rank(_ candidate: Candidate) -> Double {
        candidate.mismatch + 0.2 * (candidate.elongation - 1) + 0.05 * candidate.atoms / Double(atomCount.upperBound)
    }

    private func triples(_ translations: [TranslationSearch.Translation], _ search: TranslationSearch) -> [Candidate] {
        var found: [Candidate] = []
        for i in translations.indices {
            for j in translations.indices where j > i {
                for k in translations.indices where k > j {
                    let three = [translations[i], translations[j], translations[k]]
                    if let candidate = candidate(three.map(\.vector), three.map(\.mismatch)) { found.append(candidate) }
                }
            }
        }
        return found
    }

    private func pairs(
        _ translations: [TranslationSearch.Translation], _ period: SIMD3<Double>, _ search: TranslationSearch
    ) -> [Candidate] {
        var found: [Candidate] = []
        for i in translations.indices {
            for j in translations.indices where j > i {
                let two = [translations[i], translations[j]]
                if let candidate = candidate(two.map(\.vector) + [period], two.map(\.mismatch) + [0]) { found.append(candidate) }
            }
        }
        return found
    }

    /// Cells along the axes, of several sizes, whatever the atoms are like.
    private func plain(_ search: TranslationSearch) -> [Candidate] {
        let (low, high) = (max(edge(Double(atomCount.lowerBound)), leastWidth), edge(Double(atomCount.upperBound)))
        guard low <= high else { return [] }
        return [0, 0.5, 1].compactMap { part in
            let edge = low + part * (high - low)
            var vectors = [SIMD3(edge, 0, 0), SIMD3(0, edge, 0), SIMD3(0, 0, edge)]
            if let period = region.period {
                let (first, second) = CarvedRegion.perpendiculars(to: period / period.length)
                vectors = [edge * first, edge * second, period]
            }
            let mismatches = vectors.map { $0 == region.period ? 0 : search.translation($0).mismatch }
            return candidate(vectors, mismatches)
        }
    }

    private func candidate(_ vectors: [SIMD3<Double>], _ mismatches: [Double]) -> Candidate? {
        let (a, b) = (vectors[0], vectors[1])
        var c = vectors[2]
        let signed = a.dot(b.cross(c))
        let volume = abs(signed)
        guard volume > 1e-6 else { return nil }
        let heights = [volume / b.cross(c).length, volume / c.cross(a).length, volume / a.cross(b).length]
        // Along a kept period, the atoms are as close to their images as they are in the large configuration.
        guard heights.prefix(region.period == nil ? 3 : 2).allSatisfy({ $0 >= leastWidth }) else { return nil }
        let atoms = volume * region.density
        guard atoms >= 0.9 * Double(atomCount.lowerBound), atoms <= 1.02 * Double(atomCount.upperBound) else { return nil }
        if signed < 0, region.period == nil { c = -c }
        let diagonal = [a + b + c, a + b - c, a - b + c, a - b - c].map(\.length).max() ?? 0
        let cube = 3.0.squareRoot() * cbrt(volume)
        let cell = signed < 0 && region.period != nil ? Cell(b, a, c) : Cell(a, b, c)
        return Candidate(
            cell: cell, mismatch: mismatches.reduce(0, +) / Double(mismatches.count), atoms: atoms, elongation: diagonal / cube)
    }

    /// One of those that have nearly the same volume and shape.
    private func distinct(_ candidates: [Candidate]) -> [Candidate] {
        var kept: [Candidate] = []
        for candidate in candidates {
            let isKnown = kept.contains { abs($0.atoms - candidate.atoms) < 1 && abs($0.elongation - candidate.elongation) < 0.02 }
            if !isKnown { kept.append(candidate) }
            if kept.count == CarvingCells.mostCells { break }
        }
        return kept
    }
}
