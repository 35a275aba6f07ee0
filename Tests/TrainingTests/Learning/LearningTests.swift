import Atoms
import Foundation
import MomentTensor
import Synchronization
import TestSupport
import Testing

@testable import Training

/// A loop without any other program than the shell: the simulation is a file of frames, and a table of answers is the truth.
private struct SmallProject {
    let folder: ScratchFolder
    let data: FitTestData

    /// - Parameter failing: which of the frames the engine has no answer for.
    init(failing: Set<Int> = [], more: String = "", select: String = "save = 1.1\nbreak = 1e9\nlimit = 3") throws {
        folder = try ScratchFolder()
        data = try FitTestData(level: 4, count: 40, radialSize: 4, seed: 11)
        try Array(data.configurations.prefix(4)).writeExtendedXYZ(to: folder.path("initial.xyz"))
        try data.configurations.dropFirst(4).map(\.withoutLabels).writeExtendedXYZ(to: folder.path("frames.xyz"))
        try folder.make("answers")
        for (index, configuration) in data.configurations.enumerated() where !failing.contains(index) {
            try [configuration].writeExtendedXYZ(to: folder.path("answers/\(SmallProject.key(configuration)).xyz"))
        }
        try folder.write(
            """
            # $1: the first atom, which is different in all of them
            key=$(sed -n 3p atoms.xyz | tr -s ' ' | cut -d' ' -f2)
            echo "$key" >> '\(folder.path)/calls'
            cp '\(folder.path)/answers/'"$key.xyz" labelled.xyz || { echo no answer; exit 3; }

            """, to: "truth.sh")
        try folder.write("", to: "script")
        try folder.write(
            """
            [potential]
            species = W
            level = 4
            cutoff = 4.4
            radial-size = 4
            min-distance = 1.8
            [data]
            initial = initial.xyz
            [explore]
            script = script
            command = cp '\(folder.path)/frames.xyz' trajectory.xyz
            frames = trajectory.xyz
            [select]
            \(select)
            [label]
            engine = command
            format = extxyz
            input = atoms.xyz
            command = sh '\(folder.path)/truth.sh'
            output = labelled.xyz
            parallel = 2
            \(more)
            [fit]
            iterations = 3
            first-iterations = 5
            """, to: "learn.conf")
    }

    static func key(_ configuration: Configuration) -> String { "\(configuration.positions[0].x)" }

    func learn(rounds: Int? = nil, _ watch: LearningWatch = LearningWatch()) throws -> Learning.Ending {
        try Learning(try LearningProject(folder: folder.path), threads: 1, watch: watch).run(rounds: rounds)
    }

    var calls: [String] { ((try? folder.read("calls")) ?? "").split(separator: "\n").map(String.init) }
}

@Suite("Learning on the fly")
struct LearningTests {
    @Test("ends when no frame has a grade that is too high, and labels nothing twice")
    func completes() throws {
        let project = try SmallProject()
        #expect(try project.learn() == .complete)
        let calls = project.calls
        #expect(calls.count >= 3 && Set(calls).count == calls.count)
        let training = try readConfigurations(path: project.folder.path("training.xyz"))
        #expect(training.count == 4 + calls.count && training.allSatisfy { $0.energy != nil && $0.forces != nil && $0.virial != nil })
        #expect(training.last?.group == "script" && training.last?.feature("learn_round") != nil)

        // By the potential and the active set that are published, all frames are known.
        let last = Round(project.folder.names(in: "rounds").count - 1, of: project.folder.path).lastFitted
        let judge = try CandidateJudge(last, .maxvol, PlanOptions())
        #expect(try PotentialFile(path: project.folder.path("potential.almtp")) == PotentialFile(path: last.path(.graded)))
        let evaluator = SystemEvaluator(judge.plan)
        for frame in project.data.configurations {
            #expect(try judge.judge(frame, with: evaluator).largest <= 1.1)
        }
        // What it has learnt is the truth: a potential of the same form.
        let history = try LearningHistory(try LearningProject(folder: project.folder.path))
        #expect(history.isComplete && history.callCount == calls.count)
        #expect(history.text.contains("complete: the last simulations met nothing new"))
        #expect(try project.folder.read("index.html") == history.html && project.folder.has("log.jsonl"))
        let page = try ParsedMarkup(history.html)
        let text = page.texts(of: "body").joined()
        #expect(text.contains("Calls of the engine") && text.contains("How far simulations came"))
        // Once more, there is nothing to do.
        let before = try project.folder.read("potential.mtp")
        #expect(try project.learn() == .complete)
        #expect(try project.folder.read("potential.mtp") == before && project.calls == calls)
    }

