import Atoms
import MomentTensor
import Testing

@testable import Training

@Suite("Phase diagrams")
struct PhaseDiagramTests {
    static func composition(_ counts: [(String, Int)]) throws -> Composition {
        let kinds = try counts.flatMap { Array(repeating: try element($0.0), count: $0.1) }
        return try #require(Composition(Configuration(positions: kinds.map { _ in .zero }, kinds: kinds)))
    }

    private static func structure(_ counts: [(String, Int)], _ energy: Double, name: String = "") throws -> PhaseDiagram.Structure {
        PhaseDiagram.Structure(
            name: name, composition: try composition(counts), atoms: counts.reduce(0) { $0 + $1.1 }, energy: energy)
    }

    private static let symbols = ["Al", "Ti", "Ni", "Cu"]

    /// Structures of random small compositions, several at many of them, and the pure components.
    private static func random(_ components: Int, _ count: Int, seed: UInt64) throws -> [PhaseDiagram.Structure] {
        var random = SplitMix64(seed: seed)
        let names = symbols.prefix(components)
        var structures = try names.enumerated().map { try structure([($1, 1)], -3 - 0.5 * Double($0)) }
        while structures.count < count {
            let counts = names.map { ($0, Int.random(in: 0...3, using: &random)) }
            guard counts.count(where: { $0.1 > 0 }) > 1 else { continue }
            let composition = try composition(counts.filter { $0.1 > 0 })
            let ideal = zip(composition.elements, composition.counts).reduce(0.0) { sum, part in
                sum + (-3 - 0.5 * Double(names.firstIndex(of: part.0.symbol) ?? 0)) * Double(part.1)
            }
            let energy = ideal / Double(composition.counts.reduce(0, +)) + Double.random(in: -0.4...0.2, using: &random)
            structures.append(
                PhaseDiagram.Structure(name: "\(structures.count)", composition: composition, atoms: 4, energy: energy))
        }
        return structures
    }

    /// The lowest of all mixtures of as many structures as there are components: the optimum of a linear program is one of them.
    private static func lowest(at fractions: [Double], _ points: [(fractions: [Double], energy: Double)]) -> Double {
        let count = fractions.count
        var best = Double.infinity
        func choose(_ chosen: [Int], from first: Int) {
            guard chosen.count < count else {
                let rows = chosen.flatMap { points[$0].fractions }
                let columns = (0..<count).flatMap { row in (0..<count).map { rows[$0 * count + row] } }
                guard let matrix = LUDecomposition(columns, size: count), matrix.logDeterminant > -20 else { return }
                let parts = matrix.solve(fractions)
                guard parts.allSatisfy({ $0 > -1e-12 }) else { return }
                best = min(best, zip(parts, chosen).reduce(0) { $0 + $1.0 * points[$1.1].energy })
                return
            }
            guard first < points.count else { return }
            for next in first..<points.count { choose(chosen + [next], from: next + 1) }
        }
        choose([], from: 0)
        return best
    }

    @Test("distances from the hull are those to the lowest of all mixtures (seed 19)", arguments: [(2, 60), (3, 40), (4, 22)])
    func bruteForce(components: Int, count: Int) throws {
        let diagram = try PhaseDiagram(try PhaseDiagramTests.random(components, count, seed: 19))
        let points = diagram.standings.map { (diagram.fractions($0), $0.formationEnergy) }
        for standing in diagram.standings {
            let lowest = PhaseDiagramTests.lowest(at: diagram.fractions(standing), points)
            #expect(abs(standing.formationEnergy - lowest - standing.distance) < 1e-9, "\(standing.structure.composition.formula)")
            #expect(standing.isStable == (standing.formationEnergy - lowest < 1e-8))
        }
        #expect(diagram.stable.count > components && diagram.standings.contains { $0.distance > 0.01 })
    }

