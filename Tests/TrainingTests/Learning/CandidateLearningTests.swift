import Atoms
import Foundation
import MomentTensor
import Synchronization
import TestSupport
import Testing

@testable import Training

/// A project that relaxes crystals of tungsten of several structures and begins with bcc alone (seed 3). The truth is the potential of tungsten
/// that is part of the repository, whose form the learnt one has.
struct CrystalProject {
    let folder: ScratchFolder
    let engine: StandInEngine
    let truth: Plan
    let candidates: [Configuration]

    static let structures: [ParentLattice] = [.bcc, .fcc, .hcp, .sc]

    init(select: String = "save = 2\nbreak = 10", explore: String = "relax = candidates.xyz") throws {
        folder = try ScratchFolder()
        truth = try tungstenPlan()
        engine = StandInEngine(truth)
        var random = SplitMix64(seed: 3)
        let tungsten = try #require(Element(symbol: "W"))
        var initial: [Configuration] = []
        for number in 0..<6 {
            let strain = SymmetricTensor(
                xx: .random(in: -0.03...0.03, using: &random), yy: .random(in: -0.03...0.03, using: &random),
                zz: .random(in: -0.03...0.03, using: &random), yz: .random(in: -0.02...0.02, using: &random),
                xz: .random(in: -0.02...0.02, using: &random), xy: .random(in: -0.02...0.02, using: &random))
            initial.append(try bcc(a: 3.1 + 0.03 * Double(number)).displaced(by: 0.12, using: &random).strained(strain))
        }
        try initial.writeExtendedXYZ(to: folder.path("initial.xyz"))
        var candidates: [Configuration] = []
        for structure in CrystalProject.structures {
            for factor in [0.97, 1.06] {
                try DecoratedLattice(structure, elements: [tungsten], volumes: [16.5 * factor]).forEach(atoms: 2) { crystal in
                    candidates.append(crystal.displaced(by: 0.03, using: &random))
                }
            }
        }
        self.candidates = candidates
        try candidates.writeExtendedXYZ(to: folder.path("candidates.xyz"))
        for name in ["pair", "script"] { try folder.write("", to: name) }
        try folder.write(
            """
            [potential]
            species = W
            level = 8
            cutoff = 5
            [data]
            initial = initial.xyz
            [explore]
            \(explore)
            [select]
            \(select)
            [label]
            engine = lammps
            pair = pair
            [loop]
            rounds = 20
            """, to: "learn.conf")
    }

    func project(_ change: (inout LearningProject) -> Void = { _ in }) throws -> LearningProject {
        var project = try LearningProject(folder: folder.path)
        project.labelling.engine = engine
        change(&project)
        return project
    }

    func learn(
        rounds: Int? = nil, threads: Int = 1, _ watch: LearningWatch = LearningWatch(), _ change: (inout LearningProject) -> Void = { _ in }
    ) throws -> Learning.Ending {
        try Learning(try project(change), threads: threads, watch: watch).run(rounds: rounds)
    }

    func records(_ round: Int) throws -> [CandidateRecord] {
        try #require(try Round(round, of: folder.path).record([CandidateRecord].self, .candidates))
    }

    func relaxed() throws -> [Configuration] { try readConfigurations(path: folder.path(LearnedCandidates.fileName)) }

    func data(_ name: String) -> Data? { FileManager.default.contents(atPath: folder.path(name)) }

    static let results = ["training.xyz", "potential.mtp", "potential.almtp", "relaxed.xyz"]
}

