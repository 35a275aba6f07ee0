import MomentTensor

/// A configuration while its record is being read.
struct CfgRecord {
    var configuration = Configuration()
    var size: Int?
    var hasAtoms = false
    /// Whether the positions are multiples of the lattice vectors.
    var isDirect = false
    /// Whether the virial came as `Virial:`, which MLIP divides by the volume of the cell.
    var dividesVirialByVolume = false
    private var featureIndex: [String: Int] = [:]

    /// Adds a feature, or a further line to the one of that name.
    mutating func appendFeatureLine(name: String, value: String) {
        if let index = featureIndex[name] {
            configuration.features[index].value += "\n" + value
        } else {
            featureIndex[name] = configuration.features.count
            configuration.features.append(Configuration.Feature(name: name, value: value))
        }
    }

    /// What had to wait for the whole record.
    func finish(_ lines: LineReader) throws(VolterraError) -> Configuration {
        var result = configuration
        guard hasAtoms || (size ?? 0) == 0 else { throw lines.error("the record has no AtomData:") }
        if isDirect {
            guard result.cell.signedVolume != 0 else {
                throw lines.error(
                    "direct coordinates need a cell with a volume", advice: "give three lattice vectors, or cartes_x cartes_y cartes_z")
            }
            let cell = result.cell
            result.positions = result.positions.map { $0.x * cell.a + $0.y * cell.b + $0.z * cell.c }
            guard result.positions.allSatisfy(\.isFinite) else { throw lines.error("a position is not finite") }
        }
        if dividesVirialByVolume, let virial = result.virial {
            guard result.cell.volume > 0 else {
                throw lines.error("'Virial:' needs a cell with a volume", advice: "write 'PlusStress:' if the numbers are the virial in eV")
            }
            result.virial = virial * (1 / result.cell.volume)
            guard result.virial?.isFinite ?? true else { throw lines.error("the virial is not finite") }
        }
        return result
    }
}
