extension ActiveSet {
    /// What follows the text of the potential in a `.almtp`.
    func bytes(parameterCount: Int) throws(VolterraError) -> [UInt8] {
        try check(parameterCount: parameterCount)
        var bytes = Array(
            """
            #MVS_v1.1
            energy_weight \(weights.energy)
            force_weight \(weights.force)
            stress_weight \(weights.stress)
            site_en_weight \(weights.siteEnergy)
            weight_scaling \(weights.scaling)
            #
            """.utf8)
        bytes.append(rawNumbers: matrix[...])
        bytes.append(rawNumbers: transposed(inverse, size)[...])
        bytes += Array("\n#\n".utf8)
        for origin in origins {
            bytes += Array("\(origin.configuration ?? -1) \(origin.equation ?? -1)\n".utf8)
        }
        bytes += Array("#\n".utf8)
        return bytes + selectedConfigurationsText
    }

    private func check(parameterCount: Int) throws(VolterraError) {
        guard size == parameterCount, matrix.count == size * size, inverse.count == size * size else {
            throw VolterraError(.badData, "the active set does not belong to the potential: it is not for \(parameterCount) parameters")
        }
        guard matrix.allSatisfy(\.isFinite), inverse.allSatisfy(\.isFinite) else {
            throw VolterraError(.badData, "the matrices of the active set hold a number that is not finite")
        }
        guard origins.allSatisfy({ ($0.configuration == nil) == ($0.equation == nil) }) else {
            throw VolterraError(
                .unsupported, "an active set of MLIP-2 cannot be written as '.almtp', because it does not tell the equations of its rows",
                advice: "select it again, or keep the file it was read from")
        }
    }
}

extension [UInt8] {
    /// Little-endian, as they lie in memory.
    mutating func append(rawNumbers values: ArraySlice<Double>) {
        reserveCapacity(count + values.count * MemoryLayout<Double>.size)
        for value in values {
            Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { append(contentsOf: $0) }
        }
    }
}
