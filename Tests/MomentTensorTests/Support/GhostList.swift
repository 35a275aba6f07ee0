import MomentTensor
import TestSupport

/// A system with its periodic images as explicit ghost atoms, and full neighbour lists with a skin.
struct GhostList {
    var positions: [SIMD3<Double>]
    var types: [Int32]
    var speciesOfType: [Int32]
    var centres: [Int32]
    var neighbours: [[Int32]]
    private let owner: [Int]
    private let localCount: Int

    struct Sums: Equatable {
        var energy = 0.0
        var forces, virial, siteEnergies, siteVirials, siteVirialTensors: [Double]
    }

    init(_ system: RandomSystem, cutoff: Double, skin: Double) throws {
        var positions = system.positions
        var owners = Array(system.positions.indices)
        var lists: [[Int32]] = []
        let search = try NeighbourSearch(cell: system.cell, positions: system.positions, cutoff: cutoff + skin)
        for atom in system.positions.indices {
            var list: [Int32] = []
            search.forEachNeighbour(of: atom) { neighbour, vector in
                let place = system.positions[atom] + vector
                if let known = positions.indices.first(where: { (positions[$0] - place).length < 1e-6 }) {
                    list.append(Int32(known))
                } else {
                    list.append(Int32(positions.count))
                    positions.append(place)
                    owners.append(neighbour)
                }
            }
            lists.append(list)
        }
        self.positions = positions
        neighbours = lists
        owner = owners
        localCount = system.positions.count
        centres = Array(0..<Int32(system.positions.count))
        types = owners.map { Int32(system.species[$0] + 1) }
        speciesOfType = [-1] + (0...Int32(system.species.max() ?? 0))
    }

    /// Per-atom values with those of the ghosts added to their owners.
    func folded(_ values: [Double], _ width: Int) -> [Double] {
        var result = [Double](repeating: 0, count: localCount * width)
        for (atom, owner) in owner.enumerated() {
            for k in 0..<width { result[width * owner + k] += values[width * atom + k] }
        }
        return result
    }

    func evaluate(_ evaluator: NeighbourListEvaluator, adding start: Sums? = nil) throws -> Sums {
        try evaluate(adding: start) { try evaluator.evaluate($0, adding: $1) }
    }

    func evaluate(_ evaluator: ThreadedListEvaluator, adding start: Sums? = nil) throws -> Sums {
        try evaluate(adding: start) { try evaluator.evaluate($0, adding: $1) }
    }

    /// What is known of each centre besides.
    struct SiteValues: Equatable {
        var grades, deviations, relativeDeviations: [Double]
    }

    /// All sums, and what is wanted of the rest.
    func evaluateSites(
        grades wantsGrades: Bool = true, deviations wantsDeviations: Bool = true,
        with evaluate: (NeighbourList, NeighbourListSums) throws -> Double
    ) throws -> (sums: Sums, sites: SiteValues) {
        let unset = [Double](repeating: .nan, count: localCount)
        var sites = SiteValues(grades: unset, deviations: unset, relativeDeviations: unset)
        let sums = try self.evaluate(adding: nil) { list, sums in
            try sites.grades.withUnsafeMutableBufferPointer { grades in
                try sites.deviations.withUnsafeMutableBufferPointer { deviations in
                    try sites.relativeDeviations.withUnsafeMutableBufferPointer { relative in
                        var sums = sums
                        sums.siteGrades = wantsGrades ? grades.baseAddress : nil
                        sums.siteDeviations = wantsDeviations ? deviations.baseAddress : nil
                        sums.siteRelativeDeviations = wantsDeviations ? relative.baseAddress : nil
                        return try evaluate(list, sums)
                    }
                }
            }
        }
        return (sums, sites)
    }

    private func evaluate(
        adding start: Sums?, with evaluate: (NeighbourList, NeighbourListSums) throws -> Double
    ) throws -> Sums {
        let count = positions.count
        func zeros(_ width: Int) -> [Double] { [Double](repeating: 0, count: count * width) }
        var sums =
            start
            ?? Sums(
                forces: zeros(3), virial: [Double](repeating: 0, count: 6), siteEnergies: [Double](repeating: 0, count: localCount),
                siteVirials: zeros(6), siteVirialTensors: zeros(9))
        let coordinates = components(positions)
        let counts = neighbours.map { Int32($0.count) } + [Int32](repeating: 0, count: count - neighbours.count)
        let rows = neighbours.map { list in
            let row = UnsafeMutablePointer<Int32>.allocate(capacity: max(list.count, 1))
            row.initialize(from: list, count: list.count)
            return row
        }
        defer { for row in rows { row.deallocate() } }
        let pointers: [UnsafePointer<Int32>?] = rows.map { UnsafePointer($0) }
        let energy = try coordinates.withUnsafeBufferPointer { coordinates in
            try sums.withPointers { pointersToSums in
                try centres.withUnsafeBufferPointer { centres in
                    try evaluate(
                        NeighbourList(
                            atomCount: count, positions: coordinates.baseAddress!, types: types, speciesOfType: speciesOfType,
                            typeCount: speciesOfType.count - 1, centres: centres, neighbourCounts: counts, neighbours: pointers,
                            neighbourMask: 0x3FFF_FFFF), pointersToSums)
                }
            }
        }
        sums.energy += energy
        return sums
    }
}

extension GhostList.Sums {
    fileprivate mutating func withPointers<Result>(_ body: (NeighbourListSums) throws -> Result) rethrows -> Result {
        try forces.withUnsafeMutableBufferPointer { forces in
            try virial.withUnsafeMutableBufferPointer { virial in
                try siteEnergies.withUnsafeMutableBufferPointer { siteEnergies in
                    try siteVirials.withUnsafeMutableBufferPointer { siteVirials in
                        try siteVirialTensors.withUnsafeMutableBufferPointer { siteVirialTensors in
                            var sums = NeighbourListSums()
                            sums.forces = forces.baseAddress
                            sums.virial = virial.baseAddress
                            sums.siteEnergies = siteEnergies.baseAddress
                            sums.siteVirials = siteVirials.baseAddress
                            sums.siteVirialTensors = siteVirialTensors.baseAddress
                            return try body(sums)
                        }
                    }
                }
            }
        }
    }
}
