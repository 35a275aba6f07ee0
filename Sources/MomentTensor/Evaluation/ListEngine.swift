/// Evaluates neighbour lists with one kind of lanes: block after block of centres of one species.
final class ListEngine<V: LaneVector> {
    private let plan: Plan
    private let evaluator: BlockEvaluator<V>
    private let block = NeighbourBlock<V>()
    /// Whether atoms may have types that the potential does not see.
    private var hasUnseenTypes = false
    private var centresOfBlock = [Int32](repeating: 0, count: V.scalarCount)
    private let pairs: BlockPairs<V>
    var references = UncertaintyReferences()
    /// What is wanted besides, while a list is evaluated.
    private var uncertainty: UncertaintyKernel<V>?
    private var wantsUncertainty = false

    init(_ plan: Plan, _ tables: PlanTables<V.Scalar>) {
        self.plan = plan
        evaluator = BlockEvaluator(plan, tables)
        pairs = BlockPairs(plan)
    }

    var byteCount: Int { evaluator.byteCount + block.byteCount + pairs.byteCount }

    func evaluate(_ list: NeighbourList, adding sums: NeighbourListSums) throws(VolterraError) -> Double {
        try check(list)
        try prepareUncertainty(sums.uncertainty)
        var longest = 0
        for centre in list.centres { longest = max(longest, Int(list.neighbourCounts[Int(centre)])) }
        var energy = 0.0
        for species in 0..<Int32(plan.potential.species.count) {
            block.removeAll(species: Int(species), capacity: longest + 1)
            for centre in list.centres where list.speciesOfType[Int(list.types[Int(centre)])] == species {
                centresOfBlock[block.atomCount] = centre
                try collect(centre, list)
                if block.isFull {
                    energy += try evaluateBlock(list.atomIDs, sums)
                    block.removeAll(species: Int(species), capacity: longest + 1)
                }
            }
            if block.atomCount > 0 { energy += try evaluateBlock(list.atomIDs, sums) }
            if wantsUncertainty { flushPairs(species: Int(species)) }
        }
        return energy
    }

    private func check(_ list: NeighbourList) throws(VolterraError) {
        for type in 0...max(list.typeCount, 0) where list.speciesOfType[type] >= plan.potential.species.count {
            throw VolterraError(.usage, "type \(type) is mapped to species \(list.speciesOfType[type]), which the potential does not have")
        }
        let (lowest, highest) = list.typeRange
        guard lowest >= 0, Int(highest) <= list.typeCount else { throw unknownType(list) }
        hasUnseenTypes = (lowest...highest).contains { list.speciesOfType[Int($0)] < 0 }
        for centre in list.centres {
            guard centre >= 0, Int(centre) < list.atomCount else {
                throw VolterraError(.usage, "the list of centres names the index \(centre), but there are \(list.atomCount) atoms")
            }
            guard list.hasFinitePosition(Int(centre)) else {
                throw VolterraError(.badData, "atom \(list.atomIDs[Int(centre)]) has a coordinate that is not finite")
            }
        }
    }

    private func unknownType(_ list: NeighbourList) -> VolterraError {
        let atom = (0..<list.atomCount).first { !(0...Int32(clamping: list.typeCount) ~= list.types[$0]) } ?? 0
        return VolterraError(
            .usage, "atom \(list.atomIDs[atom]) has type \(list.types[atom]), but there are types 0 … \(list.typeCount) only")
    }

    /// Takes the neighbours inside the cutoff into the next lane of the block: first which they are, then where.
    private func collect(_ centre: Int32, _ list: NeighbourList) throws(VolterraError) {
        let count = Int(list.neighbourCounts[Int(centre)])
        var writer = block.writer()
        if count > 0 {
            guard let neighbours = list.neighbours[Int(centre)] else {
                throw VolterraError(.usage, "atom \(list.atomIDs[Int(centre)]) has \(count) neighbours, but no list of them")
            }
            let listed = UnsafeBufferPointer(start: neighbours, count: count)
            let stray =
                hasUnseenTypes
                ? select(from: listed, of: centre, list, seesAll: false, with: &writer)
                : select(from: listed, of: centre, list, seesAll: true, with: &writer)
            if let stray { throw badNeighbour(stray, centre, list) }
            writer.fill(centre: Int(centre), positions: list.positions, types: list.types, speciesOfType: list.speciesOfType)
        }
        block.finish(writer)
    }

    /// Keeps the neighbours inside the cutoff; returns one that does not exist, if there is one. No branch depends on a distance.
    @inline(__always)
    private func select(
        from listed: UnsafeBufferPointer<Int32>, of centre: Int32, _ list: NeighbourList, seesAll: Bool,
        with writer: inout NeighbourBlock<V>.Writer
    ) -> Int? {
        let (positions, types, speciesOfType) = (list.positions, list.types, list.speciesOfType)
        let (atomCount, mask) = (UInt(bitPattern: list.atomCount), list.neighbourMask)
        let place = positions + 3 &* Int(centre)
        let (x, y, z) = (place[0], place[1], place[2])
        let cutoff = plan.potential.radialBasis.cutoff
        let cutoffSquared = cutoff * cutoff
        for entry in listed {
            let neighbour = entry & mask
            guard UInt(bitPattern: Int(neighbour)) < atomCount else { return Int(neighbour) }
            let position = positions + 3 &* Int(neighbour)
            let (dx, dy, dz) = (position[0] - x, position[1] - y, position[2] - z)
            // The coordinate of a ghost that is not a number must get through, to be found in the energy.
            let isInside = !(dx * dx + dy * dy + dz * dz >= cutoffSquared)
            writer.select(neighbour, if: isInside && (seesAll || speciesOfType[Int(types[Int(neighbour)])] >= 0))
        }
        return nil
    }

