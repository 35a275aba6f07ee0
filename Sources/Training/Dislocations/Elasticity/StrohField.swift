import MomentTensor

/// The displacements around straight dislocations along z in a crystal of any elastic anisotropy (Stroh 1958).
///
/// Six solutions u = a f(x + p y) satisfy the equations of equilibrium. With the 3 × 3 matrices Q_ik = C_i1k1, R_ik = C_i1k2, T_ik = C_i2k2
/// and the stress functions l = (Rᵀ + p T) a, the vectors (a, l) are the eigenvectors, and p the eigenvalues, of
///
///     N = ( −T⁻¹Rᵀ        T⁻¹  )
///         ( R T⁻¹Rᵀ − Q  −R T⁻¹ )
///
/// in pairs of complex conjugates. Of the three with Im p > 0, u = Re Σ c ln(x + p y) with c = a (l·b) / (2πi a·l): going round the line
/// from x to y, u grows by b. Where two eigenvectors coincide, as in isotropic crystals, u is the mean for two crystals that differ from
/// the given one by ±10⁻⁵ in one stiffness; the error is of second order.
struct StrohField: Sendable {
    struct Mode: Sendable {
        /// In Å: c for b.
        var amplitude: [ComplexNumber]
        var p: ComplexNumber
    }

    let modes: [Mode]
    /// K in GPa: the energy per length between the radii r and R is K b² ln(R/r) / 4π.
    let energyFactor: Double

    private static let perturbation = 1e-5
    /// Of 2 a·l for unit vectors (a, l), below which two eigenvectors are all but the same.
    private static let leastSeparation = 1e-3

    /// - Parameters:
    ///   - elasticity: along the axes of the dislocation
    ///   - burgers: b in Å along the same axes
    init(_ elasticity: ElasticTensor, burgers: SIMD3<Double>) throws(VolterraError) {
        guard try elasticity.isStable(), burgers != .zero else {
            throw VolterraError(
                .badData, "the elastic constants are those of a crystal that is unstable: a strain lowers its energy",
                advice: "they are C11, C12 and C44 in GPa, with C11 > |C12|, C11 + 2 C12 > 0 and C44 > 0")
        }
        var solutions = [try StrohSolution(elasticity)]
        if solutions[0].separation < StrohField.leastSeparation {
            solutions = []
            for factor in [1 - StrohField.perturbation, 1 + StrohField.perturbation] {
                solutions.append(try StrohSolution(elasticity.scalingShear(by: factor)))
            }
        }
        let share = 1 / Double(solutions.count)
        modes = solutions.flatMap { $0.modes(burgers, share: share) }
        energyFactor = solutions.reduce(0) { $0 + share * $1.energyFactor(burgers) }
    }

    /// Σ Re c f(p) over the modes.
    func sum(_ function: (ComplexNumber) -> ComplexNumber) -> SIMD3<Double> {
        var u = SIMD3<Double>.zero
        for mode in modes {
            let f = function(mode.p)
            for k in 0..<3 { u[k] += mode.amplitude[k].real * f.real - mode.amplitude[k].imaginary * f.imaginary }
        }
        return u
    }
}

/// The three solutions with Im p > 0.
private struct StrohSolution {
    private var solutions: [(p: ComplexNumber, a: [ComplexNumber], l: [ComplexNumber], twice: ComplexNumber)] = []
    /// The stiffness in units of which l and N are; GPa.
    private let unit: Double
    /// The smallest |2 a·l|.
    var separation: Double { solutions.map(\.twice.magnitude).min() ?? 0 }

    init(_ elasticity: ElasticTensor) throws(VolterraError) {
        unit = (elasticity[4, 4] + elasticity[5, 5] + elasticity[6, 6]) / 3
        let unit = unit
        func block(_ j: Int, _ l: Int) -> Matrix3 {
            Matrix3(
                (0..<3).map { i in
                    SIMD3(
                        elasticity.stiffness(i, j, 0, l), elasticity.stiffness(i, j, 1, l), elasticity.stiffness(i, j, 2, l)) / unit
                })
        }
        let (q, r, inverse) = (block(0, 0), block(0, 1), block(1, 1).inverse)
        let upper = inverse * r.transposed
        let lower = r * upper
        var matrix = [Double](repeating: 0, count: 36)
        for i in 0..<3 {
            for j in 0..<3 {
                matrix[6 * i + j] = -upper[i, j]
                matrix[6 * i + j + 3] = inverse[i, j]
                matrix[6 * (i + 3) + j] = lower[i, j] - q[i, j]
                matrix[6 * (i + 3) + j + 3] = -upper[j, i]
            }
        }
        let system = try GeneralEigensystem(matrix, size: 6)
        for (p, vector) in zip(system.values, system.vectors) where p.imaginary > 0 {
            let (a, l) = (Array(vector[..<3]), Array(vector[3...]))
            let product = zip(a, l).reduce(ComplexNumber.zero) { $0 + $1.0 * $1.1 }
            solutions.append((p, a, l, 2 * product))
        }
        guard solutions.count == 3 else {
            throw VolterraError(.badData, "the elastic constants have no solution with a dislocation: the crystal is not stable")
        }
    }

    private func product(_ l: [ComplexNumber], _ b: SIMD3<Double>) -> ComplexNumber {
        (0..<3).reduce(ComplexNumber.zero) { $0 + b[$1] * l[$1] }
    }

    func modes(_ burgers: SIMD3<Double>, share: Double) -> [StrohField.Mode] {
        solutions.map { solution in
            let factor = share * (product(solution.l, burgers) / (Double.pi * (ComplexNumber.i * solution.twice)))
            return StrohField.Mode(amplitude: solution.a.map { $0 * factor }, p: solution.p)
        }
    }

    /// b·K·b / b² with K = 2 Im Σ l lᵀ / 2 a·l.
    func energyFactor(_ burgers: SIMD3<Double>) -> Double {
        let sum = solutions.reduce(ComplexNumber.zero) { sum, solution in
            let along = product(solution.l, burgers)
            return sum + along * along / solution.twice
        }
        return 2 * unit * sum.imaginary / burgers.dot(burgers)
    }
}

extension Matrix3 {
    subscript(_ row: Int, _ column: Int) -> Double { [rows.x, rows.y, rows.z][row][column] }
}
