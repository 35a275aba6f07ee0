import Foundation
import Testing

@testable import trainer

@Suite("JSON")
struct JSONTests {
    @Test("objects keep their order, lists of scalars stay on one line")
    func layout() {
        let value: JSON = [
            "b": .integer(1), "a": ["x": .number(0.1), "y": .null], "list": .array([.integer(1), .bool(true)]), "empty": [:],
            "objects": .array([["n": .number(1e300)]]),
        ]
        #expect(
            value.text == """
                {
                  "b": 1,
                  "a": {
                    "x": 0.1,
                    "y": null
                  },
                  "list": [1, true],
                  "empty": {},
                  "objects": [
                    {
                      "n": 1e+300
                    }
                  ]
                }

                """)
    }

    @Test("any text survives")
    func strings() throws {
        let text = "quote \" backslash \\ newline \n tab \t bell \u{07} umlaut ä emoji 🙂 null \u{0}"
        let parsed = try JSONSerialization.jsonObject(with: Data(JSON.array([.string(text)]).text.utf8)) as? [String]
        #expect(parsed == [text])
    }

    @Test("what JSON cannot hold is null", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        #expect(JSON.number(value).text == "null\n")
    }

    @Test("numbers read back as they were", arguments: [0, -0.0, 1, 0.1, .leastNonzeroMagnitude, 1.7976931348623157e308, 1.0 / 3])
    func numbers(value: Double) throws {
        let parsed = try JSONSerialization.jsonObject(with: Data(JSON.array([.number(value)]).text.utf8)) as? [Double]
        #expect(parsed == [value])
    }
}
