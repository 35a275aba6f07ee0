/// Grades and deviations of the atoms of one or two blocks of the same species, from their rows.
struct UncertaintyKernel<V: LaneVector> {
    let references: UncertaintyReferences
    let targets: UncertaintyTargets
    /// C · K · R: where the linear part of a row begins.
    let radialCount: Int

    /// A block: its row, as `ParameterKernel` leaves it, and the atoms of its lanes.
    struct Block {
        let row: UnsafeMutablePointer<V>
        let atoms: UnsafeBufferPointer<Int32>
    }

    /// Whether the rows need their radial part.
    var needsRadial: Bool { targets.grades != nil && references.activeSet?.needsRadial == true }

    func evaluate(_ first: Block, _ second: Block?, species: Int) {
        let rows = PanelKernel<V>.Rows(first: first.row, second: (second ?? first).row)
        let linear = PanelKernel<V>.Rows(first: rows.first + radialCount, second: rows.second + radialCount)
        if let target = targets.grades, let activeSet = references.activeSet {
            let kernel = PanelKernel<V>(panels: activeSet.panels)
            let squares = kernel.largestSquare(activeSet.needsRadial ? rows : linear, species: species)
            store(squares.a.squareRoot(), first, to: target)
            if let second { store(squares.b.squareRoot(), second, to: target) }
        }
        guard targets.wantDeviations, let posterior = references.posterior else { return }
        let squares = PanelKernel<V>(panels: posterior.panels).sumOfSquares(linear, species: species)
        store(deviations: squares.a, posterior, first, species)
        if let second { store(deviations: squares.b, posterior, second, species) }
    }

    private func store(deviations squares: V, _ posterior: CompiledPosterior, _ block: Block, _ species: Int) {
        let deviations = squares.squareRoot()
        if let target = targets.deviations { store(V(posterior.calibration) * deviations, block, to: target) }
        guard let target = targets.relativeDeviations else { return }
        var prior = V(posterior.speciesPriors.base[species])
        let linear = block.row + radialCount
        for index in 0..<posterior.linearPriors.count {
            prior = multiplyAdd(V(posterior.linearPriors.base[index]) * linear[index], linear[index], prior)
        }
        let priors = prior.squareRoot()
        // Without any prior variance there was nothing to learn.
        store(V.zero.replacing(with: deviations / priors, where: priors .> V.zero), block, to: target)
    }

    private func store(_ values: V, _ block: Block, to target: UnsafeMutablePointer<Double>) {
        for (lane, atom) in block.atoms.enumerated() { target[Int(atom)] = Double(values[lane]) }
    }
}
