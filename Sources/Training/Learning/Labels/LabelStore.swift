import Atoms
import Foundation
import MomentTensor

/// All labels that a project has ever computed, a file each, and the configurations for which there were none to be had.
///
/// What is in here is not computed again.
struct LabelStore {
    private let labels: String
    private let aside: String

    init(project: String) throws(VolterraError) {
        labels = project + "/labels"
        aside = project + "/set-aside"
        try Folder.make(labels)
        try Folder.make(aside)
    }

    private func path(_ folder: String, _ hash: String) -> String { "\(folder)/\(hash).xyz" }

    func hasLabels(of configuration: Configuration) -> Bool { Folder.exists(path(labels, configuration.hash)) }

    /// The configuration with its labels; `nil` if they are not known.
    func labelled(_ configuration: Configuration) throws(VolterraError) -> Configuration? {
        let path = path(labels, configuration.hash)
        guard Folder.exists(path) else { return nil }
        guard let known = try readConfigurations(path: path, format: .extendedXYZ).first, known.count == configuration.count else {
            throw VolterraError(.badData, "holds no configuration", file: path, advice: "remove it, and it is computed again")
        }
        var labelled = configuration
        labelled.energy = known.energy
        labelled.forces = known.forces
        labelled.virial = known.virial
        return labelled
    }

    func keep(_ configuration: Configuration) throws(VolterraError) {
        try [configuration].writeExtendedXYZ(to: path(labels, configuration.hash))
    }

    func isSetAside(_ configuration: Configuration) -> Bool { Folder.exists(path(aside, configuration.hash)) }

    /// - Parameter reason: in words.
    func setAside(_ configuration: Configuration, reason: String) throws(VolterraError) {
        var copy = configuration.withoutLabels
        copy.features = configuration.features
        copy.setFeature("reason", reason)
        try [copy].writeExtendedXYZ(to: path(aside, configuration.hash))
    }
}
