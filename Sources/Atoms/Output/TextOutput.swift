import MomentTensor

/// Text on its way into a file that appears complete or not at all, or that is kept. Numbers are written so that they are read back exactly.
struct TextOutput {
    /// `nil` for text that is kept.
    private let file: AtomicFile?
    /// What is not in the file yet.
    private(set) var text = ""
    private static let flushSize = 1 << 16

    init(path: String) throws(VolterraError) {
        file = try AtomicFile(path: path)
        text.reserveCapacity(2 * TextOutput.flushSize)
    }

    /// Keeps the text.
    init() { file = nil }

    var path: String { file?.path ?? "" }

    mutating func append(_ string: String) throws(VolterraError) {
        text += string
        if file != nil, text.utf8.count >= TextOutput.flushSize { try flush() }
    }

    /// `string` flushed right in a column of `width` characters, after one space.
    mutating func append(_ string: String, width: Int) throws(VolterraError) {
        text += " "
        let padding = width - string.utf8.count
        if padding > 0 { text += String(repeating: " ", count: padding) }
        try append(string)
    }

    mutating func append(_ number: Double, width: Int = 0) throws(VolterraError) {
        try append(number.description, width: width)
    }

    mutating func append(_ vector: SIMD3<Double>, width: Int = 0) throws(VolterraError) {
        try append(vector.x, width: width)
        try append(vector.y, width: width)
        try append(vector.z, width: width)
    }

    /// Puts the text under its name.
    mutating func finish() throws(VolterraError) {
        try flush()
        try file?.commit()
    }

    private mutating func flush() throws(VolterraError) {
        guard let file else { return }
        try file.write(text)
        text.removeAll(keepingCapacity: true)
    }
}

/// The width of a column that holds nearly every double in full.
let numberWidth = 22
