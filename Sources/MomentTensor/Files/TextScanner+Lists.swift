/// What is being read, for messages: `entry 17 of 'alpha_index_times'`.
struct ListPlace: CustomStringConvertible {
    var name: String
    /// From 1; 0 outside of all entries.
    var entry = 0

    init(_ name: String) { self.name = name }

    var description: String { entry == 0 ? name : "entry \(entry) of \(name)" }
}

extension TextScanner {
    mutating func expect(_ byte: UInt8, in place: ListPlace) throws(VolterraError) {
        guard consume(byte) else { throw surprise(expected: "'\(Character(UnicodeScalar(byte)))'", in: place.description) }
    }

    mutating func finiteDouble(in place: ListPlace) throws(VolterraError) -> Double {
        let range = word()
        guard !range.isEmpty else { throw surprise(expected: "a number", in: place.description) }
        guard let value = double(range) else {
            if range.upperBound == bytes.count { throw truncation(in: place.description) }
            throw error("\(quoted(range)) in \(place) is no number", at: range.lowerBound)
        }
        guard value.isFinite else {
            throw error("\(quoted(range)) in \(place) is not a finite number", at: range.lowerBound)
        }
        return value
    }

    mutating func wholeNumber(in place: ListPlace) throws(VolterraError) -> Int32 {
        let range = word()
        guard !range.isEmpty else { throw surprise(expected: "a whole number", in: place.description) }
        guard let value = integer(range) else {
            if range.upperBound == bytes.count { throw truncation(in: place.description) }
            throw error("\(quoted(range)) in \(place) is no whole number, or too large", at: range.lowerBound)
        }
        guard let value = Int32(exactly: value) else {
            throw error("\(quoted(range)) in \(place) is too large", at: range.lowerBound)
        }
        return value
    }

    /// `{1.5, 2, -3e-4}`
    mutating func doubles(in name: String) throws(VolterraError) -> [Double] {
        var place = ListPlace(name)
        var values: [Double] = []
        try expect(UInt8(ascii: "{"), in: place)
        if consume(UInt8(ascii: "}")) { return values }
        repeat {
            place.entry += 1
            values.append(try finiteDouble(in: place))
        } while consume(UInt8(ascii: ","))
        place.entry = 0
        try expect(UInt8(ascii: "}"), in: place)
        return values
    }

    /// `{1, 2, 3}`, or for a width above 1 `{{1, 2}, {3, 4}}`, as one flat array.
    mutating func wholeNumbers(width: Int, in name: String) throws(VolterraError) -> [Int32] {
        var place = ListPlace(name)
        var values: [Int32] = []
        try expect(UInt8(ascii: "{"), in: place)
        if consume(UInt8(ascii: "}")) { return values }
        repeat {
            place.entry += 1
            if width > 1 { try expect(UInt8(ascii: "{"), in: place) }
            for column in 0..<width {
                if column > 0 { try expect(UInt8(ascii: ","), in: place) }
                values.append(try wholeNumber(in: place))
            }
            if width > 1 { try expect(UInt8(ascii: "}"), in: place) }
        } while consume(UInt8(ascii: ","))
        place.entry = 0
        try expect(UInt8(ascii: "}"), in: place)
        return values
    }
}
