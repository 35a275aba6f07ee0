import Foundation
import MomentTensor
import Training

/// A file to which a line of JSON is added for every iteration.
final class FitLog {
    private let path: String
    private let descriptor: Int32

    init(path: String) throws(VolterraError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FitLog.failure("cannot be opened for writing", path) }
    }

    deinit { close(descriptor) }

    /// - Parameter seconds: since the program began.
    func add(_ step: FitStep, of potential: Potential, seconds: Double) throws(VolterraError) {
        var members: [(key: String, value: JSONValue)] = [
            ("potential", .string(potential.name)), ("stage", .integer(step.stage)), ("start", .integer(step.start)),
            ("iteration", .integer(step.iteration)), ("seconds", .number(seconds)), ("loss", .number(step.loss)),
            ("decrease", .number(step.decrease)), ("ridge", .number(step.ridge)), ("training", FitLog.value(step.errors)),
        ]
        if let loss = step.validationLoss, let errors = step.validationErrors {
            members += [("validation_loss", .number(loss)), ("validation", FitLog.value(errors))]
        }
        try write(JSONValue.object(members).line + "\n")
    }

    private static func value(_ errors: LabelErrors) -> JSONValue {
        .object([
            ("energy_rmse_meV_per_atom", .optional(errors.energy.rootMeanSquare)),
            ("force_rmse_eV_per_A", .optional(errors.force.rootMeanSquare)),
            ("stress_rmse_GPa", .optional(errors.stress.rootMeanSquare)),
        ])
    }

    private func write(_ line: String) throws(VolterraError) {
        var bytes = Array(line.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress!, $0.count) }
            if count >= 0 {
                bytes.removeFirst(count)
            } else if errno != EINTR {
                throw FitLog.failure("cannot be written", path)
            }
        }
    }

    private static func failure(_ what: String, _ path: String) -> VolterraError {
        VolterraError(.inputOutput, "\(what): \(String(cString: strerror(errno)))", file: path)
    }
}
