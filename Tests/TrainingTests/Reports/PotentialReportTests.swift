import Atoms
import Foundation
import MomentTensor
import Testing

@testable import Training

@Suite("Reports")
struct PotentialReportTests {
    /// The headings of the page in their order.
    private func headings(_ report: PotentialReport) throws -> [String] { try ParsedMarkup(report.html).texts(of: "h2") }

    @Test("a page with everything is well-formed and has its sections in order")
    func everything() throws {
        let plan = try ReportSamples.plan()
        let (training, validation) = (try ReportSamples.set("training"), try ReportSamples.set("validation", seed: 9))
        var report = try ReportSamples.report([training, validation])
        try report.addPairs(plan)
        report.learningCurve = LearningCurve(
            (0..<20).map {
                .init(
                    iteration: $0, loss: 1 / Double($0 + 1),
                    errors: ["training": .init(energy: 5, force: 0.1), "validation": .init(energy: 6)])
            })
        report.settings = [.init("weights", "1, 0.01, 0.001")]
        report.cost = CostEstimate(microsecondsPerAtom: 2, atoms: 16, neighboursPerAtom: 14)
        let document = try ParsedMarkup(report.html)
        #expect(
            document.texts(of: "h2") == [
                "Learning curve", "Errors", "Predictions against labels", "Distribution of errors", "Errors against forces",
                "Worst configurations", "Pairs of atoms", "Potential and data", "Cost",
            ])
        #expect(document.texts(of: "h3") == ["Potential", "Data", "Fit"])
        // Loss and two errors; parity and errors of three quantities; forces; functions, dimer and distances.
        #expect(document.attributes(of: "figure").count == 3 + 2 * 3 + 3 + 2 + 3)
        let links = document.attributes(of: "a").compactMap { $0["href"] }
        #expect(links == document.attributes(of: "section").compactMap { $0["id"].map { "#" + $0 } } && links.count == 9)
        #expect(document.texts(of: "dd").contains("43.2 ns per day on one core, with 1 fs per step"))
    }

    @Test("the page asks for nothing from elsewhere, and runs nothing")
    func selfContained() throws {
        let html = try ReportSamples.report([ReportSamples.set()]).html
        for word in ["<script", "<link", "src=", "url(", "@import", "https:"] { #expect(!html.contains(word)) }
        #expect(html.components(separatedBy: "http://").count - 1 == html.components(separatedBy: "xmlns=\"http://www.w3.org/").count - 1)
        #expect(html.hasPrefix("<!DOCTYPE html>\n") && html.contains("prefers-color-scheme:dark") && html.contains("@media print"))
    }

    @Test("tables hold the numbers of the error table, one line for each group and one for the total")
    func tables() throws {
        let set = try ReportSamples.set()
        let comparison = set.comparison
        let document = try ParsedMarkup(ReportSamples.report([set]).html)
        let rows = document.texts(of: "tr")
        for quantity in ReportedQuantity.allCases {
            for (name, group) in comparison.errors.groups.map({ ($0.name, $0.group) }) + [("total", comparison.errors.total)] {
                let statistics = quantity.statistics(group)
                let numbers = [statistics.rootMeanSquare, statistics.meanAbsolute, statistics.maximum].compactMap {
                    $0.map { humanText($0) }
                }
                #expect(rows.contains(name + numbers.joined() + countText(statistics.count)))
            }
        }
    }

    @Test("what has no labels has no section, no table and no diagram")
    func missingLabels() throws {
        let energiesOnly = try ReportSamples.set { configuration in
            configuration.forces = nil
            configuration.virial = nil
        }
        let html = try ReportSamples.report([energiesOnly]).html
        let document = try ParsedMarkup(html)
        #expect(!document.texts(of: "h2").contains("Errors against forces"))
        #expect(document.texts(of: "caption") == ["Energy per atom, meV/atom", "By the error of the energy"])
        #expect(document.attributes(of: "figure").count == 2)

        let nothing = try ReportSamples.set { $0 = Configuration(cell: $0.cell, positions: $0.positions, kinds: $0.kinds) }
        #expect(try headings(ReportSamples.report([nothing])) == ["Potential and data"])
        #expect(try headings(ReportSamples.report([])) == ["Potential and data"])
    }

    @Test("predictions and labels that are not finite are reported, and break nothing")
    func notFinite() throws {
        var set = try ReportSamples.set()
        var configuration = try bcc(n: 1)
        configuration.energy = -20
        try set.add(configuration, energy: .nan, from: .init(file: "far.xyz", number: 3))
        configuration.energy = .infinity
        for number in 1...6 { try set.add(configuration, energy: 0, from: .init(file: "bad.xyz", number: number)) }
        let document = try ParsedMarkup(ReportSamples.report([set]).html)
        let sentences = document.texts(of: "p")
        #expect(sentences.contains("The prediction is not finite for 1 configuration of data: far.xyz, configuration 3."))
        let places = (1...5).map { "bad.xyz, configuration \($0)" }.joined(separator: "; ")
        #expect(sentences.contains("A label is not finite for 6 configurations of data: \(places); …."))
        #expect(document.texts(of: "dd").contains("data.xyz: 13 configurations, 96 atoms"))
        for path in document.attributes(of: "path").compactMap({ $0["d"] }) { #expect(!path.contains("n") && !path.contains("i")) }

        configuration.energy = -20
        let hopeless = try ReportSamples.set(configuration, energies: [.nan])
        #expect(try headings(ReportSamples.report([hopeless])) == ["Potential and data"])
    }

    @Test("predictions that are finite but absurd break nothing", arguments: [1e30, 1e150, 1e300, -1e307])
    func absurd(energy: Double) throws {
        var configuration = try bcc(n: 1)
        configuration.energy = -20
        let document = try ParsedMarkup(ReportSamples.report([ReportSamples.set(configuration, energies: [-20.1, energy])]).html)
        #expect(document.texts(of: "h2").contains("Predictions against labels"))
    }

    @Test("predictions far from all labels do not squeeze the diagram, but are counted")
    func farOff() throws {
        var set = try ReportSamples.set()
        var configuration = try bcc(n: 1)
        configuration.energy = -22
        try set.add(configuration, energy: 1e6, from: .init(file: "a", number: 1))
        let comparison = set.comparison
        let range = ParityChart.range(of: .energy, in: [comparison])
        #expect(range.lowerBound > -12 && range.upperBound < -10)
        let chart = ParityChart(quantity: .energy, comparison: comparison, range: range).chart
        #expect(try ParsedMarkup(chart.svg).texts(of: "text").contains("1 outside of the frame"))
    }

    @Test("the worst configurations are named by file and number, with set and group only where there are some")
    func outliers() throws {
        var configuration = try bcc(n: 1)
        configuration.energy = 0
        let alone = try ReportSamples.set(configuration, file: "folder/one.xyz", energies: [0.001, -0.002])
        let rows = try ParsedMarkup(ReportSamples.report([alone]).html).texts(of: "tr")
        #expect(
            rows.suffix(3) == [
                "filenumberatomsenergy error, meV/atomlargest force error, eV/Åits atom", "one.xyz22−1.00––", "one.xyz120.500––",
            ])

        configuration.features = [.init(name: "config_type", value: "bulk")]
        let other = try ReportSamples.set(configuration, name: "validation", file: "other/one.xyz", energies: [0.004])
        let both = try ParsedMarkup(ReportSamples.report([alone, other]).html).texts(of: "tr")
        #expect(both.suffix(3).first == "other/one.xyz1validationbulk22.00––")
        #expect(both.last == "folder/one.xyz1data–20.500––")
    }

    @Test("whatever names the user and the files have, they are only text")
    func escaping() throws {
        let name = "</style><script>alert('&\"')</script>"
        var configuration = try bcc(n: 1)
        configuration.energy = 1
        configuration.forces = [.zero, SIMD3(1, 0, 0)]
        configuration.features = [.init(name: "config_type", value: name)]
        let set = try ReportSamples.set(configuration, name: name, file: name, energies: [1, 2, 3])
        var report = try ReportSamples.report([set], title: name)
        report.settings = [.init(name, name)]
        report.date = name
        report.speciesNames = [name]
        report.potential.name = name
        report.potential.tag = name
        try report.addPairs(ReportSamples.plan())
        let html = report.html
        let document = try ParsedMarkup(html)
        #expect(!html.contains("<script") && !document.elements.contains("script"))
        #expect(document.texts(of: "h1") == [name])
        #expect(document.texts(of: "th").contains(name) && document.texts(of: "td").contains(name))
    }

    @Test("a million force components make a page of less than a megabyte")
    func bigData() throws {
        let training = try ReportSamples.set("training", configurations: 24, cells: 19)
        let validation = try ReportSamples.set("validation", configurations: 2000, cells: 1, seed: 8)
        #expect(training.comparison.force.count == 24 * 2 * 19 * 19 * 19 * 3)
        let html = try ReportSamples.report([training, validation]).html
        #expect(html.utf8.count < 1_000_000)
        let document = try ParsedMarkup(html)
        #expect(document.attributes(of: "path").contains { $0["class"]?.hasPrefix("d") == true })
    }

    @Test("the sum of the shares in an error histogram is a hundred percent, whichever set")
    func shares() throws {
        let comparisons = try [ReportSamples.set("training"), ReportSamples.set("validation", configurations: 3)].map(\.comparison)
        let chart = try #require(ErrorHistogramChart.chart(.force, comparisons))
        var counts: [Int] = []
        for case .steps(_, let histogram) in chart.marks { counts.append(histogram.total) }
        #expect(counts == comparisons.map(\.force.count))
    }

    @Test("without any error there is no distribution of errors, and still a page")
    func perfect() throws {
        var configuration = try bcc(n: 2)
        configuration.energy = -3
        configuration.forces = configuration.positions.map { _ in .zero }
        configuration.virial = .zero
        let found = try headings(ReportSamples.report([ReportSamples.set(configuration, energies: [-3])]))
        #expect(found == ["Errors", "Predictions against labels", "Worst configurations", "Potential and data"])
    }

    @Test("of many species as many pairs are shown as the page can hold, and it says so")
    func manySpecies() throws {
        let elements = ["Mo", "Nb", "Ta", "W", "V"]
        var report = try ReportSamples.report([], elements: elements)
        try report.addPairs(ReportSamples.plan(elements: elements))
        let document = try ParsedMarkup(report.html)
        #expect(document.texts(of: "p").contains("16 of the 25 ordered pairs of species are shown."))
        #expect(document.texts(of: "title").filter { $0.hasPrefix("Radial functions") }.count == 16)
    }

    @Test("a dimer has the energy of two atoms less that of each, and none at the cutoff")
    func dimer() throws {
        let plan = try ReportSamples.plan(elements: ["W", "Re"])
        let curve = try PairCurve(plan, centre: 0, neighbour: 1, from: 1.8)
        #expect(curve.distances.first == 1.8 && curve.distances.last == 4.5)
        #expect(abs(curve.dimer.last ?? 1) < 1e-12 && curve.radialFunctions.allSatisfy { $0.last == 0 })
        let evaluator = SystemEvaluator(plan)
        let index = 40
        let pair = try evaluator.evaluate(cell: .none, positions: [.zero, SIMD3(0, 0, curve.distances[index])], species: [0, 1])
        let coefficients = try #require(plan.potential.coefficients)
        #expect(abs(pair.energy - coefficients.species[0] - coefficients.species[1] - curve.dimer[index]) < 1e-9)
    }

    @Test("the cost is that of the configuration, and scales with atoms and time step")
    func cost() throws {
        let plan = try ReportSamples.plan()
        let crystal = try bcc(n: 2)
        let cost = try #require(try CostEstimate(measuring: plan, crystal, species: Array(repeating: 0, count: crystal.count)))
        #expect(cost.microsecondsPerAtom > 0 && cost.atoms == 16 && cost.neighboursPerAtom == 26)
        #expect(try CostEstimate(measuring: plan, Configuration(), species: []) == nil)
        let known = CostEstimate(microsecondsPerAtom: 1, atoms: 1, neighboursPerAtom: 0)
        #expect(
            abs(known.nanosecondsPerDay(atoms: 1000) - 86.4) < 1e-9 && abs(known.nanosecondsPerDay(atoms: 2000, timeStep: 2) - 86.4) < 1e-9)
    }
}
