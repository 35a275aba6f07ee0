/// The properties of all species of a potential.
public struct PropertyReport: Sendable {
    public private(set) var elements: [ElementProperties] = []
    /// Why there is nothing about some species, one sentence each.
    public private(set) var unbound: [String] = []

    public init() {}

    public mutating func add(_ element: ElementProperties) { elements.append(element) }

    public mutating func add(unbound reason: String) { unbound.append(reason) }

    /// What did not converge, one sentence each.
    public var failures: [String] { unbound + elements.flatMap { element in element.failures.map { "\(element.name): \($0)" } } }

    public var text: String { (elements.map(\.text) + unbound.map { $0 + "\n" }).joined(separator: "\n") }

    public var json: JSONValue {
        .object([("elements", .array(elements.map(\.json))), ("unbound", .array(unbound.map(JSONValue.string)))])
    }
}
