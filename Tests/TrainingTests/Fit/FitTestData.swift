import Atoms
import FuzzSupport
import MomentTensor
import Training

/// Crystals of 8 atoms, displaced at random, with the labels that a potential gives them.
struct FitTestData {
    let teacher: Potential
    var configurations: [Configuration]

    init(level: Int = 8, speciesCount: Int = 1, count: Int, radialSize: Int = 5, seed: UInt64) throws {
        let elements = Array(["W", "Re", "Ta"].prefix(speciesCount))
        var teacher = try Potential(
            BasisSpecification(level: level, leavesOutDependentScalars: true), elements: elements, cutoff: 4.4, minimumDistance: 1.8,
            radialSize: radialSize)
        teacher.setRandomCoefficients(seed: seed)
        self.teacher = teacher
        var random = SplitMix64(seed: seed)
        let evaluator = SystemEvaluator(try Plan(teacher))
        configurations = []
        for _ in 0..<count {
            let edge = Double.random(in: 5.4...6.0, using: &random)
            var positions: [SIMD3<Double>] = []
            var species: [Int] = []
            for corner in 0..<8 {
                let place = SIMD3(Double(corner & 1), Double(corner >> 1 & 1), Double(corner >> 2))
                positions.append((place + SIMD3.random(in: -0.08...0.08, using: &random)) * (edge / 2))
                species.append(Int.random(in: 0..<speciesCount, using: &random))
            }
            let cell = Cell(SIMD3(edge, 0, 0), SIMD3(0, edge, 0), SIMD3(0, 0, edge))
            var configuration = Configuration(
                cell: cell, positions: positions, kinds: try species.map { try element(elements[$0]) })
            let result = try evaluator.evaluate(cell: cell, positions: positions, species: species)
            (configuration.energy, configuration.forces, configuration.virial) = (result.energy, result.forces, result.virial)
            configurations.append(configuration)
        }
    }

    /// The potential without its coefficients.
    var untrained: Potential {
        var potential = teacher
        potential.coefficients = nil
        return potential
    }

    func samples(_ weighting: Weighting = .mlip) throws -> [FitSample] {
        var assignment = try SpeciesAssignment(teacher)
        return try configurations.map { try FitSample(screening: $0, &assignment, weighting) }
    }
}

extension Fit {
    /// Iterates to the end.
    func finish() throws {
        while try advance() {}
    }
}
