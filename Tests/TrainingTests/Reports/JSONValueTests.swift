import Foundation
import Testing
import Training

@Suite("JSON output")
struct JSONValueTests {
    @Test("what is written is JSON with the same content, every digit included")
    func roundTrip() throws {
        let value = JSONValue.object([
            ("a \"quoted\"\n\t\\\u{1}key", .array([.number(0.1 + 0.2), .number(-1e-300), .integer(-7), .null, .string("é→")])),
            ("empty", .array([])), ("none", .object([])),
        ])
        let decoded = try #require(try JSONSerialization.jsonObject(with: Data(value.text.utf8)) as? [String: Any])
        let list = try #require(decoded["a \"quoted\"\n\t\\\u{1}key"] as? [Any])
        #expect(value.text.contains("0.30000000000000004"))
        #expect(list[1] as? Double == -1e-300)
        #expect(list[2] as? Int == -7)
        #expect(list[3] is NSNull)
        #expect(list[4] as? String == "é→")
        #expect((decoded["empty"] as? [Any])?.isEmpty == true)
    }

    @Test("keys keep their order, nested values are indented by two blanks")
    func layout() {
        #expect(JSONValue.object([("z", .integer(1)), ("a", .array([.integer(2)]))]).text == "{\n  \"z\": 1,\n  \"a\": [\n    2\n  ]\n}\n")
    }

    @Test("numbers that JSON cannot express become null")
    func nonFinite() {
        #expect(JSONValue.array([.number(.nan), .number(.infinity)]).text == "[\n  null,\n  null\n]\n")
    }
}
