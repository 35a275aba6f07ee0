import MomentTensor

/// Writes configurations one by one. What was written becomes visible under its name only with `finish()`.
public protocol ConfigurationWriter: AnyObject {
    func write(_ configuration: Configuration) throws(VolterraError)
    /// Flushes, closes and renames the temporary file. Without it, nothing remains.
    func finish() throws(VolterraError)
}

/// What a writer has to be told that a configuration does not say.
public struct ConfigurationWriteOptions: Sendable {
    /// The elements in the order of their type numbers, for formats that number them. `nil`: in order of appearance.
    public var elements: [Element]?

    public init(elements: [Element]? = nil) {
        self.elements = elements
    }
}