    @Test("products have the composition and, for what is not stable, the energy of the hull (seed 20)", arguments: [2, 3, 4])
    func products(components: Int) throws {
        let diagram = try PhaseDiagram(try PhaseDiagramTests.random(components, 80, seed: 20))
        let phases = Dictionary(diagram.phases.map { ($0.composition.formula, $0) }) { first, _ in first }
        for standing in diagram.standings where !standing.isStable {
            var fractions = [Double](repeating: 0, count: components)
            var energy = 0.0
            for product in standing.products {
                let phase = try #require(phases[product.formula])
                for index in fractions.indices { fractions[index] += product.fraction * phase.fractions[index] }
                energy += product.fraction * phase.energy
                #expect(product.fraction > 0)
            }
            for (one, other) in zip(fractions, diagram.fractions(standing)) { #expect(abs(one - other) < 1e-9) }
            #expect(abs(standing.formationEnergy - energy - standing.distance) < 1e-9)
            #expect(standing.products.count <= components)
        }
    }

    @Test("without a stable phase, the others can do as much less as it is said to lie below them (seed 21)")
    func depth() throws {
        let structures = try PhaseDiagramTests.random(3, 50, seed: 21)
        let diagram = try PhaseDiagram(structures)
        var checked = 0
        for standing in diagram.stable where !standing.structure.composition.isPure {
            let depth = try #require(standing.depth)
            let rest = structures.filter { $0.composition != standing.structure.composition }
            var probe = standing.structure
            probe.energy += 1
            let other = try #require(try PhaseDiagram(rest + [probe]).standings.last)
            #expect(abs(other.distance - (1 - depth)) < 1e-9)
            checked += 1
        }
        #expect(checked > 2)
    }

    @Test("what lies on a tie line, and copies of what is stable, are stable; pure components have no depth")
    func degenerate() throws {
        let make = PhaseDiagramTests.structure
        let diagram = try PhaseDiagram([
            try make([("Al", 1)], -3, "a"), try make([("Ni", 1)], -5, "b"), try make([("Al", 1), ("Ni", 1)], -4.5, "c"),
            try make([("Al", 2), ("Ni", 2)], -4.5, "copy"), try make([("Al", 3), ("Ni", 1)], -3.75, "on the line"),
            try make([("Al", 1), ("Ni", 3)], -4.7, "above"), try make([("Al", 1)], -3, "copy"),
        ])
        #expect(diagram.references == [-3, -5])
        #expect(diagram.standings.map(\.isStable) == [true, true, true, true, true, false, true])
        #expect(diagram.stable.map(\.structure.name) == ["a", "on the line", "c", "b"])
        let depths = diagram.standings.map { $0.depth ?? -1 }
        #expect(depths[0] == -1 && abs(depths[2] - 0.275) < 1e-12 && abs(depths[4]) < 1e-12)
        #expect(abs(diagram.standings[5].distance - 0.05) < 1e-12)
        #expect(diagram.standings[5].productText == "0.500 Ni + 0.500 AlNi")
        let text = diagram.text(within: 0.02)
        #expect(text.contains("stable") && text.hasSuffix("1 more is farther than 20.0 meV/atom from the hull\n"))
    }

    @Test("where nothing mixes only the pure components are stable, and a given reference counts as one")
    func references() throws {
        let make = PhaseDiagramTests.structure
        let mixed = [try make([("Al", 1), ("Ni", 1)], -3.9, "c")]
        let error = try #require(throws: VolterraError.self) { try PhaseDiagram(mixed + [try make([("Al", 1)], -3, "a")]) }
        #expect(error.message == "no structure is pure Ni, which formation energies are measured from")
        let (aluminium, nickel) = (try #require(Element(symbol: "Al")), try #require(Element(symbol: "Ni")))
        let diagram = try PhaseDiagram(mixed, references: [aluminium: -3, nickel: -5])
        #expect(diagram.stable.isEmpty && abs(diagram.standings[0].distance - 0.1) < 1e-12)
        #expect(diagram.standings[0].productText == "0.500 Al + 0.500 Ni")
        #expect(throws: VolterraError.self) {
            try PhaseDiagram(mixed, references: [aluminium: -3, nickel: -5, try #require(Element(symbol: "Cu")): -3])
        }
        // A structure that lies below the reference replaces it.
        let lower = try PhaseDiagram(mixed + [try make([("Ni", 1)], -5.1, "b")], references: [aluminium: -3, nickel: -5])
        #expect(abs(lower.standings[0].distance - 0.15) < 1e-12 && abs(lower.standings[1].formationEnergy + 0.1) < 1e-12)
    }

    @Test("tie lines are those on which no mixture is lower, and every stable phase has some (seed 22)")
    func tieLines() throws {
        let diagram = try PhaseDiagram(try PhaseDiagramTests.random(3, 40, seed: 22))
        let phases = diagram.phases
        let lines = diagram.tieLines(of: phases)
        let points = diagram.standings.map { (diagram.fractions($0), $0.formationEnergy) }
        for one in phases.indices {
            for other in phases.indices where other > one {
                let middle = zip(phases[one].fractions, phases[other].fractions).map { 0.5 * ($0 + $1) }
                let mean = 0.5 * (phases[one].energy + phases[other].energy)
                let isLine = mean - PhaseDiagramTests.lowest(at: middle, points) < 1e-8
                #expect(lines.contains { $0 == (one, other) } == isLine)
            }
        }
        // A triangulation: v points of which b lie on the border have 3v − 3 − b edges.
        let border = phases.count { $0.fractions.contains(0) }
        #expect(lines.count == 3 * phases.count - 3 - border)
    }

    @Test("pages are well-formed and show what the table says, for two, three and four components", arguments: [2, 3, 4])
    func page(components: Int) throws {
        let diagram = try PhaseDiagram(try PhaseDiagramTests.random(components, 60, seed: 23))
        let page = try ParsedMarkup(diagram.html(title: "A & B", within: 0.1, notes: ["1 structure is left out"]))
        #expect(page.texts(of: "h1") == ["A & B"])
        let body = page.texts(of: "body").joined()
        #expect(body.contains("1 structure is left out") && body.contains("Near the hull"))
        for phase in diagram.stable { #expect(body.contains(phase.structure.composition.formula)) }
        #expect(page.elements.count { $0 == "svg" } >= (components == 4 ? 1 : 2))
    }

    @Test("structures whose relaxation failed are left out, others need an energy and elements; a pressure adds its work")
    func screening() throws {
        var configuration = try bcc(a: 3, n: 1)
        configuration.energy = -20
        var structures = ScreenedStructures(pressure: Units.gigapascal)
        let source = Comparison.Source(file: "in.xyz", number: 2)
        try structures.add(configuration, from: source)
        #expect(structures.structures[0].name == "in.xyz:2" && abs(structures.structures[0].energy - (-20 + 27) / 2) < 1e-12)
        for ending in ["extrapolating", "failed", "set-aside"] {
            configuration.features = [.init(name: "relaxation", value: ending)]
            try structures.add(configuration, from: source)
        }
        configuration.features = [
            .init(name: "relaxation", value: "unconverged"), .init(name: "name", value: "x"), .init(name: "MV_grade", value: "2.1"),
        ]
        try structures.add(configuration, from: source)
        #expect(structures.structures.map(\.name) == ["in.xyz:2", "x"] && structures.leftOutCount == 3)
        #expect(
            structures.notes == [
                "3 structures are left out, because the potential does not know them or could not be evaluated",
                "1 structure is not relaxed to the end",
                "1 structure is not what the potential knows, by grades above 2: energies may be far from right",
            ])
        configuration.energy = nil
        #expect(throws: VolterraError.self) { try structures.add(configuration, from: source) }
        configuration.energy = 1
        configuration.kinds[0] = .type(0)
        #expect(throws: VolterraError.self) { try structures.add(configuration, from: source) }
    }
}
