import Atoms
import Foundation
import MomentTensor
import TestSupport

/// A structure and a potential, as files that LAMMPS reads and as values that the core evaluates.
struct Sample {
    let configuration: Configuration
    let potential: Potential
    /// One for each atom type, in their order.
    let elements: [String]

    /// Writes `atoms.data` and `potential.mtp` into `folder`.
    func write(to folder: URL) throws {
        try potential.write(to: folder.appendingPathComponent("potential.mtp").path)
        let symbols = elements.compactMap { Element(symbol: $0) }
        let writer = try LammpsDataWriter(
            path: folder.appendingPathComponent("atoms.data").path, options: ConfigurationWriteOptions(elements: symbols))
        try writer.write(configuration)
        try writer.finish()
    }

    /// What `trainer evaluate` computes.
    func evaluated(_ options: EvaluationOptions = [.siteVirials, .siteVirialTensors]) throws -> Evaluation {
        try SystemEvaluator(Plan(potential)).evaluate(
            cell: configuration.cell, positions: configuration.positions, species: species, options: options)
    }

    /// The species of the potential that each atom is.
    var species: [Int] {
        let index = Dictionary(uniqueKeysWithValues: potential.species.enumerated().map { ($1.element ?? "\($1.label)", $0) })
        return configuration.kinds.map { kind in
            if case .element(let element) = kind { return index[element.symbol] ?? 0 }
            return 0
        }
    }

    var volume: Double { configuration.cell.volume }
}

extension Sample {
    /// Body-centred cubic, displaced at random, with the elements at random; lattice constant in Å. The cell is a parallelepiped in
    /// LAMMPS's orientation if `tilt` is not zero.
    static func crystal(
        _ potential: Potential, elements: [String], repeats: (Int, Int, Int), constant: Double = 3.165, displacement: Double = 0.15,
        tilt: Double = 0, periodic: (Bool, Bool, Bool) = (true, true, true), seed: UInt64
    ) -> Sample {
        var random = SplitMix64(seed: seed)
        let (a, b, c) = (SIMD3(constant, 0, 0), SIMD3(tilt, constant, 0), SIMD3(-tilt, tilt / 2, constant))
        var configuration = Configuration(
            cell: Cell(Double(repeats.0) * a, Double(repeats.1) * b, Double(repeats.2) * c, periodic: periodic))
        for i in 0..<repeats.0 {
            for j in 0..<repeats.1 {
                for k in 0..<repeats.2 {
                    for corner in [0.1, 0.6] {
                        let place = (Double(i) + corner) * a + (Double(j) + corner) * b + (Double(k) + corner) * c
                        let shift = SIMD3<Double>.random(in: -1...1, using: &random)
                        configuration.positions.append(place + displacement * shift)
                        configuration.kinds.append(.element(Element(symbol: elements.randomElement(using: &random)!)!))
                    }
                }
            }
        }
        return Sample(configuration: configuration, potential: potential, elements: elements)
    }

    /// A potential with random coefficients: no physics, but every term of the formulas.
    static func randomPotential(
        level: Int, radialFunctions: RadialFunctionSharing = .shared, elements: [String], cutoff: Double = 4.8, seed: UInt64
    ) throws -> Potential {
        var potential = try Potential(
            BasisSpecification(level: level, radialFunctions: radialFunctions), elements: elements, cutoff: cutoff, minimumDistance: 1.8)
        potential.setRandomCoefficients(seed: seed)
        return potential
    }

    /// The tungsten potential of the examples, with the name that its file does not give.
    static func tungstenPotential() throws -> Potential {
        var potential = try PotentialFile(path: tungstenFile).potential
        potential.species[0].element = "W"
        return potential
    }

    static let tungstenFile = repository.appendingPathComponent("examples/01-evaluate/W-08.mtp").path
}
