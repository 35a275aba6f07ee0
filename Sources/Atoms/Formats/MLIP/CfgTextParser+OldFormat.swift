import MomentTensor

/// The older text form, `BEGIN … END`: each property is a list of its own, which ends at the next word that is no number.
extension CfgTextParser {
    /// The rest of a record of which `BEGIN` was read.
    mutating func readOldRecord() throws(VolterraError) -> Configuration {
        var record = OldCfgRecord()
        while true {
            guard let token = try tokens.next() else { throw lines.prematureEnd("END") }
            if token.equals("END") { break }
            try readOldField(token.text, into: &record)
        }
        return try record.finish(lines)
    }

    private mutating func readOldField(_ name: String, into record: inout OldCfgRecord) throws(VolterraError) {
        switch name {
        case "Size": record.size = try tokens.nextInteger("Size")
        case "Lattice": record.lattice = try readExactly(9, name)
        case "Energy": record.energy = try tokens.nextDouble("the energy")
        case "AtomPos": record.positions = try readVectors(name)
        case "AtomForces": record.forces = try readVectors(name)
        case "AtomData", "AtmData":
            let vectors = try readVectors(name)
            guard vectors.count.isMultiple(of: 2) else { throw lines.error("\(name) has a position without a force") }
            record.positions = stride(from: 0, to: vectors.count, by: 2).map { vectors[$0] }
            record.forces = stride(from: 1, to: vectors.count, by: 2).map { vectors[$0] }
        case "AtomTypes": record.types = try readTypes()
        case "SiteEnergies": record.siteEnergies = try tokens.numbers(name)
        case "Charges": record.charges = try tokens.numbers(name)
        case "MinusStress": record.virial = SymmetricTensor(oldCfg: try readExactly(6, name))
        case "Stress", "VirialStress": record.virial = SymmetricTensor(oldCfg: try readExactly(6, name)) * -1
        case "MinusStress9": record.virial = SymmetricTensor(rows: try readExactly(9, name))
        case "Feature":
            guard let key = try tokens.next()?.text, let value = try tokens.next()?.text else { throw lines.prematureEnd("a feature") }
            record.features.append(Configuration.Feature(name: key, value: value))
        default:
            throw lines.error("'\(name.prefix(40))' is no field of a BEGIN … END record")
        }
    }

    private mutating func readExactly(_ count: Int, _ name: String) throws(VolterraError) -> [Double] {
        let numbers = try tokens.numbers(upTo: count, name)
        guard numbers.count == count else { throw lines.error("\(name) has \(numbers.count) numbers, not \(count)") }
        return numbers
    }

    private mutating func readVectors(_ name: String) throws(VolterraError) -> [SIMD3<Double>] {
        let numbers = try tokens.numbers(name)
        guard numbers.count.isMultiple(of: 3) else { throw lines.error("\(name) has \(numbers.count) numbers, not three per atom") }
        return stride(from: 0, to: numbers.count, by: 3).map { SIMD3(numbers[$0], numbers[$0 + 1], numbers[$0 + 2]) }
    }

    private mutating func readTypes() throws(VolterraError) -> [Int] {
        var types: [Int] = []
        while let token = try tokens.next() {
            guard let type = parseInteger(token) else {
                tokens.pushBack(token)
                break
            }
            guard type >= 0 else { throw lines.error("the type of atom \(types.count + 1) is \(type), a negative number") }
            types.append(type)
        }
        return types
    }
}

private struct OldCfgRecord {
    var size: Int?
    var lattice: [Double]?
    var energy: Double?
    var positions: [SIMD3<Double>] = []
    var forces: [SIMD3<Double>]?
    var types: [Int]?
    var siteEnergies: [Double]?
    var charges: [Double]?
    var virial: SymmetricTensor?
    var features: [Configuration.Feature] = []

    func finish(_ lines: LineReader) throws(VolterraError) -> Configuration {
        guard let lattice else { throw lines.error("the record has no Lattice") }
        let count = positions.count
        for (name, length) in [
            ("Size", size ?? count), ("AtomForces", forces?.count ?? count), ("AtomTypes", types?.count ?? count),
            ("SiteEnergies", siteEnergies?.count ?? count), ("Charges", charges?.count ?? count),
        ] where length != count {
            throw lines.error("the record has \(count) positions, but \(length) according to \(name)")
        }
        var configuration = Configuration(
            cell: Cell(rows: lattice), positions: positions, kinds: (types ?? Array(repeating: 0, count: count)).map { .type($0) })
        configuration.energy = energy
        configuration.forces = forces
        configuration.siteEnergies = siteEnergies
        configuration.charges = charges
        configuration.virial = virial
        configuration.features = features
        return configuration
    }
}

extension SymmetricTensor {
    /// From xx, yy, zz, xy, yz, xz: the order of the old text and of the binary `.cfg`.
    init(oldCfg v: [Double]) {
        self.init(xx: v[0], yy: v[1], zz: v[2], yz: v[4], xz: v[5], xy: v[3])
    }

    /// From nine components, row by row; the halves are averaged.
    init(rows v: [Double]) {
        self.init(xx: v[0], yy: v[4], zz: v[8], yz: 0.5 * (v[5] + v[7]), xz: 0.5 * (v[2] + v[6]), xy: 0.5 * (v[1] + v[3]))
    }
}
