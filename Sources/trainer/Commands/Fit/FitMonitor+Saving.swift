import Foundation
import MomentTensor
import Training

extension FitMonitor {
    /// Writes the best potential so far.
    func save() throws(VolterraError) -> Potential {
        guard let best = fit.best else {
            throw VolterraError(.notConverged, "the fit was stopped before its first iteration was complete", advice: "give it more time")
        }
        do throws(VolterraError) {
            try best.write(to: files.output)
        } catch {
            throw rescuing(from: error)
        }
        return best
    }

    /// To be called when everything is written: a fit that has come to its end needs no checkpoint.
    func finish(_ outcome: Outcome) {
        switch outcome {
        case .finished: unlink(files.checkpoint)
        case .outOfTime: Console.note("the time is over; --resume goes on from \(files.checkpoint)\n")
        case .interrupted: Console.note("interrupted; --resume goes on from \(files.checkpoint)\n")
        }
    }

    /// Writes the best potential so far where it can be, and adds to the error where that is.
    func rescuing(from error: VolterraError) -> VolterraError {
        guard let best = fit.best else { return error }
        // A name that nobody else has: whatever lies in that folder is not ours.
        let name = "rescued-\(getpid())-" + URL(fileURLWithPath: files.output).lastPathComponent
        let places = [files.output, FileManager.default.temporaryDirectory.appendingPathComponent(name).path]
        let place = places.first { (try? best.write(to: $0)) != nil }
        var error = error
        error.advice = place.map { "the best potential so far is in \($0)" } ?? "the best potential so far could not be written either"
        if hasCheckpoint { error.advice? += "; when the cause is removed, --resume goes on from \(files.checkpoint)" }
        return error
    }
}