    private func badNeighbour(_ neighbour: Int, _ centre: Int32, _ list: NeighbourList) -> VolterraError {
        VolterraError(
            .usage, "atom \(list.atomIDs[Int(centre)]) has a neighbour with the index \(neighbour), but there are \(list.atomCount) atoms")
    }

    private func evaluateBlock(
        _ ids: AtomIDs, _ sums: NeighbourListSums
    ) throws(VolterraError) -> Double {
        block.complete(cutoff: plan.potential.radialBasis.cutoff)
        let energies = wantsUncertainty ? evaluateWithRow() : evaluator.evaluate(block)
        if let virial = sums.virial { block.virial.add(to: virial) }
        var energy = 0.0
        for lane in 0..<block.atomCount {
            let centre = Int(centresOfBlock[lane])
            let siteEnergy = Double(energies[lane])
            guard siteEnergy.isFinite else { throw block.energyIsNotFinite(lane: lane, atom: centre, id: { ids[$0] }) }
            energy += siteEnergy
            if let siteEnergies = sums.siteEnergies { siteEnergies[centre] += siteEnergy }
            if let forces = sums.forces { addForces(lane, centre, to: forces) }
            if sums.siteVirials != nil || sums.siteVirialTensors != nil { addSiteVirials(lane, centre, to: sums) }
        }
        if wantsUncertainty { appendToPairs() }
        return energy
    }

    private func prepareUncertainty(_ targets: UncertaintyTargets) throws(VolterraError) {
        wantsUncertainty = false
        guard !targets.isEmpty else { return }
        try references.check(grades: targets.grades != nil, deviations: targets.wantDeviations)
        uncertainty = UncertaintyKernel(references: references, targets: targets, radialCount: plan.radialParametersPerSpecies)
        wantsUncertainty = true
        pairs.removeAll()
    }

    @inline(never)
    private func evaluateWithRow() -> V {
        evaluator.evaluate(block, row: pairs.nextRow(), includesRadial: uncertainty?.needsRadial == true)
    }

    @inline(never)
    private func appendToPairs() {
        guard let uncertainty else { return }
        centresOfBlock.withUnsafeBufferPointer {
            pairs.append(UnsafeBufferPointer(rebasing: $0.prefix(block.atomCount)), species: block.species, uncertainty)
        }
    }

    @inline(never)
    private func flushPairs(species: Int) {
        if let uncertainty { pairs.flush(species: species, uncertainty) }
    }

    private func addForces(_ lane: Int, _ centre: Int, to forces: UnsafeMutablePointer<Double>) {
        let (gradientX, gradientY, gradientZ) = (
            block.column(.gradientX, lane), block.column(.gradientY, lane), block.column(.gradientZ, lane)
        )
        let neighbours = block.neighbours + lane
        var (x, y, z) = (0.0, 0.0, 0.0)
        for row in 0..<block.counts[lane] {
            let place = row &* V.scalarCount
            let target = forces + 3 &* Int(neighbours[place])
            let (gx, gy, gz) = (Double(gradientX[place]), Double(gradientY[place]), Double(gradientZ[place]))
            target[0] -= gx
            target[1] -= gy
            target[2] -= gz
            x += gx
            y += gy
            z += gz
        }
        let target = forces + 3 &* centre
        target[0] += x
        target[1] += y
        target[2] += z
    }

    private func addSiteVirials(_ lane: Int, _ centre: Int, to sums: NeighbourListSums) {
        for row in 0..<block.counts[lane] {
            let neighbour = Int(block.neighbours[row &* V.scalarCount &+ lane])
            let pair = Tensor(block.vector(row, lane), block.gradient(row, lane))
            if let siteVirials = sums.siteVirials {
                pair.half.symmetric.add(to: siteVirials + 6 &* centre)
                pair.half.symmetric.add(to: siteVirials + 6 &* neighbour)
            }
            if let tensors = sums.siteVirialTensors { pair.add(to: tensors + 9 &* neighbour) }
        }
    }
}

extension SymmetricTensor {
    /// Adds xx, yy, zz, xy, xz, yz.
    fileprivate func add(to sums: UnsafeMutablePointer<Double>) {
        sums[0] += xx
        sums[1] += yy
        sums[2] += zz
        sums[3] += xy
        sums[4] += xz
        sums[5] += yz
    }
}

extension Tensor {
    /// Adds xx, yy, zz, xy, xz, yz, yx, zx, zy.
    fileprivate func add(to sums: UnsafeMutablePointer<Double>) {
        sums[0] += x.x
        sums[1] += y.y
        sums[2] += z.z
        sums[3] += x.y
        sums[4] += x.z
        sums[5] += y.z
        sums[6] += y.x
        sums[7] += z.x
        sums[8] += z.y
    }
}

extension NeighbourList {
    /// The smallest and the largest type of an atom.
    fileprivate var typeRange: (lowest: Int32, highest: Int32) {
        guard atomCount > 0 else { return (0, 0) }
        var (lowest, highest) = (types[0], types[0])
        for atom in 0..<atomCount {
            lowest = min(lowest, types[atom])
            highest = max(highest, types[atom])
        }
        return (lowest, highest)
    }

    fileprivate func hasFinitePosition(_ atom: Int) -> Bool {
        let position = positions + 3 &* atom
        return (position[0] + position[1] + position[2]).isFinite
    }
}
