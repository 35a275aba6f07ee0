import Atoms
import MomentTensor

extension Invocation {
    /// Calls `body` with all configurations of the files, showing progress. At least one there must be.
    func forEachConfiguration(
        in paths: [String], activity: String, _ body: (Configuration) throws(VolterraError) -> Void
    ) throws(VolterraError) {
        try forEachItem(in: paths, activity: activity) { item throws(VolterraError) in try body(item.configuration) }
    }

    /// The same for those who need to know where configurations come from.
    func forEachItem(
        in paths: [String], activity: String, _ body: (ConfigurationStream.Item) throws(VolterraError) -> Void
    ) throws(VolterraError) {
        let stream = try configurations(in: paths)
        let progress = ProgressBar(activity, isQuiet: self[Options.quiet])
        var count = 0
        while let item = try stream.next() {
            do throws(VolterraError) {
                try body(item)
            } catch {
                throw item.locating(error)
            }
            count += 1
            progress.update(done: count, fraction: stream.fraction)
        }
        progress.hide()
        guard count > 0 else { throw stream.emptiness }
    }
}
