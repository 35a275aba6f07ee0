/// What `DatasetCheck` has to say, the gravest first.
public struct DatasetReport: Sendable {
    public let configurationCount: Int
    public let atomCount: Int
    public let findings: [Finding]

    /// The gravest severity; `nil` if there is no finding at all.
    public var worstSeverity: Finding.Severity? { findings.map(\.severity).max() }

    /// For people: one paragraph per finding.
    public var text: String {
        var text = "\(configurationCount) \(plural("configuration", configurationCount)), \(atomCount) \(plural("atom", atomCount))\n"
        for finding in findings {
            text += "\n\(finding.severity.rawValue): \(finding.message)\n"
            if !finding.configurations.isEmpty {
                let numbers = finding.configurations.map(String.init).joined(separator: ", ")
                let more = finding.count > finding.configurations.count ? ", …" : ""
                let line = finding.line.map { " (line \($0))" } ?? ""
                text += "  \(plural("configuration", finding.count)) \(numbers)\(more)\(line)\n"
            }
            if let advice = finding.advice { text += "  \(advice)\n" }
        }
        if findings.isEmpty { text += "\nnothing to report\n" }
        return text
    }

    /// For programs: `{"configurations", "atoms", "findings": [{"severity", "check", "message", "count", "configurations", "line", "advice"}]}`.
    public var json: JSONValue {
        .object([
            ("configurations", .integer(configurationCount)), ("atoms", .integer(atomCount)),
            ("findings", .array(findings.map(DatasetReport.json))),
        ])
    }

    private static func json(_ finding: Finding) -> JSONValue {
        .object([
            ("severity", .string(finding.severity.rawValue)), ("check", .string(finding.check)), ("message", .string(finding.message)),
            ("count", .integer(finding.count)), ("configurations", .array(finding.configurations.map(JSONValue.integer))),
            ("line", finding.line.map(JSONValue.integer) ?? .null), ("advice", finding.advice.map(JSONValue.string) ?? .null),
        ])
    }
}

private func plural(_ noun: String, _ count: Int) -> String { count == 1 ? noun : noun + "s" }
