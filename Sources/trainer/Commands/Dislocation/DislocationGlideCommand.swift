import Atoms
import MomentTensor
import Training

/// `trainer dislocation glide`
enum DislocationGlideCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let files = invocation.all(Arguments.glideRuns)
        let reference = try invocation.required(Options.reference)
        let stresses = try invocation.required(Options.stresses)
        guard stresses.count == files.count else {
            throw VolterraError(
                .usage, "\(Options.stresses.spelling) has \(counted(stresses.count, "number")) for \(counted(files.count, "run"))",
                advice: "give each run its stress, in the order of the files")
        }
        for option in [Options.mobilityChart, Options.glideChart] {
            if let path = invocation[option] { try invocation.checkOutput(path, reading: files + [reference]) }
        }
        let perfect = try invocation.perfectCrystal(reference)
        let timestep = try invocation.required(Options.timestepOfDump)
        var runs: [GlideRun] = []
        var burgers = 0.0
        for (file, stress) in zip(files, stresses) {
            let trajectory = try invocation.coreTrajectory(of: [file], in: perfect)
            burgers = trajectory.burgers
            do throws(VolterraError) {
                runs.append(try GlideRun(trajectory, stress: stress, timestep: timestep, skipped: invocation[Options.skippedTime]))
            } catch {
                throw error.placed(in: file)
            }
        }
        let mobility = try DislocationMobility(runs, burgers: burgers)
        if let path = invocation[Options.mobilityChart] { try AtomicFile.write(mobility.chart.svg, to: path) }
        if let path = invocation[Options.glideChart] { try AtomicFile.write(mobility.glideChart.svg, to: path) }
        try Console.print(invocation[Options.json] ? mobility.json.text : mobility.text)
    }
}

extension Invocation {
    /// The places of the dislocations of a reference in each configuration of files.
    func coreTrajectory(
        of files: [String], in perfect: Configuration, followsLine: Bool = false
    ) throws(VolterraError) -> CoreTrajectory {
        var trajectory = try CoreTrajectory(perfect, followsLine: followsLine)
        let slab = self[Options.slab]
        try forEachConfiguration(in: files, activity: "analysing") { configuration throws(VolterraError) in
            try trajectory.add(configuration, slab: slab)
        }
        return trajectory
    }
}
