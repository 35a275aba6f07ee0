import MomentTensor

/// Writes the binary form of `.cfg` (see `CfgBinaryParser` for its layout). Per-atom grades have no place in it.
public final class CfgBinaryWriter: ConfigurationWriter {
    private let file: AtomicFile
    private var order: ElementOrder

    public init(path: String, options: ConfigurationWriteOptions = ConfigurationWriteOptions()) throws(VolterraError) {
        file = try AtomicFile(path: path)
        order = ElementOrder(options.elements)
    }

    public func write(_ configuration: Configuration) throws(VolterraError) {
        try configuration.checkConsistency(writingTo: file.path)
        let types = try order.types(of: configuration, writingTo: file.path)
        var record = TaggedBytes()
        record.append("n", count: try int32(configuration.count))
        record.append("l", zip(configuration.cell.vectors, configuration.cell.periodicity).map { $1 ? $0 : .zero })
        record.append("p", configuration.positions)
        record.append(tag: "t")
        for type in types { record.append(try int32(type)) }
        if let forces = configuration.forces { record.append("f", forces) }
        if let energies = configuration.siteEnergies { record.append("v", energies) }
        if let charges = configuration.charges { record.append("c", charges) }
        if let virial = configuration.virial {
            record.append("s", [virial.xx, virial.yy, virial.zz, virial.xy, virial.yz, virial.xz])
        }
        if let energy = configuration.energy { record.append("e", [energy]) }
        if configuration.kinds.first?.isElement ?? false {
            try append(CfgFeature.elementsName, order.elements.map(\.symbol).joined(separator: " "), to: &record)
        }
        for feature in configuration.features { try append(feature.name, feature.value, to: &record) }
        record.append(tag: "#")
        try write(record)
    }

    public func finish() throws(VolterraError) { try file.commit() }

    private func append(_ name: String, _ value: String, to record: inout TaggedBytes) throws(VolterraError) {
        record.append(tag: "F")
        for text in [name, value] {
            record.append(try int32(text.utf8.count))
            record.bytes.append(contentsOf: text.utf8)
        }
    }

    private func write(_ record: TaggedBytes) throws(VolterraError) {
        let written = record.bytes.withUnsafeBytes { bytes in Result { () throws(VolterraError) in try file.write(bytes) } }
        try written.get()
    }

    private func int32(_ value: Int) throws(VolterraError) -> Int32 {
        guard let narrow = Int32(exactly: value) else {
            throw VolterraError(.unsupported, "\(value) does not fit a binary .cfg", file: file.path, advice: "write a text .cfg")
        }
        return narrow
    }
}

private struct TaggedBytes {
    var bytes: [UInt8] = []

    mutating func append(tag: UnicodeScalar) { bytes.append(UInt8(ascii: tag)) }

    mutating func append(_ value: Int32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ tag: UnicodeScalar, count: Int32) {
        append(tag: tag)
        append(count)
    }

    mutating func append(_ tag: UnicodeScalar, _ values: [Double]) {
        append(tag: tag)
        for value in values { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    }

    mutating func append(_ tag: UnicodeScalar, _ vectors: [SIMD3<Double>]) {
        append(tag, vectors.flatMap { [$0.x, $0.y, $0.z] })
    }
}
