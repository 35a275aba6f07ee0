import Atoms
import MomentTensor

/// A data set beside what a potential predicts for it: the errors in numbers, and what diagrams and lists of outliers need besides.
public struct Comparison: Sendable {
    /// Labels and deviations of one quantity, in the order in which they came. Single precision is what a diagram needs, and lets a
    /// million atoms fit into little memory; deviations are taken before they are rounded.
    struct Pairs: Sendable {
        private(set) var labels: [Float] = []
        private(set) var deviations: [Float] = []

        var count: Int { labels.count }

        mutating func add(_ label: Double, _ deviation: Double) {
            labels.append(Float(label))
            deviations.append(Float(deviation))
        }
    }

    /// A configuration, and where the user finds it.
    public struct Source: Sendable, Hashable {
        public var file: String
        /// In the file, from 1.
        public var number: Int

        public init(file: String, number: Int) {
            self.file = file
            self.number = number
        }
    }

    /// What the set is called, such as “training”.
    public let name: String
    public let files: [String]
    public private(set) var errors = ErrorTable()
    /// Where a prediction is NaN or infinite, and where a label is: these are part of nothing else.
    public private(set) var withoutPrediction: [Source] = []
    public private(set) var withBadLabel: [Source] = []

    /// eV/atom, deviations in meV/atom.
    private(set) var energy = Pairs()
    /// eV/Å, three components of each atom.
    private(set) var force = Pairs()
    /// |F| and |ΔF| of each atom, eV/Å.
    private(set) var forceMagnitude = Pairs()
    /// GPa, positive when compressed, six components of each configuration.
    private(set) var stress = Pairs()
    private(set) var outliers = Outliers()

    public init(_ name: String, files: [String]) {
        self.name = name
        self.files = files
    }

    /// Compares one configuration with what was predicted for it: energy in eV, forces in eV/Å, virial in eV.
    public mutating func add(
        _ reference: Configuration, from source: Source, energy: Double, forces: [SIMD3<Double>], virial: SymmetricTensor
    ) throws(VolterraError) {
        guard reference.hasFiniteLabels else {
            withBadLabel.append(source)
            return
        }
        let deviations: ConfigurationDeviations
        do throws(VolterraError) {
            deviations = try ConfigurationDeviations(reference, energy: energy, forces: forces, virial: virial)
        } catch {
            guard error.kind == .badData else { throw error }
            withoutPrediction.append(source)
            return
        }
        errors.add(deviations, of: reference)
        outliers.add(deviations, of: reference, from: source)
        if let energy = deviations.energy { self.energy.add(energy.label, energy.deviation) }
        for (label, deviation) in deviations.forces {
            for k in 0..<3 { force.add(label[k], deviation[k]) }
            forceMagnitude.add(label.length, deviation.length)
        }
        for component in deviations.stress { stress.add(component.label, component.deviation) }
    }

    /// All that were added.
    public var configurationCount: Int { errors.total.configurations + withoutPrediction.count + withBadLabel.count }
}

extension Configuration {
    fileprivate var hasFiniteLabels: Bool {
        energy?.isFinite ?? true && virial?.isFinite ?? true && forces?.allSatisfy { $0.length.isFinite } ?? true
    }
}
