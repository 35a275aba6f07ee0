import MomentTensor
import Training

/// `trainer dislocation core`
enum DislocationCoreCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        var trajectory = try CoreTrajectory(invocation.perfectCrystal(try invocation.required(Options.reference)))
        let slab = try invocation.required(Options.slab)
        try invocation.forEachConfiguration(in: invocation.all(Arguments.dislocationInputs), activity: "analysing") {
            configuration throws(VolterraError) in
            try trajectory.add(configuration, slab: slab)
        }
        try Console.print(invocation[Options.json] ? trajectory.json.text : trajectory.text)
    }
}
