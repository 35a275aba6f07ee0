import Atoms
import Foundation
import MomentTensor

/// One simulation of a round, in a folder of its own.
struct Simulation {
    let project: LearningProject
    let task: ExplorationRun
    let round: Round
    let potential: String
    let judge: CandidateJudge
    let watch: LearningWatch

    private var settings: ExplorationSettings { project.exploration }
    private var folder: String { "\(round.folder)/explore/\(task.name)" }
    private static let printed = "stdout"
    private static let preselected = "preselected.cfg"

    /// What it came to, now or in an earlier run of the program; `nil` if nobody waits any longer.
    func run() throws(VolterraError) -> ExplorationRecord.Run? {
        if let data = FileManager.default.contents(atPath: folder + "/result.json"),
            let record = try? JSONDecoder().decode(ExplorationRecord.Run.self, from: data)
        {
            return record
        }
        try Folder.makeEmpty(folder)
        let start = ContinuousClock.now
        let command = ShellCommand(line, in: folder, output: Simulation.printed, timeLimit: settings.timeLimit)
        let ending = try command.run(isCancelled: watch.isCancelled)
        if ending == .cancelled { return nil }
        let frames = try frames()
        let largest = frames.grades.map(\.grade).max() ?? 0
        var record = ExplorationRecord.Run(
            name: task.name, ending: largest >= project.selection.stop ? .stopped : ending == .outOfTime ? .outOfTime : .finished,
            steps: 0, seconds: (ContinuousClock.now - start) / .seconds(1), candidateCount: frames.candidates.count, grades: frames.grades)
        // Where a grade was too high, the pair style itself ended it; before that, it may have failed because of what the potential does
        // not know.
        if ending != .exited(0), ending != .outOfTime, largest < project.selection.stop {
            // With -screen none, LAMMPS has the error only in its log.
            let tails = [Simulation.printed, "log.lammps"].map { Folder.tail(of: folder + "/" + $0) }
            let last = tails.last { $0.contains("ERROR") } ?? tails[0]
            record.message = ending.words + (last.isEmpty ? "" : ": \(last)")
            guard !frames.candidates.isEmpty else {
                throw VolterraError(
                    .notConverged, "the simulation \(task.name) failed, \(record.message ?? "")", file: folder,
                    advice:
                        "look at \(Simulation.printed) and log.lammps in that folder; when the cause is removed, the same command goes on")
            }
            record.ending = .stopped
        }
        record.steps = max(frames.grades.last?.step ?? 0, record.ending == .stopped ? 0 : stepsOfLog)
        try frames.candidates.writeExtendedXYZ(to: folder + "/candidates.xyz")
        try record.writeJSON(to: folder + "/result.json")
        return record
    }

    /// The frames that it left to select from.
    func candidates() throws(VolterraError) -> [Configuration] {
        try readConfigurations(path: folder + "/candidates.xyz", format: .extendedXYZ)
    }

    // MARK: What is run

    private var line: String {
        var variables: [(String, String)] = [
            ("potential", potential), ("seed", "\(settings.seed + 1000 * round.number + task.index)"), ("round", "\(round.number)"),
            ("save", "\(project.selection.save)"), ("break", "\(project.selection.stop)"), ("preselected", Simulation.preselected),
        ]
        if project.selection.method == .novelty {
            variables.append(("posterior", URL(fileURLWithPath: potential).deletingPathExtension().path + ".posterior"))
        }
        if let temperature = task.temperatureText { variables.append(("temperature", temperature)) }
        if let structure = task.structure { variables.append(("structure", structure)) }
        for word in settings.variables {
            let parts = word.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2 { variables.append((parts[0], parts[1])) }
        }
        return settings.command.replacing("{script}", with: quoted(task.script))
            .replacing("{variables}", with: variables.map { "-var \($0) \(quoted($1))" }.joined(separator: " "))
            .replacing("{potential}", with: quoted(potential))
            .replacing("{structure}", with: quoted(task.structure ?? ""))
            .replacing("{temperature}", with: task.temperatureText ?? "")
            .replacing("{seed}", with: "\(settings.seed + 1000 * round.number + task.index)")
    }

    private func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }

    // MARK: What it left

    private struct Frames {
        var grades: [ExplorationRecord.Grade] = []
        var candidates: [Configuration] = []
    }

    /// All frames up to the first whose grade is too high to go on.
    private func frames() throws(VolterraError) -> Frames {
        let name = settings.frames ?? Simulation.preselected
        let path = folder + "/" + name
        var frames = Frames()
        guard Folder.exists(path) else {
            guard settings.frames != nil else { return frames }
            throw VolterraError(
                .inputOutput, "the simulation \(task.name) left no file \(name)", file: folder,
                advice: "\(Folder.tail(of: folder + "/" + Simulation.printed))")
        }
        let evaluator = SystemEvaluator(judge.plan)
        let carving = CandidateCarving(project.selection, judge)
        let options = ConfigurationReadOptions(elements: try project.potential.elements())
        let reader = try openConfigurations(path: path, options: options)
        while let frame = try reader.next() {
            let judgement = try judgement(of: frame, evaluator)
            let step = frame.step ?? frames.grades.count
            frames.grades.append(.init(step: step, grade: judgement.largest))
            // Where it came too far from one frame to the next, those before it say enough.
            let isUseful = judgement.largest <= 10 * project.selection.stop || frames.candidates.isEmpty
            if judgement.largest > project.selection.save, isUseful {
                let whole = candidate(frame, judgement, step: step, options.elements ?? [])
                frames.candidates += try carving?.cells(of: whole, with: evaluator) ?? [whole]
            }
            if judgement.largest >= project.selection.stop { break }
        }
        return frames
    }

    /// Those that the pair style found are not worked out again.
    private func judgement(
        of frame: Configuration, _ evaluator: SystemEvaluator
    ) throws(VolterraError) -> CandidateJudge.Judgement {
        if settings.frames == nil, let largest = frame.grades?.max() {
            return CandidateJudge.Judgement(ofAtoms: frame.grades, largest: largest)
        }
        return try judge.judge(frame, with: evaluator)
    }

    private func candidate(
        _ frame: Configuration, _ judgement: CandidateJudge.Judgement, step: Int, _ elements: [Element]
    ) -> Configuration {
        var candidate = frame.withoutLabels.named(elements)
        candidate.grades = judgement.ofAtoms
        candidate.setProvenance(task.name, round: round.number, step: step, grade: judgement.largest)
        return candidate
    }

    /// Time steps of all runs in the log of LAMMPS; 0 without one.
    private var stepsOfLog: Int {
        guard let text = try? Folder.text(of: folder + "/log.lammps") else { return 0 }
        var sum = 0
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("Loop time of") {
            let words = line.split(separator: " ")
            if let place = words.firstIndex(of: "for"), place + 1 < words.count { sum += Int(words[place + 1]) ?? 0 }
        }
        return sum
    }
}

extension Configuration {
    /// The time step of a simulation, if the file says it.
    fileprivate var step: Int? { (feature("step") ?? feature("timestep") ?? feature("Step")).flatMap { Int($0) } }
}

extension ShellCommand.Ending {
    fileprivate var words: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .killed(let signal): "killed by signal \(signal)"
        case .outOfTime: "out of time"
        case .cancelled: "interrupted"
        }
    }
}
