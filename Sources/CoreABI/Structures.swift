import CVolterra
import MomentTensor

// The structures of volterra.h, in the terms of MomentTensor.

extension NeighbourList {
    init(_ list: volterra_list) throws(VolterraError) {
        guard (0...Int64(Int32.max)).contains(list.atom_count) else {
            throw VolterraError(.usage, "atom_count is \(list.atom_count)")
        }
        guard list.type_count >= 0, list.centre_count >= 0 else {
            throw VolterraError(.usage, "type_count or centre_count is negative")
        }
        if list.centre_count == 0 {
            let nothing = UnsafePointer<Int32>(bitPattern: MemoryLayout<Int32>.alignment)!
            self.init(
                atomCount: 0, positions: UnsafePointer(bitPattern: MemoryLayout<Double>.alignment)!, types: nothing,
                speciesOfType: try required(list.species_of_type, "species_of_type"), typeCount: Int(list.type_count),
                centres: UnsafeBufferPointer(start: nil, count: 0), neighbourCounts: nothing,
                neighbours: UnsafePointer(bitPattern: MemoryLayout<Int>.alignment)!, neighbourMask: list.neighbour_mask)
            atomIDs = try AtomIDs(list)
            return
        }
        self.init(
            atomCount: Int(list.atom_count), positions: try required(list.positions, "positions"),
            types: try required(list.types, "types"), speciesOfType: try required(list.species_of_type, "species_of_type"),
            typeCount: Int(list.type_count),
            centres: UnsafeBufferPointer(start: try required(list.centres, "centres"), count: Int(list.centre_count)),
            neighbourCounts: try required(list.neighbour_counts, "neighbour_counts"),
            neighbours: try required(list.neighbours, "neighbours"), neighbourMask: list.neighbour_mask)
        atomIDs = try AtomIDs(list)
    }
}

extension AtomIDs {
    fileprivate init(_ list: volterra_list) throws(VolterraError) {
        switch (list.atom_ids, list.atom_id_size) {
        case (nil, _): self = .indices
        case (let ids?, 4): self = .int32(ids.assumingMemoryBound(to: Int32.self))
        case (let ids?, 8): self = .int64(ids.assumingMemoryBound(to: Int64.self))
        case (_, let size):
            throw VolterraError(
                .usage, "atom_id_size is \(size), but atom IDs have 4 or 8 bytes", advice: "set it to sizeof of one of the atom_ids")
        }
    }
}

extension NeighbourListSums {
    init(_ results: volterra_results) {
        self.init()
        forces = results.forces
        virial = results.virial
        siteEnergies = results.site_energies
        siteVirials = results.site_virials
        siteVirialTensors = results.site_virial_tensors
        siteGrades = results.site_grades
        siteDeviations = results.site_deviations
        siteRelativeDeviations = results.site_relative_deviations
    }
}

extension volterra_system {
    func atoms() throws(VolterraError) -> (positions: [SIMD3<Double>], species: [Int]) {
        guard (0...Int64(Int32.max)).contains(atom_count) else { throw VolterraError(.usage, "atom_count is \(atom_count)") }
        guard atom_count > 0 else { return ([], []) }
        let coordinates = try required(positions, "positions")
        let types = try required(species, "species")
        let indices = 0..<Int(atom_count)
        return (
            indices.map { SIMD3(coordinates[3 * $0], coordinates[3 * $0 + 1], coordinates[3 * $0 + 2]) },
            indices.map { Int(types[$0]) }
        )
    }

    var latticeCell: Cell {
        Cell(
            SIMD3(cell.0, cell.1, cell.2), SIMD3(cell.3, cell.4, cell.5), SIMD3(cell.6, cell.7, cell.8),
            periodic: (periodic.0 != 0, periodic.1 != 0, periodic.2 != 0))
    }
}

extension volterra_options {
    var threadCount: CInt { threads == 0 ? 1 : threads }

    func planOptions() throws(VolterraError) -> PlanOptions {
        PlanOptions(
            energyFactor: energy_factor == 0 ? 1 : energy_factor,
            repulsion: zbl_inner == 0 && zbl_outer == 0 ? nil : .init(inner: zbl_inner, outer: zbl_outer),
            precision: try Precision(precision))
    }
}

extension Precision {
    init(_ number: Int32) throws(VolterraError) {
        switch UInt32(bitPattern: number) {
        case VOLTERRA_DOUBLE.rawValue: self = .double
        case VOLTERRA_MIXED.rawValue: self = .mixed
        default:
            throw VolterraError(.usage, "there is no precision \(number)", advice: "it is VOLTERRA_DOUBLE (0) or VOLTERRA_MIXED (1)")
        }
    }
}

extension volterra_results {
    var options: EvaluationOptions {
        var options: EvaluationOptions = []
        if site_virials != nil { options.insert(.siteVirials) }
        if site_virial_tensors != nil { options.insert(.siteVirialTensors) }
        if parameter_gradient != nil { options.insert(.parameterGradient) }
        if site_grades != nil { options.insert(.siteGrades) }
        if site_deviations != nil || site_relative_deviations != nil { options.insert(.siteDeviations) }
        return options
    }

    func set(_ evaluation: Evaluation) {
        energy?.pointee = evaluation.energy
        virial?.store(evaluation.virial)
        site_energies?.update(from: evaluation.siteEnergies, count: evaluation.siteEnergies.count)
        for (atom, force) in evaluation.forces.enumerated() {
            guard let forces else { break }
            for k in 0..<3 { forces[3 * atom + k] = force[k] }
        }
        for (atom, virial) in (evaluation.siteVirials ?? []).enumerated() { (site_virials! + 6 * atom).store(virial) }
        for (atom, tensor) in (evaluation.siteVirialTensors ?? []).enumerated() {
            (site_virial_tensors! + 9 * atom).storeTensor(tensor)
        }
        if let gradient = evaluation.parameterGradient { parameter_gradient!.update(from: gradient, count: gradient.count) }
        if let grades = evaluation.siteGrades { site_grades?.update(from: grades, count: grades.count) }
        if let deviations = evaluation.siteDeviations { site_deviations?.update(from: deviations, count: deviations.count) }
        if let relative = evaluation.siteRelativeDeviations { site_relative_deviations?.update(from: relative, count: relative.count) }
    }
}

extension UnsafeMutablePointer<Double> {
    /// xx yy zz xy xz yz
    fileprivate func store(_ tensor: SymmetricTensor) {
        let components = [tensor.xx, tensor.yy, tensor.zz, tensor.xy, tensor.xz, tensor.yz]
        update(from: components, count: 6)
    }

    /// From rows to xx yy zz xy xz yz yx zx zy.
    fileprivate func storeTensor(_ rows: [Double]) {
        update(from: [0, 4, 8, 1, 2, 5, 3, 6, 7].map { rows[$0] }, count: 9)
    }
}
