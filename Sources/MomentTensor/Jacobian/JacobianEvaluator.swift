/// Works out Jacobians of configurations; the scratch of one thread.
public final class JacobianEvaluator {
    /// Which derivatives are wanted.
    public enum Parameters: Sendable {
        /// Those with respect to e and ξ.
        case linear
        /// And those with respect to c, which cost three times as much.
        case all
    }

    private let tables: JacobianTables
    private let site: SiteJacobian
    /// For each direction, its row among the forces.
    private var rows: [Int] = []
    /// For each component of the virial, its weight in each direction.
    private let virialWeights: [VirialWeights] = [
        VirialWeights(component: 0, along: 0), VirialWeights(component: 1, along: 1), VirialWeights(component: 2, along: 2),
        VirialWeights(component: 2, along: 1), VirialWeights(component: 2, along: 0), VirialWeights(component: 1, along: 0),
    ]

    public init(_ tables: JacobianTables) {
        self.tables = tables
        site = SiteJacobian(tables)
    }

    /// Fills `result`. The rows of the virial stay zero unless they are wanted.
    ///
    /// Throws if the configuration does not fit the potential, or a derivative is not finite.
    ///
    /// - Parameter species: for each atom, the index of its species in the potential.
    public func evaluate(
        cell: Cell, positions: [SIMD3<Double>], species: [Int], _ parameters: Parameters, wantsVirial: Bool, into result: SystemJacobian
    ) throws(VolterraError) {
        let potential = tables.plan.potential
        try potential.check(species, positions)
        let search = try NeighbourSearch(cell: cell, positions: positions, cutoff: potential.radialBasis.cutoff)
        let skipped = parameters == .all ? 0 : potential.radialParameterCount
        result.prepare(atomCount: positions.count, columnCount: tables.columnCount(parameters))
        let speciesColumn = potential.radialParameterCount - skipped
        for atom in positions.indices {
            site.removeAll(centre: species[atom])
            search.forEachNeighbour(of: atom) { site.append(index: $0, species: species[$0], $1) }
            site.evaluate(parameters)
            prepareRows(wantsVirial)
            addRepulsion(atom, to: result)
            result.column(speciesColumn + species[atom])[result.energyRow] += 1
            if parameters == .all {
                for column in 0..<site.radialCount { add(column, to: species[atom] * site.radialCount + column, atom, wantsVirial, result) }
            }
            let firstScalar = speciesColumn + potential.species.count
            for scalar in potential.basis.scalars.indices {
                add(site.radialCount + scalar, to: firstScalar + scalar, atom, wantsVirial, result)
            }
        }
        try checkFinite(result)
    }

    private func prepareRows(_ wantsVirial: Bool) {
        let neighbours = site.site
        rows.removeAll(keepingCapacity: true)
        for neighbour in 0..<neighbours.count {
            let row = 3 * Int(neighbours.indices[neighbour])
            rows.append(row)
            rows.append(row + 1)
            rows.append(row + 2)
        }
        guard wantsVirial else { return }
        for weights in virialWeights { weights.fill(neighbours, count: site.paddedDirectionCount) }
    }

    /// Adds one local column of an atom.
    private func add(_ local: Int, to column: Int, _ atom: Int, _ wantsVirial: Bool, _ result: SystemJacobian) {
        let target = result.column(column)
        let slopes = site.slopes(local)
        target[result.energyRow] += site.energy(local)
        var (x, y, z) = (0.0, 0.0, 0.0)
        rows.withUnsafeBufferPointer { rows in
            var direction = 0
            while direction < rows.count {
                let row = rows[direction]
                target[row] -= slopes[direction]
                target[row + 1] -= slopes[direction + 1]
                target[row + 2] -= slopes[direction + 2]
                x += slopes[direction]
                y += slopes[direction + 1]
                z += slopes[direction + 2]
                direction += 3
            }
        }
        target[3 * atom] += x
        target[3 * atom + 1] += y
        target[3 * atom + 2] += z
        guard wantsVirial else { return }
        let virial = target + result.virialRow
        for index in 0..<6 { virial[index] -= virialWeights[index].sum(slopes) }
    }

    /// The pair terms have no parameters.
    private func addRepulsion(_ atom: Int, to result: SystemJacobian) {
        guard tables.pairs.range > 0 else { return }
        let neighbours = site.site
        for neighbour in 0..<neighbours.count {
            let vector = neighbours.vectors[neighbour]
            let distance = vector.length
            guard distance < tables.pairs.range else { continue }
            let (energy, slope) = tables.pairs.evaluate(centre: neighbours.centre, neighbour: neighbours.species[neighbour], at: distance)
            let gradient = vector * (slope / distance)
            result.addConstant(result.energyRow, energy)
            for c in 0..<3 {
                result.addConstant(3 * Int(neighbours.indices[neighbour]) + c, -gradient[c])
                result.addConstant(3 * atom + c, gradient[c])
            }
            var virial = Tensor()
            virial += Tensor(vector, gradient)
            for (index, component) in virial.symmetric.voigt.enumerated() { result.addConstant(result.virialRow + index, component) }
        }
    }

    private func checkFinite(_ result: SystemJacobian) throws(VolterraError) {
        for column in 0..<result.columnCount {
            var sum = 0.0
            let values = result.column(column)
            for row in 0..<result.rowCount { sum += values[row] }
            guard sum.isFinite else {
                throw VolterraError(
                    .badData, "a derivative with respect to parameter \(column + 1) is not finite",
                    advice: "look for atoms that lie on top of each other: trainer mindist")
            }
        }
    }
}

extension JacobianEvaluator {
    /// r_a of the neighbour in the directions along b, and zero in the others: Σ_d r_a slope_d = Σ_j r_ja ∂/∂r_jb.
    ///
    /// For one atom, that tensor is symmetric, because its site energy does not change when all neighbours turn around it.
    private final class VirialWeights {
        private let component: Int
        private let along: Int
        private var weights = AlignedMemory<Lanes>(capacity: 0)
        private var vectorCount = 0

        init(component: Int, along: Int) {
            self.component = component
            self.along = along
        }

        deinit { weights.deallocate() }

        func fill(_ site: borrowing SiteNeighbours, count: Int) {
            vectorCount = count / Lanes.scalarCount
            weights.reserve(vectorCount)
            weights.base.update(repeating: .zero, count: vectorCount)
            let values = UnsafeMutableRawPointer(weights.base).assumingMemoryBound(to: Double.self)
            for neighbour in 0..<site.count { values[3 * neighbour + along] = site.vectors[neighbour][component] }
        }

        @inline(__always)
        func sum(_ slopes: UnsafeMutablePointer<Double>) -> Double {
            let slopes = UnsafeMutableRawPointer(slopes).assumingMemoryBound(to: Lanes.self)
            var sum = Lanes.zero
            for index in 0..<vectorCount { sum = multiplyAdd(weights.base[index], slopes[index], sum) }
            return sum.sum()
        }
    }
}
