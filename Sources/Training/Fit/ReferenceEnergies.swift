import MomentTensor

/// The energy per atom of each species, as far as the compositions of the samples determine it: what the energies are measured from, so that
/// the equations are about the differences.
struct ReferenceEnergies {
    /// eV, one for each species.
    let values: [Double]

    static func fitted(to samples: [FitSample], _ potential: Potential) throws(VolterraError) -> ReferenceEnergies {
        let count = potential.species.count
        var matrix = SymmetricMatrix(size: count)
        var products = [Double](repeating: 0, count: count)
        for sample in samples {
            guard let energy = sample.configuration.energy, !sample.species.isEmpty else { continue }
            var shares = [Double](repeating: 0, count: count)
            for species in sample.species { shares[species] += 1 / Double(sample.species.count) }
            for i in 0..<count {
                products[i] += shares[i] * energy / Double(sample.species.count)
                for j in i..<count { matrix[i, j] += shares[i] * shares[j] }
            }
        }
        // Species that the compositions do not tell apart share what they have.
        matrix.addToDiagonal(1e-8 * max(matrix.diagonal.max() ?? 0, 1e-300))
        guard let solution = Cholesky(matrix)?.solve(products), solution.allSatisfy(\.isFinite) else {
            throw VolterraError(.badData, "the energies of the data are not finite")
        }
        return ReferenceEnergies(values: solution)
    }
}
