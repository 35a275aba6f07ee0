/// The ridge that makes the data most probable: MacKay's evidence for a linear model with noise of variance σ² and coefficients of variance s²,
/// in the columns scaled to length one.
///
///     ρ = σ²/s²,     σ² = Σ (y − A x)² / (n − γ),     s² = |x|² / γ
struct EvidenceRidge {
    let ridge: Double

    /// What no data can ask for less than: the equations must be solved in double precision.
    static let smallest = 1e-12

    init(_ spectrum: LinearSpectrum, start: Double) {
        var ridge = max(start, EvidenceRidge.smallest)
        for _ in 0..<50 {
            var (length, squares) = (0.0, spectrum.labelSquares)
            for (value, component) in zip(spectrum.values, spectrum.components) {
                let x = component / (value + ridge)
                length += x * x
                squares += x * (value * x - 2 * component)
            }
            let determined = spectrum.determinedCount(ridge: ridge)
            let noise = max(squares, 0) / max(Double(spectrum.labelCount) - determined, 1)
            let next = max(noise * determined / max(length, 1e-300), EvidenceRidge.smallest)
            let isConverged = abs(next - ridge) < 1e-3 * ridge
            ridge = next
            if isConverged { break }
        }
        self.ridge = ridge
    }
}
