import MomentTensor
import Training

/// `trainer dislocation peierls`
enum DislocationPeierlsCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let request = try DislocationRequest(invocation)
        guard let pool = request.pool else { return }
        var settings = PeierlsStress.Settings()
        settings.increment = try invocation.required(Options.stressIncrement)
        settings.largest = try invocation.required(Options.largestStress)
        settings.tolerance = try invocation.required(Options.shearTolerance)
        let bar = ProgressBar("shearing", unit: "steps", isQuiet: invocation[Options.quiet])
        var steps = 0
        let cylinder = try DislocationRequest.cylinder(invocation, radius: Options.barrierRadius)
        let result = try PeierlsStress(request.builder, cylinder, settings, pool) { _ in
            steps += 1
            bar.update(done: steps, fraction: nil)
        }
        bar.hide()
        try Console.print(invocation[Options.json] ? result.json.text : result.text)
    }
}
