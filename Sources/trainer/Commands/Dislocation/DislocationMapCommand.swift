import Atoms
import MomentTensor
import Training

/// `trainer dislocation map`
enum DislocationMapCommand {
    static func run(_ invocation: Invocation) throws(VolterraError) {
        let inputs = invocation.all(Arguments.dislocationInputs)
        let reference = try invocation.required(Options.reference)
        let output = try invocation.outputFile(reading: inputs + [reference])
        let trajectory = try CoreTrajectory(invocation.perfectCrystal(reference))
        var last: Configuration?
        try invocation.forEachConfiguration(in: inputs, activity: "reading") { configuration in last = configuration }
        guard let last else { return }
        let map = try trajectory.map(last, slab: invocation[Options.slab])
        try AtomicFile.write(map.svg(radius: try invocation.required(Options.view)), to: output)
        let places = map.cores.map { "(\(fixedText($0.position.x, 3)), \(fixedText($0.position.y, 3))) Å" }
        invocation.reportSuccess("\(output): the dislocation is at \(places.joined(separator: " and "))")
    }
}

extension Invocation {
    /// The reference of an analysis.
    func perfectCrystal(_ path: String) throws(VolterraError) -> Configuration {
        let configurations = try readConfigurations(path: path)
        guard let first = configurations.first else { throw VolterraError(.badData, "has no configuration", file: path) }
        do throws(VolterraError) {
            _ = try DislocationDescription(first)
        } catch {
            throw error.placed(in: path)
        }
        return first
    }
}
