import Foundation

/// Draws a chart that standard input describes in JSON as SVG on standard output. Compiled with the sources of the plots of reports.
@main
enum Plot {
    struct Description: Decodable {
        struct Axis: Decodable {
            let quantity: String
            let unit: String
        }

        struct Series: Decodable {
            let name: String
            let points: [[Double]]
        }

        let title: String
        let summary: String
        let x: Axis
        let y: Axis
        let series: [Series]
    }

    static func main() throws {
        let description = try JSONDecoder().decode(Description.self, from: FileHandle.standardInput.readDataToEndOfFile())
        var chart = Chart(
            description.title, summary: description.summary,
            x: .init(description.x.quantity, unit: description.x.unit, scale: .logarithmic),
            y: .init(description.y.quantity, unit: description.y.unit, scale: .logarithmic), width: 560, height: 380)
        for series in description.series {
            chart.add(.markedLine(series.name, series.points.map { Chart.Point($0[0], $0[1]) }))
        }
        print(chart.svg, terminator: "")
    }
}
