import Foundation
import MomentTensor

/// The part of the section [explore] about structures that are relaxed.
public struct CandidateSettings: Sendable {
    /// Files of structures; none if nothing is relaxed.
    public var files: [String]
    public var relaxation: Relaxation
    /// How often what is met on the way of a candidate is labelled before it is set aside.
    public var patience: Int

    init(_ section: ProjectSection) throws(VolterraError) {
        files = try section.files("relax")
        relaxation = Relaxation()
        if try section.flag("fixed-cell") ?? false { relaxation.cell = .fixed }
        if let pressure = try section.number("pressure") {
            guard relaxation.cell != .fixed else { throw section.error("a fixed cell has no pressure", "pressure", advice: "leave it out") }
            relaxation.pressure = pressure
        }
        relaxation.forceTolerance = try section.number("force-tolerance", above: 0) ?? relaxation.forceTolerance
        relaxation.stressTolerance = try section.number("stress-tolerance", above: 0) ?? relaxation.stressTolerance
        relaxation.steps = try section.integer("max-steps", atLeast: 1) ?? relaxation.steps
        patience = try section.integer("give-up", atLeast: 1) ?? 10
    }

    /// Different where others would be relaxed, or otherwise.
    var fingerprint: String {
        var hash = Fingerprint()
        for path in files { hash.add(FileManager.default.contents(atPath: path) ?? Data()) }
        hash.add("\(relaxation.cell) \(relaxation.pressure) \(relaxation.forceTolerance) \(relaxation.stressTolerance)".utf8)
        hash.add("\(relaxation.steps) \(patience)".utf8)
        return hash.text
    }
}