    @Test("that was stopped anywhere goes on to the same data and the same potential")
    func resumes() throws {
        let whole = try SmallProject()
        #expect(try whole.learn() == .complete)
        let broken = try SmallProject()
        var stops = 0
        while true {
            // Stopped at one question later each time.
            let asked = Counter()
            let limit = 1 + 3 * stops
            let ending = try broken.learn(LearningWatch(isCancelled: { asked.next() >= limit }))
            if ending == .complete { break }
            stops += 1
            #expect(stops < 500)
        }
        #expect(stops > 5)
        for name in ["training.xyz", "potential.mtp", "potential.almtp"] {
            #expect(
                FileManager.default.contents(atPath: broken.folder.path(name))
                    == FileManager.default.contents(atPath: whole.folder.path(name)),
                "\(name)")
        }
        // A calculation that nobody waited for may have been begun again; one that was complete was not.
        #expect(Set(broken.calls) == Set(whole.calls))
    }

    @Test("sets aside what cannot be computed, with the reason, and goes on with the rest")
    func failures() throws {
        let first = try SmallProject()
        #expect(try first.learn(rounds: 1) == .roundLimit)
        let keys = project(first).map(SmallProject.key)
        let failing = try #require(keys.first)
        let index = try #require(first.data.configurations.firstIndex { SmallProject.key($0) == failing })

        let second = try SmallProject(failing: [index], more: "attempts = 3")
        #expect(try second.learn() == .complete)
        #expect(second.calls.count { $0 == failing } == 3)
        let aside = second.folder.names(in: "set-aside")
        #expect(aside.count == 1)
        let configuration = try #require(try readConfigurations(path: second.folder.path("set-aside/\(aside[0])")).first)
        #expect(SmallProject.key(configuration) == failing && configuration.energy == nil)
        #expect(configuration.feature("reason")?.hasPrefix("exit status 3: ") == true)
        let training = try readConfigurations(path: second.folder.path("training.xyz"))
        #expect(!training.contains { SmallProject.key($0) == failing })
        #expect(try LearningHistory(try LearningProject(folder: second.folder.path)).text.contains("1 set aside: exit status 3"))
    }

    private func project(_ small: SmallProject) -> [Configuration] {
        (try? readConfigurations(path: small.folder.path("rounds/001/selected.xyz"))) ?? []
    }

    @Test("stops where nothing at all can be computed, sets nothing aside, and goes on when the cause is removed")
    func noneLabelled() throws {
        let project = try SmallProject(failing: Set(4..<40))
        let error = try #require(throws: VolterraError.self) { try project.learn() }
        #expect(error.kind == .notConverged && error.message.hasPrefix("none of "))
        #expect(error.message.contains("could be labelled; the first: exit status 3: "))
        #expect(project.folder.names(in: "set-aside") == [])
        for configuration in project.data.configurations {
            try [configuration].writeExtendedXYZ(to: project.folder.path("answers/\(SmallProject.key(configuration)).xyz"))
        }
        #expect(try project.learn() == .complete)
    }

    @Test("labels first what it begins with, and with another simulation begins another round")
    func unlabelled() throws {
        let project = try SmallProject()
        try project.data.configurations.prefix(4).map(\.withoutLabels).writeExtendedXYZ(to: project.folder.path("initial.xyz"))
        #expect(try project.learn() == .complete)
        #expect(project.calls.count >= 4)
        let rounds = project.folder.names(in: "rounds")
        // Twice as far from the crystal.
        var random = SplitMix64(seed: 4)
        let far = project.data.configurations.prefix(5).map { $0.withoutLabels.displaced(by: 0.3, using: &random) }
        let evaluator = SystemEvaluator(try Plan(project.data.teacher))
        for frame in far {
            var labelled = frame
            let result = try evaluator.evaluate(
                cell: frame.cell, positions: frame.positions, species: Array(repeating: 0, count: frame.count))
            (labelled.energy, labelled.forces, labelled.virial) = (result.energy, result.forces, result.virial)
            try [labelled].writeExtendedXYZ(to: project.folder.path("answers/\(SmallProject.key(frame)).xyz"))
        }
        try far.writeExtendedXYZ(to: project.folder.path("frames.xyz"))
        // The simulations are the same as far as anybody can tell.
        #expect(try project.learn() == .complete && project.folder.names(in: "rounds") == rounds)
        try project.folder.write("# other", to: "script")
        #expect(try project.learn() == .complete && project.folder.names(in: "rounds").count > rounds.count)
    }

    @Test("by novelty instead of grades ends where none is too high, in the same way")
    func novelty() throws {
        func largest(_ project: SmallProject) throws -> Double {
            let last = Round(project.folder.names(in: "rounds").count - 1, of: project.folder.path).lastFitted
            let judge = try CandidateJudge(last, .novelty, PlanOptions())
            let evaluator = SystemEvaluator(judge.plan)
            return try project.data.configurations.map { try judge.judge($0, with: evaluator).largest }.max() ?? 0
        }
        let project = try SmallProject(select: "method = novelty\nsave = 1e-9\nbreak = 0.9\nlimit = 3")
        #expect(try project.learn(rounds: 0) == .roundLimit)
        let threshold = try largest(project) / 2
        let text = try project.folder.read("learn.conf").replacing("save = 1e-9", with: "save = \(threshold)")
        try project.folder.write(text, to: "learn.conf")
        #expect(try project.learn() == .complete)
        let calls = project.calls
        #expect(calls.count >= 1 && Set(calls).count == calls.count)
        #expect(try largest(project) <= threshold)

        try project.folder.write(text.replacing("frames = trajectory.xyz", with: ""), to: "learn.conf")
        let error = try #require(throws: VolterraError.self) { try LearningProject(folder: project.folder.path) }
        #expect(error.message == "the pair style saves by grades, not by novelty")
    }

    @Test("a simulation that fails for another reason than a high grade stops it, and says which")
    func failedSimulation() throws {
        let project = try SmallProject()
        let text = try project.folder.read("learn.conf")
        try project.folder.write(
            text.replacing("trajectory.xyz\nframes", with: "trajectory.xyz; echo no such fix; exit 1\nframes").replacing(
                "save = 1.1", with: "save = 1e8"), to: "learn.conf")
        let error = try #require(throws: VolterraError.self) { try project.learn() }
        #expect(error.message == "the simulation script failed, exit status 1: no such fix")
        #expect(error.file?.hasSuffix("rounds/001/explore/script") == true)
        // LAMMPS without a screen says it in its log only.
        try project.folder.write(
            try project.folder.read("learn.conf").replacing("echo no such fix", with: "echo 'ERROR: unknown fix' > log.lammps; echo bye"),
            to: "learn.conf")
        let logged = try #require(throws: VolterraError.self) { try project.learn() }
        #expect(logged.message == "the simulation script failed, exit status 1: ERROR: unknown fix")
    }
}

