/// The radial functions as plain memory: polynomials in ξ times an envelope, f_μ(r) = env(r) Σ_n c_μn p_n(ξ) (see `RadialRecurrence`).
///
/// The slope of the sum is a sum of the same polynomials, dΣ/dr = Σ_n d_μn p_n with n ≤ R − 2, so that no derivative of a p_n is needed.
struct RadialTables<Scalar: BinaryFloatingPoint & Sendable>: @unchecked Sendable {
    typealias Step = RadialRecurrence.Step<Scalar>

    let kind: RadialBasis.Kind
    let minimumDistance: Scalar
    let cutoff: Scalar
    /// R, the number of φ_n.
    let size: Int
    /// K, the number of f_μ.
    let functionCount: Int
    let speciesCount: Int
    let first: Scalar
    let steps: UnsafeMutablePointer<Step>
    /// scaling · c[i, j, μ, n] and the d that belong to them: for each pair of species and μ, R of the one, then R − 1 of the other, and a zero.
    let coefficients: UnsafeMutablePointer<Scalar>
    let scaling: Scalar

    init(_ potential: Potential, _ parameters: Potential.Coefficients) {
        let basis = potential.radialBasis
        let recurrence = RadialRecurrence(basis)
        kind = basis.kind
        minimumDistance = Scalar(basis.minimumDistance)
        cutoff = Scalar(basis.cutoff)
        size = basis.size
        functionCount = potential.radialFunctionCount
        speciesCount = potential.species.count
        first = Scalar(recurrence.first)
        steps =
            AlignedMemory(recurrence.steps.map { Step(slope: Scalar($0.slope), offset: Scalar($0.offset), previous: Scalar($0.previous)) })
            .base
        scaling = Scalar(potential.scaling)

        var sums: [[Double]] = []
        for function in stride(from: 0, to: parameters.radial.count, by: size) {
            sums.append(parameters.radial[function..<(function + size)].map { $0 * potential.scaling })
        }
        let slopes = sums.map { recurrence.slope(of: $0).map { $0 * RadialTables.argumentSlope(basis) } }
        coefficients = AlignedMemory(zip(sums, slopes).flatMap { ($0 + $1).map { Scalar($0) } }).base
    }

    func deallocate() {
        UnsafeMutableRawPointer(steps).deallocate()
        UnsafeMutableRawPointer(coefficients).deallocate()
    }

    var byteCount: Int {
        max(size - 1, 0) * MemoryLayout<Step>.stride
            + speciesCount * speciesCount * size * 2 * functionCount * MemoryLayout<Scalar>.stride
    }

    /// dξ/dr
    private static func argumentSlope(_ basis: RadialBasis) -> Double {
        basis.kind == .taylor ? 1 : 2 / (basis.cutoff - basis.minimumDistance)
    }

    /// Whether p_{n+1} = 2 ξ p_n − p_{n−1}.
    var isChebyshev: Bool { kind == .chebyshev || kind == .chebyshevRepulsive }

    /// The coefficients of the neighbours of species `neighbour` seen from species `centre`: 2 R for each μ.
    @inline(__always)
    func coefficients(centre: Int, neighbour: Int) -> UnsafeMutablePointer<Scalar> {
        coefficients + (centre &* speciesCount &+ neighbour) &* functionCount &* 2 &* size
    }
}
