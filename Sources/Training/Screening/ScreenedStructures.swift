import Atoms
import MomentTensor

/// Configurations on their way into a phase diagram: those that say something about stability.
public struct ScreenedStructures: Sendable {
    public private(set) var structures: [PhaseDiagram.Structure] = []
    /// How many there were of which the relaxation did not come to a minimum that the potential knows.
    public private(set) var leftOutCount = 0
    private var unconvergedCount = 0
    private var extrapolatedCount = 0
    private let pressure: Double

    /// The grade above which an energy may be far from right.
    private static let reliableGrade = 2.0

    /// - Parameter pressure: GPa, for enthalpies
    public init(pressure: Double = 0) { self.pressure = pressure }

    /// Takes a configuration with its energy, unless its relaxation failed.
    public mutating func add(_ configuration: Configuration, from source: Comparison.Source) throws(VolterraError) {
        let relaxation = configuration.feature(Configuration.relaxationName)
        guard ScreenedStructures.isUsable(relaxation) else {
            leftOutCount += 1
            return
        }
        guard let composition = Composition(configuration) else {
            throw VolterraError(
                .badData, configuration.count == 0 ? "there are no atoms" : "an atom has a type instead of an element",
                advice: configuration.count == 0 ? nil : "name the elements of the types in their order: --species Ag,Pd")
        }
        guard let energy = configuration.energy else {
            throw VolterraError(.badData, "has no energy", advice: "have it computed by a potential: --potential POT")
        }
        if relaxation == Relaxation.Ending.unconverged.rawValue { unconvergedCount += 1 }
        let grade = configuration.feature("MV_grade").flatMap { Double($0) } ?? 0
        if grade > ScreenedStructures.reliableGrade { extrapolatedCount += 1 }
        structures.append(
            PhaseDiagram.Structure(
                name: configuration.structureName ?? "\(source.file):\(source.number)", composition: composition,
                atoms: configuration.count,
                energy: (energy + (try work(configuration))) / Double(configuration.count)))
    }

    private static func isUsable(_ relaxation: String?) -> Bool {
        guard let relaxation else { return true }
        return [Relaxation.Ending.converged, .unconverged].map(\.rawValue).contains(relaxation)
    }

    /// P V in eV.
    private func work(_ configuration: Configuration) throws(VolterraError) -> Double {
        guard pressure != 0 else { return 0 }
        guard configuration.cell.isFullyPeriodic else {
            throw VolterraError(.badData, "is not periodic in three directions and has no enthalpy", advice: "leave out --pressure")
        }
        return pressure / Units.gigapascal * configuration.cell.volume
    }

    /// What a reader should know, one sentence each.
    public var notes: [String] {
        [
            (leftOutCount, "left out, because the potential does not know them or could not be evaluated"),
            (unconvergedCount, "not relaxed to the end"),
            (extrapolatedCount, "not what the potential knows, by grades above 2: energies may be far from right"),
        ].filter { $0.0 > 0 }.map { "\($0 == 1 ? "1 structure is" : "\($0) structures are") \($1)" }
    }
}

extension Configuration {
    /// As its file calls it.
    fileprivate var structureName: String? { feature("name") ?? feature("structure") ?? group }
}