private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    func next() -> Int { count.add(1, ordering: .relaxed).oldValue }
}

@Suite("Labels of a project")
struct LabelTests {
    @Test("are checked: forces, their sum, and the energy beside those that are known")
    func check() throws {
        let data = try FitTestData(speciesCount: 2, count: 6, seed: 3)
        let folder = try ScratchFolder()
        for name in ["initial.xyz", "in.x", "pair"] { try folder.write("", to: name) }
        try folder.write(
            """
            [potential]
            species = W, Re
            level = 4
            cutoff = 5
            [data]
            initial = initial.xyz
            [explore]
            script = in.x
            [label]
            engine = lammps
            pair = pair
            largest-force = 1e4
            energy-window = 1e5
            """, to: "learn.conf")
        let settings = try LearningProject(folder: folder.path).labelling
        let elements = try data.teacher.species.map { try #require(Element(symbol: $0.element ?? "")) }
        let check = try LabelCheck(settings, data.configurations, elements: elements)
        var good = data.configurations[0]
        #expect(check.objection(to: good) == nil)
        good.energy! += 8e6
        #expect(
            check.objection(to: good)?.hasPrefix("the energy is ") == true
                && check.objection(to: good)?.hasSuffix(" eV/atom from what is known") == true)
        var pulled = data.configurations[1]
        pulled.forces![0].x += 5
        #expect(check.objection(to: pulled)?.hasPrefix("the forces add up to 0.6") == true)
        pulled.forces![0].x += 1e6
        #expect(check.objection(to: pulled)?.hasSuffix("is above the limit of 10000") == true)
        pulled.forces![0].x = .nan
        #expect(check.objection(to: pulled) == "a force is not finite")
    }

    @Test("a configuration is known again by its atoms, their places and the cell, to the last bit")
    func hash() throws {
        let one = try bcc()
        #expect(one.hash == one.hash && one.hash.count == 16)
        var other = one
        other.positions[3].y = other.positions[3].y.nextUp
        #expect(other.hash != one.hash)
        other = one
        other.cell.c.x = 1e-12
        #expect(other.hash != one.hash)
        other = one
        other.kinds[0] = try element("Re")
        #expect(other.hash != one.hash)
        other = one
        other.energy = 3
        other.features = [.init(name: "a", value: "b")]
        #expect(other.hash == one.hash)
    }
}