@Suite("Learning from relaxations")
struct CandidateLearningTests {
    @Test("all crystals relax to where the truth has them, though the potential knew bcc only")
    func completes() throws {
        let project = try CrystalProject()
        #expect(try project.learn() == .complete)
        // The first potential knows bcc and none of the others.
        for (candidate, record) in zip(project.candidates, try project.records(1)) {
            #expect((record.ending == .known) == (candidate.group == "bcc"), "\(candidate.group ?? "")")
        }
        let learned = try LearnedCandidates(try project.project())
        #expect(learned.count == project.candidates.count && learned.unfinished == [])
        let evaluator = SystemEvaluator(project.truth)
        var energies: [String: Double] = [:]
        for (candidate, relaxed) in zip(project.candidates, try project.relaxed()) {
            let reference = try Relaxation().run(candidate.system, with: evaluator)
            #expect(reference.isConverged && relaxed.feature("relaxation") == "converged")
            let energy = try #require(relaxed.energy) / Double(relaxed.count)
            #expect(abs(energy - reference.evaluation.energy / Double(candidate.count)) < 1e-5)
            #expect(agree(relaxed.cell.volume, reference.system.cell.volume, within: 1e-4))
            energies[try #require(relaxed.group)] = energy
        }
        // Tungsten is bcc, and what else is a minimum of its own lies above.
        let lowest = try #require(energies.min { $0.value < $1.value })
        #expect(try #require(energies["fcc"]) > lowest.value + 0.1 && (try #require(energies["bcc"])) - lowest.value < 1e-5)
    }

    @Test("what is relaxed in the end began with the candidates themselves, with the last potential")
    func fromTheBeginning() throws {
        let project = try CrystalProject()
        #expect(try project.learn() == .complete)
        let last = project.folder.names(in: "rounds").count - 1
        #expect(last > 2)
        #expect(try project.records(last).allSatisfy { !$0.isContinued && $0.ending == .known })
        // On the way there, what was known went on from where it was.
        #expect(try (2..<last).flatMap { try project.records($0) }.contains { $0.isContinued })
        let evaluator = SystemEvaluator(try Plan(try PotentialFile(path: project.folder.path("potential.mtp")).potential))
        for (candidate, relaxed) in zip(project.candidates, try project.relaxed()) {
            let outcome = try Relaxation().run(candidate.system, with: evaluator)
            #expect(abs(outcome.evaluation.energy - (try #require(relaxed.energy))) < 1e-7)
        }
    }

    @Test("that was stopped anywhere goes on to the same bytes, on any number of threads")
    func resumes() throws {
        let whole = try CrystalProject()
        #expect(try whole.learn(threads: 3) == .complete)
        let broken = try CrystalProject()
        var stops = 0
        while true {
            let asked = Atomic<Int>(0)
            let limit = 1 + 5 * stops
            let ending = try broken.learn(
                threads: 1 + stops % 2, LearningWatch(isCancelled: { asked.add(1, ordering: .relaxed).oldValue >= limit }))
            if ending == .complete { break }
            stops += 1
            #expect(stops < 500)
        }
        #expect(stops > 5 && broken.engine.calls >= whole.engine.calls)
        for name in CrystalProject.results { #expect(broken.data(name) != nil && broken.data(name) == whole.data(name), "\(name)") }
        let page = { (project: CrystalProject) in
            try project.folder.read("hull.html").replacing(try project.project().name, with: "")
        }
        #expect(try page(broken) == page(whole))
        // Nothing is left of the parts.
        #expect(!broken.folder.names(in: "rounds/001").contains("relax"))
    }

    @Test("a candidate that never becomes known is set aside with the reason, and the others are relaxed all the same")
    func setsAside() throws {
        let project = try CrystalProject()
        // No fit can follow a truth that changes with every answer.
        let (plan, answers) = (project.truth, Counter())
        let engine = StandInEngine { configuration throws(VolterraError) in
            var answer = configuration.withoutLabels.labelled(by: try SystemEvaluator(plan).evaluate(configuration.system))
            guard configuration.group == "sc" else { return answer }
            answer.energy = (answer.energy ?? 0) + (answers.next() % 2 == 0 ? 2 : -2) * Double(configuration.count)
            return answer
        }
        let ending = try project.learn { project in
            project.labelling.engine = engine
            project.exploration.candidates.patience = 1
        }
        #expect(ending == .complete)
        let learned = try LearnedCandidates(try project.project())
        let groups = Set(learned.unfinished.map { project.candidates[$0 - 1].group ?? "" })
        #expect(!groups.isEmpty)
        let text = try learned.text()
        #expect(
            text.contains("set aside: still comes to a grade of ") && text.contains("rounds in which something on its way was labelled"))
        for (number, relaxed) in zip(1..., try project.relaxed()) {
            let isUnfinished = learned.unfinished.contains(number)
            #expect((relaxed.energy == nil) == isUnfinished)
            #expect(relaxed.feature("relaxation") == (isUnfinished ? "set-aside" : "converged"))
        }
    }

    @Test("candidates and simulations go together in one project")
    func both() throws {
        let project = try CrystalProject(
            explore: "relax = candidates.xyz\nscript = script\ncommand = cp ../../../../frames.xyz trajectory.xyz\nframes = trajectory.xyz")
        var random = SplitMix64(seed: 5)
        try (0..<3).map { _ in try bcc(a: 3.3).displaced(by: 0.4, using: &random) }.writeExtendedXYZ(to: project.folder.path("frames.xyz"))
        #expect(try project.learn(rounds: 1) == .roundLimit)
        let groups = Set(try Round(1, of: project.folder.path).configurations(.preselected).map { $0.group ?? "" })
        #expect(groups.contains("script") && groups.contains("fcc"))
        let history = try LearningHistory(try project.project())
        #expect(history.text.contains(" of 8 candidates relaxed and known, ") && history.text.contains("script: "))
        #expect(try ParsedMarkup(history.html).texts(of: "h2").contains("Candidates"))
    }

    @Test("with other candidates another round begins, and without any there is nothing to do")
    func changes() throws {
        let project = try CrystalProject()
        #expect(try project.learn() == .complete)
        let rounds = project.folder.names(in: "rounds").count
        #expect(try project.learn() == .complete && project.folder.names(in: "rounds").count == rounds)
        try Array(project.candidates.prefix(3)).writeExtendedXYZ(to: project.folder.path("candidates.xyz"))
        #expect(try project.learn() == .complete && project.folder.names(in: "rounds").count > rounds)
        #expect(try LearnedCandidates(try project.project()).count == 3)

        let text = try project.folder.read("learn.conf")
        try project.folder.write(text.replacing("relax = candidates.xyz", with: ""), to: "learn.conf")
        let error = try #require(throws: VolterraError.self) { try project.learn() }
        #expect(error.message == "[explore] needs 'script': what to simulate, for LAMMPS, or 'relax', which structures to relax")
        #expect(try LearningHistory(try project.project()).callCount > 0)
    }

    @Test("of large frames cells are cut out, labelled and learnt")
    func carves() throws {
        let project = try CrystalProject(
            select: "save = 2\nbreak = 1e9\ncarve-above = 200\ncarve-atoms = 100, 200\ncarve-limit = 2",
            explore: "script = script\ncommand = cp ../../../../frames.xyz trajectory.xyz\nframes = trajectory.xyz")
        var random = SplitMix64(seed: 8)
        var frame = try bcc(n: 5).displaced(by: 0.05, using: &random)
        frame.positions.remove(at: 60)
        frame.kinds.removeLast()
        try [frame].writeExtendedXYZ(to: project.folder.path("frames.xyz"))
        #expect(try project.learn() == .complete)
        let labelled = try Round(1, of: project.folder.path).configurations(.labelled)
        #expect(!labelled.isEmpty && labelled.count <= 2)
        let judge = try CandidateJudge(Round(0, of: project.folder.path), .maxvol, PlanOptions())
        let grades = try #require(try judge.judge(frame, with: SystemEvaluator(judge.plan)).ofAtoms)
        for cell in labelled {
            #expect((100...200).contains(cell.count) && cell.energy != nil && cell.group == "script")
            let atom = try #require(cell.feature("carved_from_atom").flatMap { Int($0) })
            #expect(grades[atom - 1] > 2)
            let grade = try #require(cell.feature("learn_grade").flatMap { Double($0) })
            #expect(agree(grade, grades[atom - 1], within: 1e-3))
        }
        // Once the cells are learnt, the whole frame is known.
        let last = Round(project.folder.names(in: "rounds").count - 1, of: project.folder.path).lastFitted
        let learnt = try CandidateJudge(last, .maxvol, PlanOptions())
        #expect(try learnt.judge(frame, with: SystemEvaluator(learnt.plan)).largest <= 2)
        #expect(try readConfigurations(path: project.folder.path("training.xyz")).allSatisfy { $0.count <= 200 })
    }
}

private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.add(1, ordering: .relaxed).oldValue }
}
