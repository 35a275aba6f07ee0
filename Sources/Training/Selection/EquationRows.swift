import MomentTensor

/// The rows of a configuration: derivatives of its energies with respect to the parameters of a range.
struct EquationRows {
    let mode: GradeCriterion.Mode
    /// Of all parameters, those that are wanted.
    let columns: Range<Int>

    func count(atoms: Int) -> Int { mode == .neighbourhood ? atoms : min(atoms, 1) }

    /// What an evaluation has to come with.
    var options: EvaluationOptions { mode == .neighbourhood ? .siteGradients : .parameterGradient }

    /// Row after row.
    func elements(of system: AtomicSystem, with evaluator: SystemEvaluator) throws(VolterraError) -> [Double] {
        guard system.count > 0 else { return [] }
        return try elements(of: try evaluator.evaluate(system, options: options))
    }

    func elements(of evaluation: Evaluation) throws(VolterraError) -> [Double] {
        let rows: [Double]
        switch mode {
        case .neighbourhood: rows = evaluation.siteGradients?.columns(columns) ?? []
        case .configuration:
            let share = 1 / Double(max(evaluation.siteEnergies.count, 1))
            rows = evaluation.parameterGradient?[columns].map { $0 * share } ?? []
        }
        try check(rows)
        return rows
    }

    private func check(_ rows: [Double]) throws(VolterraError) {
        guard let index = rows.firstIndex(where: { !$0.isFinite }) else { return }
        let atom = mode == .neighbourhood ? "atom \(index / columns.count + 1): " : ""
        throw VolterraError(
            .badData, "\(atom)a derivative of the energy with respect to a parameter is not finite",
            advice: "look for atoms that lie on top of each other: trainer mindist")
    }
}

extension SiteGradients {
    /// A range of the columns of all rows.
    func columns(_ range: Range<Int>) -> [Double] {
        guard range.count < parameterCount else { return elements }
        return [Double](unsafeUninitializedCapacity: atomCount * range.count) { buffer, count in
            elements.withUnsafeBufferPointer { elements in
                for atom in 0..<atomCount {
                    let row = elements.baseAddress! + atom * parameterCount + range.lowerBound
                    (buffer.baseAddress! + atom * range.count).initialize(from: row, count: range.count)
                }
            }
            count = atomCount * range.count
        }
    }
}
