extension ActiveSet {
    /// Begins the active set of MLIP-2.
    static let mark2 = UInt8(ascii: "^")
    /// Begins the active set of MLIP-3: `#MVS_v1.1`.
    static let mark3 = UInt8(ascii: "#")

    /// What follows the text of the potential; `nil` if nothing does.
    init?(following scanner: TextScanner, parameterCount: Int) throws(VolterraError) {
        var scanner = scanner
        let next = scanner.peek()
        scanner.textEnd = scanner.position
        switch next {
        case nil: return nil
        case ActiveSet.mark2: try self.init(mlip2: &scanner, size: parameterCount)
        default: try self.init(mlip3: &scanner, size: parameterCount)
        }
    }

    /// `^`, four raw numbers, `#`, the matrices, a line `row configuration` for each row, the configurations.
    private init(mlip2 scanner: inout TextScanner, size: Int) throws(VolterraError) {
        scanner.position += 1
        let values = try scanner.rawDoubles(4, in: "the weights of the active set")
        let weights = Weights(energy: values[1], force: values[2], stress: values[3], siteEnergy: values[0])
        try scanner.expect(ActiveSet.mark3, in: ListPlace("the active set"))
        let (matrix, inverse) = try scanner.matrices(size)
        var place = ListPlace("the list of selected configurations")
        var origins: [Origin] = []
        for row in 0..<size {
            place.entry = row + 1
            guard try scanner.wholeNumber(in: place) == row else {
                throw scanner.error("\(place) does not begin with \(row)", at: scanner.position - 1)
            }
            origins.append(Origin(configuration: ActiveSet.index(try scanner.wholeNumber(in: place))))
        }
        let text = scanner.rest()
        try ActiveSet.check(origins, text, scanner)
        self.init(weights: weights, matrix: matrix, inverse: inverse, origins: origins, selectedConfigurationsText: text)
    }

    /// `#MVS_v1.1`, five lines of weights, `#`, the matrices, `#`, a line `configuration equation` for each row, `#`, the configurations.
    private init(mlip3 scanner: inout TextScanner, size: Int) throws(VolterraError) {
        let version = scanner.word()
        guard scanner.text(version) == "#MVS_v1.1" else {
            throw scanner.error(
                "the active set begins with \(scanner.quoted(version)), but only '#MVS_v1.1' is read", at: version.lowerBound,
                kind: .unsupported)
        }
        let weights = Weights(
            energy: try scanner.weight("energy_weight"), force: try scanner.weight("force_weight"),
            stress: try scanner.weight("stress_weight"), siteEnergy: try scanner.weight("site_en_weight"),
            scaling: Int(try scanner.weightScaling()))
        let end = ListPlace("the active set")
        try scanner.expect(ActiveSet.mark3, in: end)
        let (matrix, inverse) = try scanner.matrices(size)
        try scanner.expect(ActiveSet.mark3, in: end)
        var place = ListPlace("the list of selected equations")
        var origins: [Origin] = []
        for row in 0..<size {
            place.entry = row + 1
            let configuration = ActiveSet.index(try scanner.wholeNumber(in: place))
            origins.append(Origin(configuration: configuration, equation: ActiveSet.index(try scanner.wholeNumber(in: place))))
        }
        try scanner.expect(ActiveSet.mark3, in: end)
        let text = scanner.rest()
        try ActiveSet.check(origins, text, scanner)
        self.init(weights: weights, matrix: matrix, inverse: inverse, origins: origins, selectedConfigurationsText: text)
    }

    /// The files write −1 for none.
    private static func index(_ number: Int32) -> Int? { number < 0 ? nil : Int(number) }

    private static func check(_ origins: [Origin], _ text: [UInt8], _ scanner: TextScanner) throws(VolterraError) {
        let count = occurrences(of: Array("BEGIN_CFG".utf8), in: text)
        for (row, origin) in origins.enumerated() {
            guard let configuration = origin.configuration, configuration >= count else { continue }
            throw scanner.error(
                "row \(row + 1) of the active set comes from configuration \(configuration + 1), but only \(count) follow",
                at: scanner.position, advice: incompleteFileAdvice)
        }
    }

    private static func occurrences(of pattern: [UInt8], in text: [UInt8]) -> Int {
        var count = 0
        var start = 0
        while let found = text[start...].firstIndex(of: pattern[0]) {
            let isMatch = text[found...].starts(with: pattern)
            if isMatch { count += 1 }
            start = found + (isMatch ? pattern.count : 1)
        }
        return count
    }
}

extension TextScanner {
    fileprivate mutating func weight(_ name: String) throws(VolterraError) -> Double {
        try expectName(name)
        return try finiteDouble(in: ListPlace("'\(name)'"))
    }

    fileprivate mutating func weightScaling() throws(VolterraError) -> Int32 {
        try expectName("weight_scaling")
        let range = word()
        // The mark that ends the weights may follow without white space.
        let digits = range.lowerBound..<(bytes[range].firstIndex(of: ActiveSet.mark3) ?? range.upperBound)
        guard let value = integer(digits).flatMap(Int32.init(exactly:)) else {
            throw error("'weight_scaling' is \(quoted(digits)), which is no whole number", at: range.lowerBound)
        }
        position = digits.upperBound
        return value
    }

    private mutating func expectName(_ name: String) throws(VolterraError) {
        let start = position
        guard text(word()) == name else {
            position = start
            throw surprise(expected: "'\(name)'", in: "the active set")
        }
    }

    /// Little-endian, as they lie in memory, from the position on.
    mutating func rawDoubles(_ count: Int, in what: String) throws(VolterraError) -> [Double] {
        let size = MemoryLayout<Double>.size
        guard count <= remainingCount / size else { throw truncation(in: what) }
        let values = bytes.withUnsafeBytes { buffer in
            (0..<count).map { index in
                Double(bitPattern: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: position + index * size, as: UInt64.self)))
            }
        }
        guard values.allSatisfy(\.isFinite) else { throw error("\(what) hold a number that is not finite", at: position) }
        position += count * size
        return values
    }

    /// A, then A⁻¹ column by column.
    fileprivate mutating func matrices(_ size: Int) throws(VolterraError) -> (matrix: [Double], inverse: [Double]) {
        let (count, overflow) = size.multipliedReportingOverflow(by: size)
        let what = "the matrices of the active set"
        guard !overflow, count <= remainingCount / (2 * MemoryLayout<Double>.size) else { throw truncation(in: what) }
        let matrix = try rawDoubles(count, in: what)
        return (matrix, transposed(try rawDoubles(count, in: what), size))
    }

    /// What follows the line in which the position is.
    fileprivate mutating func rest() -> [UInt8] {
        _ = restOfLine()
        return Array(bytes[min(position + 1, bytes.count)...])
    }
}

func transposed(_ matrix: [Double], _ size: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: matrix.count) { result, count in
        for row in 0..<size {
            for column in 0..<size { result[row * size + column] = matrix[column * size + row] }
        }
        count = matrix.count
    }
}
