import Atoms
import MomentTensor

/// A row of an active set: the energy of a configuration or one of its site energies.
struct SelectedRow {
    /// Tells configurations apart.
    var index: Int
    var configuration: Configuration
    /// The atom, or 0 for the energy of the whole.
    var row: Int
}

extension ActiveSet {
    /// A set as `.almtp` holds it, with the configurations that have a row in it.
    ///
    /// - Parameter rows: `nil` for those that come from no configuration
    init(
        _ criterion: GradeCriterion, _ potential: Potential, matrix: [Double], inverse: [Double], rows: [SelectedRow?]
    ) throws(VolterraError) {
        var configurations: [Int: Configuration] = [:]
        for row in rows { if let row { configurations[row.index] = row.configuration } }
        let order = configurations.keys.sorted()
        var place: [Int: Int] = [:]
        for (number, index) in order.enumerated() { place[index] = number }
        var equations = [[Int]](repeating: [], count: order.count)
        let origins = rows.map { row -> Origin in
            guard let row, let number = place[row.index] else { return Origin() }
            let equation = ActiveSet.equation(criterion.mode, row)
            equations[number].append(equation)
            return Origin(configuration: number, equation: equation)
        }
        var assignment = try SpeciesAssignment(potential)
        var selected: [Configuration] = []
        for (number, index) in order.enumerated() {
            guard let configuration = configurations[index] else { continue }
            selected.append(try configuration.selected(equations[number], potential, &assignment))
        }
        self.init(
            lastOf: potential.parameterCount, weights: criterion.weights, matrix: matrix, inverse: inverse, origins: origins,
            selectedConfigurationsText: Array(try CfgWriter.text(of: selected).utf8))
    }

    /// 0: the energy, 1 … 3N: force components, then 9 components of the stress, then N site energies.
    private static func equation(_ mode: GradeCriterion.Mode, _ row: SelectedRow) -> Int {
        mode == .configuration ? 0 : 1 + 3 * row.configuration.count + 9 + row.row
    }
}

extension Configuration {
    /// The feature by which MLIP-3 says which equations of a configuration were selected.
    static let selectedEquationsName = "selected_eqn_inds"

    /// As an active set keeps it: with the labels of the potential as types, by which MLIP knows its species.
    fileprivate func selected(
        _ equations: [Int], _ potential: Potential, _ assignment: inout SpeciesAssignment
    ) throws(VolterraError) -> Configuration {
        var copy = self
        copy.kinds = try assignment.indices(of: self).map { .type(potential.species[$0].label) }
        copy.features.removeAll { $0.name == Configuration.selectedEquationsName }
        let text = equations.sorted().map(String.init).joined(separator: ",")
        copy.features.append(Feature(name: Configuration.selectedEquationsName, value: text))
        return copy
    }
}
