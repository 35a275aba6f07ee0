import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// A document of elements as an XML parser sees it, which accepts nothing that is not well-formed.
final class ParsedMarkup: NSObject, XMLParserDelegate {
    struct Malformed: Error {
        let line: Int
        let reason: String
    }

    private(set) var elements: [String] = []
    private var attributes: [(element: String, values: [String: String])] = []
    private var texts: [(element: String, text: String)] = []
    private var open: [Int] = []

    init(_ document: String) throws {
        super.init()
        let parser = XMLParser(data: Data(document.utf8))
        parser.delegate = self
        guard parser.parse() else {
            throw Malformed(line: parser.lineNumber, reason: parser.parserError.map { "\($0)" } ?? "?")
        }
    }

    var root: String? { elements.first }

    /// The text inside of each element of that name, that of its children included.
    func texts(of element: String) -> [String] { texts.filter { $0.element == element }.map(\.text) }

    func attributes(of element: String) -> [[String: String]] { attributes.filter { $0.element == element }.map(\.values) }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes values: [String: String]
    ) {
        elements.append(name)
        attributes.append((name, values))
        open.append(texts.count)
        texts.append((name, ""))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for index in open { texts[index].text += text }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) { open.removeLast() }
}
