import Atoms
import MomentTensor

extension Invocation {
    /// The elements that `--species` or its like names; `nil` where it is absent.
    func elements(_ option: Option<[String]>) throws(VolterraError) -> [Element]? {
        guard let symbols = self[option] else { return nil }
        var elements: [Element] = []
        for symbol in symbols {
            guard let element = Element(symbol: symbol) else {
                throw VolterraError(
                    .usage, "\(option.spelling) names '\(symbol)', which is no element", advice: "chemical symbols are written as in W,Re")
            }
            guard !elements.contains(element) else {
                throw VolterraError(.usage, "\(option.spelling) names \(symbol) twice", advice: "name each element once")
            }
            elements.append(element)
        }
        return elements
    }
}
