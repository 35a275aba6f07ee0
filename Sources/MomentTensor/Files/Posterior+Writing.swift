extension Posterior {
    static let mark = "Volterra posterior 1"

    /// Writes the file that `init(path:for:)` reads, complete or not at all.
    public func write(to path: String, for potential: Potential) throws(VolterraError) {
        let bytes: [UInt8]
        do throws(VolterraError) {
            bytes = try self.bytes(for: potential)
        } catch {
            throw error.placed(in: path)
        }
        let file = try AtomicFile(path: path)
        try file.write(contentsOf: bytes)
        try file.commit()
    }

    /// The same in memory: some lines of text, of which the last has the fingerprint of all the rest, then raw little-endian numbers:
    /// the lower triangle of L row by row, p, and the members.
    public func bytes(for potential: Potential) throws(VolterraError) -> [UInt8] {
        try checkConsistency(for: potential)
        var header = """
            \(Posterior.mark)
            potential \(potential.fingerprint.text)
            coefficients \(size)
            members \(memberCount)
            energy_factor \(calibration.energy)
            force_factor \(calibration.force)

            """
        var numbers: [UInt8] = []
        numbers.reserveCapacity(Posterior.byteCount(size: size, members: memberCount))
        for row in 0..<size { numbers.append(rawNumbers: factor[row * size...row * size + row]) }
        numbers.append(rawNumbers: priorVariances[...])
        numbers.append(rawNumbers: members[...])
        var fingerprint = Fingerprint()
        fingerprint.add(header.utf8)
        fingerprint.add(numbers)
        header += "fingerprint \(fingerprint.text)\n"
        return Array(header.utf8) + numbers
    }

    /// Of the raw numbers. Few enough coefficients and members are the caller's duty.
    static func byteCount(size: Int, members: Int) -> Int {
        MemoryLayout<Double>.size * (size * (size + 1) / 2 + size + members * size)
    }

    func checkConsistency(for potential: Potential) throws(VolterraError) {
        func failure(_ message: String) -> VolterraError { VolterraError(.badData, "the posterior \(message)") }
        let expected = potential.linearParameterCount
        guard size == expected, factor.count == size * size, members.count == memberCount * size else {
            throw failure("is for \(size) coefficients, and the potential has \(expected)")
        }
        guard factor.allSatisfy(\.isFinite), priorVariances.allSatisfy(\.isFinite), members.allSatisfy(\.isFinite) else {
            throw failure("holds a number that is not finite")
        }
        guard priorVariances.allSatisfy({ $0 >= 0 }) else { throw failure("holds a variance below zero") }
        guard [calibration.energy, calibration.force].allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw failure("has a calibration factor that is no number above zero")
        }
    }
}

extension Potential {
    /// m = C + S
    public var linearParameterCount: Int { species.count + basis.scalars.count }
}
