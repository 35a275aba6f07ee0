import Atoms
import MomentTensor
import Training

/// `trainer carve`
enum CarveCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.dumps)
        let output = try invocation.outputFile(reading: inputs + [try invocation.required(Arguments.potential)])
        let carving = try carving(invocation)
        let potential = try LoadedPotential(invocation)
        var settings = ActiveSetSelection.Settings()
        settings.criteria = [GradeCriterion(mode: .neighbourhood, parameters: try invocation.required(Options.gradedParameters))]
        let grader = try invocation.grader(potential, settings, dataOptions: [Options.gradedParameters])
        let writer = try invocation.writer(to: output, elements: potential.elements)
        let targets = try Targets(invocation, cutoff: potential.plan.potential.radialBasis.cutoff)
        var table = CarvingTable()
        var configurationCount = 0
        try invocation.forEachJob(
            inputs, activity: "carving", with: potential,
            BatchEvaluator(potential.plan, threads: try invocation.threadCount(), configurationsPerThread: 2)
        ) { job, evaluator throws(VolterraError) in
            let system = job.system
            var cells: [CarvedCell] = []
            for atom in try targets.atoms(system, grader, evaluator) {
                cells.append(try carving.carve(system, around: atom, grader, with: evaluator))
            }
            return cells
        } body: { job, cells throws(VolterraError) in
            configurationCount += 1
            for cell in cells {
                var configuration = cell.configuration(from: job.item.configuration)
                configuration.features.append(.init(name: "carved_from", value: "\(job.item.path):\(job.item.number)"))
                try writer.write(configuration)
                table.add(cell, from: .init(file: job.item.path, number: job.item.number))
            }
        }
        try writer.finish()
        try Console.print(invocation[Options.json] ? table.json.text : table.text)
        invocation.reportSuccess(
            "\(output): \(counted(table.cells.count, "cell")) out of \(counted(configurationCount, "configuration"))")
    }

    private static func carving(_ invocation: Invocation) throws(VolterraError) -> Carving {
        var carving = Carving()
        carving.shape = try invocation.required(Options.shape)
        carving.axis = invocation[Options.along]?.index
        carving.vacuum = try invocation.required(Options.vacuum)
        let atoms = try invocation.required(Options.cellAtoms)
        guard atoms.count == 2, atoms[0] <= atoms[1] else {
            throw VolterraError(.usage, "\(Options.cellAtoms.spelling) needs a least and a largest number, such as 100,200")
        }
        carving.atomCount = atoms[0]...atoms[1]
        return carving
    }
}

/// Which atoms of a configuration are cut out.
private struct Targets: Sendable {
    private let atom: Int?
    private let threshold: Double
    private let limit: Int
    private let cutoff: Double

    init(_ invocation: Invocation, cutoff: Double) throws(VolterraError) {
        atom = invocation[Options.carveAtom]
        threshold = try invocation.required(Options.carveThreshold)
        limit = try invocation.required(Options.carveLimit)
        self.cutoff = cutoff
    }

    func atoms(_ system: AtomicSystem, _ grader: ExtrapolationGrader, _ evaluator: SystemEvaluator) throws(VolterraError) -> [Int] {
        if let atom {
            guard atom <= system.count else {
                throw VolterraError(.badData, "has \(counted(system.count, "atom")), and --atom is \(atom)", advice: "name another")
            }
            return [atom - 1]
        }
        guard let grades = try grader.grades(of: system, with: evaluator).ofAtoms else {
            throw VolterraError(
                .unsupported, "the active set is about energies of configurations, and atoms have no grades against it",
                advice: "make one about atoms: trainer select POT TRAIN --almtp OUT.almtp")
        }
        return try CarvingTargets.atoms(system, grades: grades, above: threshold, apart: cutoff, most: limit)
    }
}

/// `--along`
enum CarvingAxis: String, CaseIterable, Sendable {
    case x, y, z

    /// That of the lattice vector.
    var index: Int {
        switch self {
        case .x: 0
        case .y: 1
        case .z: 2
        }
    }
}
