import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Charts")
struct ChartTests {
    private func chart() -> Chart {
        var chart = Chart("Energy", summary: "A curve.", x: Axis("volume", unit: "Å³"), y: Axis("energy", unit: "eV"))
        chart.add(.line("fit", [.init(0, 0), .init(1, 2), .init(2, .nan), .init(3, 4), .init(4, 1)]))
        chart.add(.points("computed", [.init(1, 1), .init(2, .infinity), .init(3, 3)]))
        return chart
    }

    @Test("a file of its own is well-formed, and says in words what there is to see")
    func document() throws {
        let document = try ParsedMarkup(chart().svg)
        #expect(document.root == "svg")
        #expect(document.texts(of: "title") == ["Energy"] && document.texts(of: "desc") == ["A curve."])
        #expect(document.texts(of: "text").contains("volume, Å³") && document.texts(of: "text").contains("energy, eV"))
        #expect(document.texts(of: "text").contains("fit") && document.texts(of: "text").contains("computed"))
        #expect(chart().svg.contains("prefers-color-scheme:dark"))
    }

    @Test("a line is broken where a value is missing, and a point left out")
    func missing() throws {
        let paths = try ParsedMarkup(chart().svg).attributes(of: "path")
        let curves = paths.filter { $0["class"] == "line s0" }.compactMap { $0["d"] }
        let curve = try #require(curves.first { $0.contains("L") })
        #expect(curve.filter { $0 == "M" }.count == 2 && curve.filter { $0 == "L" }.count == 2)
        let dots = try #require(paths.last { $0["class"] == "shape s1" }?["d"])
        #expect(dots.filter { $0 == "M" }.count == 2)
        #expect(!chart().svg.lowercased().contains("nan") && !chart().svg.contains("inf"))
    }

    @Test("text is escaped, and control characters are replaced")
    func escaping() throws {
        let text = "<b>&\"'\u{1}\u{7}]]>"
        var chart = Chart(text, summary: text, x: Axis(text), y: Axis("y"))
        chart.add(.line(text, [.init(0, 0), .init(1, 1)]))
        let document = try ParsedMarkup(chart.svg)
        #expect(document.texts(of: "title") == ["<b>&\"'\u{FFFD}\u{FFFD}]]>"])
        #expect(!document.elements.contains("b"))
    }

    @Test("series differ by more than colour")
    func series() {
        var chart = Chart("Many", summary: "", x: Axis("x"), y: Axis("y"))
        for index in 0..<6 { chart.add(.line("curve \(index)", [.init(0, Double(index)), .init(1, 0)])) }
        let svg = chart.svg
        for index in 1..<6 { #expect(svg.contains(".line.s\(index),")) }
        let dashes = svg.split(separator: "\n").filter { $0.contains(".line.s") }.map { $0.split(separator: "{").last }
        #expect(Set(dashes).count == 5)
    }

    @Test("text and series can be read on both grounds: a contrast of 4.5 at least", arguments: [ChartPalette.light, .dark])
    func contrast(palette: ChartPalette) {
        for colour in [palette.text, palette.mutedText] + palette.series {
            #expect(contrast(colour, palette.ground) >= 4.5, "\(colour) on \(palette.ground)")
        }
        let shades = palette.shades.map { contrast($0, palette.ground) }
        #expect(shades.allSatisfy { $0 > 1.5 } && shades == shades.sorted())
    }

    /// As the Web Content Accessibility Guidelines define it.
    private func contrast(_ one: String, _ other: String) -> Double {
        let luminances = [one, other].map { colour in
            let channels = stride(from: 1, to: 7, by: 2).map { offset -> Double in
                let start = colour.index(colour.startIndex, offsetBy: offset)
                let value = Double(Int(colour[start..<colour.index(start, offsetBy: 2)], radix: 16) ?? 0) / 255
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        }.sorted()
        return (luminances[1] + 0.05) / (luminances[0] + 0.05)
    }

    @Test("nothing to show is still a chart")
    func empty() throws {
        for scale in [Axis.Scale.linear, .logarithmic] {
            var chart = Chart("Nothing", summary: "", x: Axis("x", scale: scale), y: Axis("y", scale: scale))
            chart.add(.line("none", []))
            chart.add(.markedLine("bad", [.init(.nan, 1), .init(-1, .infinity)]))
            _ = try ParsedMarkup(chart.svg)
        }
    }

    @Test("what leaves the frame stays within numbers that any program can draw")
    func farOutside() throws {
        var chart = Chart("Far", summary: "", x: Axis("x", range: 0...1), y: Axis("y", range: 0...1))
        chart.add(.line("far", [.init(0, 0), .init(0.5, 1e90), .init(1, -1e90)]))
        let path = try #require(ParsedMarkup(chart.svg).attributes(of: "path").last { $0["class"] == "line s0" }?["d"])
        let numbers = path.split { "MLhv ".contains($0) }.compactMap { Double($0) }
        #expect(numbers.allSatisfy { abs($0) < 1e5 })
    }
}
