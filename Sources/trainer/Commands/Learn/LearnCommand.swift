import MomentTensor
import Training

/// `trainer learn`
enum LearnCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let folder = try invocation.required(Arguments.project)
        if invocation[Options.newProject] { return try make(folder, invocation) }
        let project = try LearningProject(folder: folder)
        if invocation[Options.status] { return try Console.print(try LearningHistory(project).text) }
        try learn(project, rounds: invocation[Options.rounds], invocation) { () throws(VolterraError) in
            try Console.print(try LearningHistory(project).summary + "\n")
        }
    }

    /// - Parameter conclude: what is done when it is complete, or has made the rounds that were asked for.
    static func learn(
        _ project: LearningProject, rounds: Int?, _ invocation: Invocation, conclude: () throws(VolterraError) -> Void
    ) throws(VolterraError) {
        let limit = RunLimit(invocation[Options.learnTime])
        let monitor = LearningMonitor(limit, isQuiet: invocation[Options.quiet])
        let learning = try Learning(project, threads: try invocation.threadCount(), watch: monitor.watch)
        let ending: Learning.Ending
        do throws(VolterraError) {
            ending = try learning.run(rounds: rounds)
        } catch {
            monitor.finish()
            throw error
        }
        monitor.finish()
        switch ending {
        case .complete: try conclude()
        case .roundLimit where rounds != nil: try conclude()
        case .roundLimit:
            throw VolterraError(
                .notConverged, "after \(counted(project.roundLimit, "round")) the simulations still meet what the potential does not know",
                file: project.folder, advice: "allow more with 'rounds' in the section [loop], and the same command goes on")
        case .cancelled:
            Console.note((limit.outcome == .outOfTime ? "the time is over" : "interrupted") + "; the same command goes on\n")
            if case .interrupted(let signal)? = limit.outcome { Signals.end(as: signal) }
        }
    }

    private static func make(_ folder: String, _ invocation: Invocation) throws(VolterraError) {
        let names = try ProjectTemplate(try invocation.required(Options.engine)).write(to: folder)
        invocation.reportSuccess(
            "\(folder): \(names.joined(separator: ", ")); edit them, add the configurations to begin with, and start: "
                + "trainer learn \(folder)")
    }
}
