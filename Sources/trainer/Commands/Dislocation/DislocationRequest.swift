import Atoms
import MomentTensor
import Training

/// Which dislocation a command line means, and in which crystal.
struct DislocationRequest {
    let builder: DislocationBuilder
    let material: DislocationMaterial
    /// `nil` where the crystal is given by numbers alone.
    let potential: LoadedPotential?
    let pool: EvaluationPool?
    /// What every atom is.
    let kind: Configuration.Kind

    init(_ invocation: Invocation) throws(VolterraError) {
        let orientation = try DislocationRequest.orientation(invocation)
        let elastic = try DislocationRequest.numbers(invocation, Options.elasticConstants)
        let lattice = invocation[Options.latticeConstant]
        let symbol = invocation[Options.element]
        var element: Element?
        if let symbol {
            guard let known = Element(symbol: symbol) else {
                throw VolterraError(
                    .usage, "--element names '\(symbol)', which is no element", advice: "chemical symbols are written as in W")
            }
            element = known
        }
        if invocation.all(Arguments.potential).isEmpty {
            guard let lattice, let elastic, let element else {
                throw VolterraError(
                    .usage, "without a potential, the crystal is not known",
                    advice: "name a potential, or give --element, --lattice and --elastic")
            }
            (potential, pool, kind) = (nil, nil, .element(element))
            material = try DislocationMaterial(orientation.structure, latticeConstant: lattice, elasticConstants: elastic)
        } else {
            let loaded = try LoadedPotential(invocation)
            let pool = EvaluationPool(loaded.plan, threads: try invocation.threadCount())
            let species = try DislocationRequest.species(of: element, in: loaded)
            kind = loaded.elements.map { .element($0[species]) } ?? .type(species)
            material = try DislocationMaterial(
                orientation.structure, species: species, latticeConstant: lattice, elasticConstants: elastic, pool)
            (potential, self.pool) = (loaded, pool)
        }
        var builder = try DislocationBuilder(try DislocationFrame(orientation, in: material.crystal), material.elasticity)
        builder.core = try invocation.required(Options.core)
        guard builder.frame.hasCores || !invocation.has(Options.core) else {
            throw VolterraError(
                .usage, "--core is for the screw dislocation of bcc on {110}",
                advice: "leave it out: this one has its core between two planes")
        }
        builder.dissociation = invocation[Options.dissociation] ?? 0
        builder.isSelfConsistent = !invocation[Options.linearField]
        self.builder = builder
    }

    private static func species(of element: Element?, in potential: LoadedPotential) throws(VolterraError) -> Int {
        guard let element else { return 0 }
        guard let elements = potential.elements, let species = elements.firstIndex(of: element) else {
            throw VolterraError(
                .usage, "the potential knows no \(element.symbol)",
                advice: potential.elements.map { "it knows " + $0.map(\.symbol).joined(separator: ", ") }
                    ?? "name its elements in their order with --species")
        }
        return species
    }

    private static func orientation(_ invocation: Invocation) throws(VolterraError) -> DislocationOrientation {
        let vectors = [Options.burgers, Options.plane, Options.line]
        let given = vectors.filter { invocation.has($0) }
        if let type = invocation[Options.dislocationType] {
            guard given.isEmpty, !invocation.has(Options.dislocationCrystal) else {
                throw VolterraError(
                    .usage, "--type already says what \((given.first ?? Options.burgers).spelling) would", advice: "give only one of them")
            }
            return type.orientation
        }
        guard given.count == vectors.count else {
            throw VolterraError(
                .usage, "which dislocation is meant is not said", advice: "give --type, or --burgers, --line and --plane together")
        }
        var values: [SIMD3<Double>] = []
        for option in vectors { values.append(try vector(invocation, option)) }
        return DislocationOrientation(
            invocation[Options.dislocationCrystal] ?? .bcc, burgers: values[0], normal: values[1], line: values[2])
    }

    private static func vector(_ invocation: Invocation, _ option: Option<[String]>) throws(VolterraError) -> SIMD3<Double> {
        guard let numbers = try numbers(invocation, option) else { return .zero }
        return SIMD3(numbers[0], numbers[1], numbers[2])
    }

    /// Three finite numbers.
    private static func numbers(_ invocation: Invocation, _ option: Option<[String]>) throws(VolterraError) -> [Double]? {
        guard let words = invocation[option] else { return nil }
        let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
        guard numbers.count == 3, words.count == 3 else {
            throw VolterraError(.usage, "\(option.spelling) needs \(option.expectation), not '\(words.joined(separator: ","))'")
        }
        return numbers
    }

    static func cylinder(_ invocation: Invocation, radius: Option<Double>) throws(VolterraError) -> DislocationCylinder {
        var cylinder = DislocationCylinder()
        cylinder.radius = try invocation.required(radius)
        cylinder.rimWidth = try invocation.required(Options.rim)
        cylinder.periods = try invocation.required(Options.periods)
        return cylinder
    }

    /// The atoms of a system with what it says of its dislocations.
    func configuration(_ system: AtomicSystem, of crystal: DislocatedCrystal) -> Configuration {
        var configuration = Configuration(
            cell: system.cell, positions: system.positions, kinds: Array(repeating: kind, count: system.count))
        if crystal.groups.contains(where: \.isFixed) { configuration.isFixed = crystal.isFixed }
        configuration.features = description(of: crystal).features
        return configuration
    }

    private func description(of crystal: DislocatedCrystal) -> DislocationDescription {
        DislocationDescription(
            builder.frame.orientation, latticeConstant: material.crystal.a, elasticConstants: material.elasticConstants,
            places: crystal.places)
    }
}
