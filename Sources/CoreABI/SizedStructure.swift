import CVolterra
import MomentTensor

/// A structure of volterra.h that begins with its own size, so that it can grow at its end.
protocol SizedStructure {
    /// All zeros.
    init()
    /// The size of its first version: no caller has less.
    static var firstSize: Int { get }
}

extension SizedStructure {
    /// What a caller handed over; fields that are younger than the caller are zero.
    ///
    /// A size between that of the first version and today's is an older caller's. Any other was not filled in, or belongs to a
    /// newer header than this library knows.
    init(copying pointer: UnsafePointer<Self>?, _ name: String) throws(VolterraError) {
        let pointer = try required(pointer, name)
        let size = UnsafeRawPointer(pointer).loadUnaligned(as: Int.self)
        let today = MemoryLayout<Self>.size
        guard size >= Self.firstSize, size <= today else {
            let expected = Self.firstSize == today ? "\(today) is" : "\(Self.firstSize) … \(today) are"
            throw VolterraError(
                .usage, "the size of \(Self.self) is \(UInt(bitPattern: size)), but \(expected) expected",
                advice: "set it with sizeof, and compile with the volterra.h of this library")
        }
        self.init()
        withUnsafeMutableBytes(of: &self) { $0.copyMemory(from: UnsafeRawBufferPointer(start: pointer, count: size)) }
    }
}

extension volterra_list: SizedStructure {
    static let firstSize = MemoryLayout<volterra_list>.offset(of: \.atom_ids)!
}

extension volterra_results: SizedStructure {
    static let firstSize = MemoryLayout<volterra_results>.offset(of: \.site_grades)!
}

extension volterra_system: SizedStructure {
    static let firstSize = MemoryLayout<volterra_system>.size
}

extension volterra_options: SizedStructure {
    static let firstSize = MemoryLayout<volterra_options>.offset(of: \.precision)!
}
