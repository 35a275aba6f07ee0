import MomentTensor

/// C11, C12 and C44 of bcc tungsten in GPa: second derivatives of the core's energy for the primitive cell, by differences.
struct TungstenElasticity {
    let c11, c12, c44: Double

    /// GPa per eV/Å³
    private static let gigapascals = 160.217_65

    init(latticeConstant a: Double) throws {
        let evaluator = SystemEvaluator(try Plan(Sample.tungstenPotential()))
        /// Energy per volume of the unstrained crystal, with x → x + strain x.
        func density(_ strain: (SIMD3<Double>) -> SIMD3<Double>) throws -> Double {
            let h = a / 2
            let vectors = [SIMD3(-h, h, h), SIMD3(h, -h, h), SIMD3(h, h, -h)].map { $0 + strain($0) }
            let cell = Cell(vectors[0], vectors[1], vectors[2])
            return try evaluator.evaluate(cell: cell, positions: [.zero], species: [0]).energy / (a * a * a / 2)
        }
        /// d²/de² of the density along a direction of strain.
        func curvature(_ strain: (Double, SIMD3<Double>) -> SIMD3<Double>) throws -> Double {
            let e = 1e-3
            let weights = [(0.0, -30.0), (e, 16.0), (-e, 16.0), (2 * e, -1.0), (-2 * e, -1.0)]
            var sum = 0.0
            for (size, weight) in weights { sum += weight * (try density { strain(size, $0) }) }
            return sum / (12 * e * e) * TungstenElasticity.gigapascals
        }
        c11 = try curvature { e, r in SIMD3(e * r.x, 0, 0) }
        // C11 + C12 is half of the curvature for equal strains along x and y.
        c12 = try curvature { e, r in SIMD3(e * r.x, e * r.y, 0) } / 2 - c11
        c44 = try curvature { e, r in SIMD3(0, e * r.z, 0) }
    }
}
