import Atoms
import MomentTensor
import Training

/// `trainer dislocation barrier`
enum DislocationBarrierCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let potential = try invocation.required(Arguments.potential)
        for option in [Options.pathOutput, Options.barrierChart] {
            if let path = invocation[option] { try invocation.checkOutput(path, reading: [potential]) }
        }
        let request = try DislocationRequest(invocation)
        guard let pool = request.pool else { return }
        let cylinder = try DislocationRequest.cylinder(invocation, radius: Options.barrierRadius)
        var settings = PeierlsBarrier.Settings()
        settings.innerImages = try invocation.required(Options.images)
        settings.tolerance = try invocation.required(Options.bandTolerance)
        settings.steps = try invocation.required(Options.bandSteps)
        let bar = ProgressBar("relaxing the path", unit: "steps", isQuiet: invocation[Options.quiet])
        let barrier = try PeierlsBarrier(request.builder, cylinder, settings, pool) { bar.update(done: $0, fraction: nil) }
        bar.hide()
        if let path = invocation[Options.barrierChart] { try AtomicFile.write(barrier.chart.svg, to: path) }
        if let path = invocation[Options.pathOutput] { try write(barrier, to: path, request, invocation) }
        try Console.print(invocation[Options.json] ? barrier.json.text : barrier.text)
        guard barrier.isConverged else {
            throw VolterraError(
                .notConverged, "the path of least energy was not found within \(counted(settings.steps, "step"))",
                advice: "allow more steps with --max-steps, or a larger --force-tolerance")
        }
    }

    private static func write(
        _ barrier: PeierlsBarrier, to path: String, _ request: DislocationRequest, _ invocation: Invocation
    ) throws(VolterraError) {
        let writer = try invocation.writer(to: path, elements: request.potential?.elements)
        for image in barrier.images {
            var configuration = request.configuration(image.system, of: barrier.crystal)
            configuration.energy = image.totalEnergy
            try writer.write(configuration)
        }
        try writer.finish()
        invocation.reportSuccess("\(path): \(counted(barrier.images.count, "image"))")
    }
}
