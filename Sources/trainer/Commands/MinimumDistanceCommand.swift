import Atoms
import MomentTensor
import Training

/// `trainer mindist`
enum MinimumDistanceCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        var distances = MinimumDistances()
        try invocation.forEachConfiguration(in: invocation.all(Arguments.data), activity: "measuring") {
            configuration throws(VolterraError) in
            try distances.add(configuration)
        }
        try Console.print(invocation[Options.json] ? distances.json.text : distances.text)
    }
}
