import Atoms
import MomentTensor
import Training

/// `trainer check`
enum CheckCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        var check = DatasetCheck()
        try invocation.forEachConfiguration(in: invocation.all(Arguments.data), activity: "checking") { configuration in
            check.add(configuration)
        }
        let report = check.report()
        try Console.print(invocation[Options.json] ? report.json.text : report.text)
    }
}
