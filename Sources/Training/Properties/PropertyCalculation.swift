import Atoms
import MomentTensor

/// Computes the properties of the pure crystals of each species of a potential.
public struct PropertyCalculation {
    /// Which, besides the lattice.
    public var kinds = Set(PropertyKind.allCases)
    /// `nil` for the one of lowest energy.
    public var structure: CrystalStructure?
    private let pool: EvaluationPool
    /// Of the species in their order; `nil` for those whose file does not tell.
    private let elements: [Element?]

    public init(_ plan: Plan, elements: [Element?], threads: Int) {
        pool = EvaluationPool(plan, threads: threads)
        self.elements = elements
    }

    public var speciesCount: Int { pool.plan.potential.species.count }
    /// How often `progress` is called for each species.
    public var stepsPerSpecies: Int { kinds.union([.lattice]).count }

    /// Throws if the species has no bound crystal.
    public func run(species: Int, progress: () -> Void) throws(VolterraError) -> ElementProperties {
        var properties = try lattice(species)
        progress()
        for kind in PropertyKind.allCases where kind != .lattice && kinds.contains(kind) {
            do throws(VolterraError) {
                try add(kind, to: &properties)
            } catch {
                properties.failures.append("\(kind.rawValue): \(error.message)")
            }
            progress()
        }
        return properties
    }

    /// Of all species that have a bound one, the crystal of lowest energy.
    static func crystals(_ plan: Plan, threads: Int) -> [Crystal] {
        let elements = [Element?](repeating: nil, count: plan.potential.species.count)
        let calculation = PropertyCalculation(plan, elements: elements, threads: threads)
        return elements.indices.compactMap { try? calculation.lattice($0).crystal }
    }

    private func name(_ species: Int) -> String {
        elements[species]?.symbol ?? "type \(pool.plan.potential.species[species].label)"
    }

    private func lattice(_ species: Int) throws(VolterraError) -> ElementProperties {
        let isolated = try pool.mapAll(1) { evaluator, _ throws(VolterraError) in
            try Crystal.isolatedAtomEnergy(species: species, with: evaluator)
        }[0]
        let structures = CrystalStructure.allCases
        let results = pool.map(structures.count) { evaluator, index throws(VolterraError) in
            try Crystal.lowest(structures[index], species: species, with: evaluator)
        }
        var candidates: [ElementProperties.Candidate] = []
        var failures: [String] = []
        for (structure, result) in zip(structures, results) {
            do throws(VolterraError) {
                candidates.append(.init(structure: structure, crystal: try result.get()))
            } catch {
                candidates.append(.init(structure: structure, crystal: nil))
                failures.append("lattice: \(error.message)")
            }
        }
        let wanted = candidates.filter { structure == nil || $0.structure == structure }.compactMap(\.crystal)
        guard let crystal = wanted.min(by: { $0.energyPerAtom < $1.energyPerAtom }) else { throw unbound(species) }
        var properties = ElementProperties(name: name(species), isolatedEnergy: isolated, candidates: candidates, crystal: crystal)
        properties.failures = failures
        let above = properties.energyAboveLowest(crystal)
        if above > 0 {
            properties.warnings.append("\(crystal.structure.rawValue) is \(fixedText(1000 * above, 2)) meV/atom above the lowest structure")
        }
        return properties
    }

    private func unbound(_ species: Int) -> VolterraError {
        let basis = pool.plan.potential.radialBasis
        return VolterraError(
            .notConverged,
            "\(name(species)) has no bound \(structure?.rawValue ?? "crystal") with neighbours between "
                + "\(shortText(basis.minimumDistance)) and \(shortText(basis.cutoff)) Å",
            advice: structure == nil
                ? "was the potential trained on crystals of this element?" : "leave out --structure to see which structures there are")
    }

    private func add(_ kind: PropertyKind, to properties: inout ElementProperties) throws(VolterraError) {
        let crystal = properties.crystal
        switch kind {
        case .lattice: break
        case .elastic:
            let elastic = try ElasticConstants(crystal, pool)
            properties.elastic = elastic
            if try !elastic.relaxed.isStable() { properties.warnings.append("the crystal is unstable: a strain lowers its energy") }
        case .eos:
            guard let equation = try EquationOfState.sampled(crystal, pool) else {
                throw VolterraError(.notConverged, "the energies do not have the form of an equation of state")
            }
            properties.equationOfState = equation
        case .vacancy:
            let vacancy = try Vacancy(crystal, pool)
            properties.vacancy = vacancy
            for migration in vacancy.migrations where !migration.isConverged {
                properties.failures.append("vacancy: the path of the migration was not found")
            }
        case .surfaces: addSurfaces(to: &properties)
        case .phonons: try addPhonons(to: &properties)
        case .faults:
            properties.faults = try StackingFault.all(crystal, pool)
            for fault in properties.faults where !fault.isComplete {
                let sentence =
                    "on the line \(fault.name) atoms do not come to rest everywhere at distances for which the potential was made"
                if fault.unstable == nil { properties.failures.append("faults: \(sentence)") } else { properties.warnings.append(sentence) }
            }
        }
    }

    private func addSurfaces(to properties: inout ElementProperties) {
        for result in Surface.all(properties.crystal, pool) {
            do throws(VolterraError) {
                properties.surfaces.append(try result.get())
            } catch {
                properties.failures.append("surfaces: \(error.message)")
            }
        }
    }

    private func addPhonons(to properties: inout ElementProperties) throws(VolterraError) {
        guard let element = elements[properties.crystal.species] else {
            properties.warnings.append("there are no phonons, because the mass is unknown: name the elements with --species")
            return
        }
        let phonons = try Phonons(properties.crystal, mass: element.mass, pool)
        properties.phonons = phonons
        if let lowest = phonons.mostUnstable {
            properties.warnings.append("the crystal is unstable: a vibration has an imaginary frequency, \(fixedText(-lowest, 2))i THz")
        }
    }
}
