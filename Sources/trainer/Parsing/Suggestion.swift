/// The candidate that a misspelled `word` most likely means.
func suggestion(for word: String, among candidates: [String]) -> String? {
    let distances = candidates.map { (candidate: $0, distance: editDistance(word, $0)) }
    if let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= max(1, word.count / 3) { return best.candidate }
    let continuations = candidates.filter { word.count >= 2 && $0.hasPrefix(word) }
    return continuations.count == 1 ? continuations[0] : nil
}

/// The number of insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.
func editDistance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
        var current = [i + 1]
        for j in b.indices {
            var distance = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { distance = min(distance, beforePrevious[j - 1] + 1) }
            current.append(distance)
        }
        (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
}
