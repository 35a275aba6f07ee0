extension Posterior {
    /// Reads a file that was written for this potential.
    public init(path: String, for potential: Potential) throws(VolterraError) {
        try self.init(bytes: try contentsOfFile(path), file: path, for: potential)
    }

    /// `file` is the name that messages use.
    public init(bytes: [UInt8], file: String, for potential: Potential) throws(VolterraError) {
        var scanner = TextScanner(bytes: bytes, file: file)
        guard scanner.restOfLine() == Posterior.mark else {
            throw VolterraError(
                .badData, "is no posterior that this version reads: it does not begin with '\(Posterior.mark)'", file: file,
                advice: Posterior.advice)
        }
        guard try scanner.value(of: "potential") == potential.fingerprint.text else {
            throw VolterraError(.badData, "belongs to another potential, or to another fit of it", file: file, advice: Posterior.advice)
        }
        let size = potential.linearParameterCount
        guard try scanner.count(of: "coefficients") == size else {
            throw VolterraError(.badData, "is not for \(size) coefficients, which the potential has", file: file, advice: Posterior.advice)
        }
        let memberCount = try scanner.count(of: "members")
        guard memberCount <= Posterior.mostMembers else {
            throw VolterraError(.badData, "claims \(memberCount) members, more than \(Posterior.mostMembers)", file: file)
        }
        let calibration = Calibration(
            energy: try scanner.number(of: "energy_factor"), force: try scanner.number(of: "force_factor"))
        let headerEnd = scanner.lineEnd
        let written = try scanner.value(of: "fingerprint")
        let start = scanner.lineEnd
        scanner.textEnd = start
        guard bytes.count - start == Posterior.byteCount(size: size, members: memberCount) else {
            throw bytes.count - start < Posterior.byteCount(size: size, members: memberCount)
                ? scanner.truncation(in: "its numbers") : scanner.error("something follows the last number", at: start)
        }
        var fingerprint = Fingerprint()
        fingerprint.add(bytes[..<headerEnd])
        fingerprint.add(bytes[start...])
        guard written == fingerprint.text else {
            throw VolterraError(
                .badData, "is damaged: its numbers are not those that were written", file: file, advice: "copy it again, or make it anew")
        }
        scanner.position = start
        let what = "its numbers"
        var factor = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
            factor.replaceSubrange(row * size...row * size + row, with: try scanner.rawDoubles(row + 1, in: what))
        }
        self.init(
            factor: factor, priorVariances: try scanner.rawDoubles(size, in: what), calibration: calibration,
            members: try scanner.rawDoubles(memberCount * size, in: what))
        do throws(VolterraError) {
            try checkConsistency(for: potential)
        } catch {
            throw error.placed(in: file)
        }
    }

    static let mostMembers = 10_000
    private static let advice = "make it anew with trainer uncertainty"
}

extension TextScanner {
    /// The word behind `name`.
    fileprivate mutating func value(of name: String) throws(VolterraError) -> String {
        let start = position
        guard text(word()) == name else {
            position = start
            throw surprise(expected: "'\(name)'", in: "the posterior")
        }
        return text(word())
    }

    fileprivate mutating func count(of name: String) throws(VolterraError) -> Int {
        let text = try value(of: name)
        guard let value = Int(text), value >= 0 else { throw error("'\(name)' is '\(text.prefix(40))', which is no count", at: position) }
        return value
    }

    fileprivate mutating func number(of name: String) throws(VolterraError) -> Double {
        let text = try value(of: name)
        guard let value = Double(text) else { throw error("'\(name)' is '\(text.prefix(40))', which is no number", at: position) }
        return value
    }

    /// Behind the end of the line that the position is in.
    fileprivate var lineEnd: Int { (bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1 }
}
