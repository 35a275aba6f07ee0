import Atoms
import MomentTensor
import Testing
import Training

@Suite("Which species the atoms of a file are")
struct SpeciesAssignmentTests {
    private func potential(_ species: (label: Int, element: String?)...) -> Potential {
        Potential(
            name: "MTP", species: species.map { .init(label: $0.label, element: $0.element) },
            radialBasis: RadialBasis(kind: .chebyshev, minimumDistance: 2, cutoff: 5, size: 8),
            basis: MomentBasis(basic: [], products: [], slotCount: 0, scalars: []))
    }

    private func configuration(_ kinds: Configuration.Kind...) -> Configuration {
        Configuration(positions: Array(repeating: .zero, count: kinds.count), kinds: kinds)
    }

    private func message(_ body: () throws(VolterraError) -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return error.description
        }
    }

    @Test("elements are found by name, types by label")
    func known() throws {
        var assignment = try SpeciesAssignment(potential((0, "W"), (1, "Re")))
        let mixed = configuration(try element("Re"), try element("W"), .type(0), .type(1), .type(1))
        #expect(try assignment.indices(of: mixed) == [1, 0, 0, 1, 1])
        #expect(assignment.notes.isEmpty)
    }

    @Test("labels need not start at zero")
    func labels() throws {
        var assignment = try SpeciesAssignment(potential((7, nil), (3, nil)))
        #expect(try assignment.indices(of: configuration(.type(3), .type(7))) == [1, 0])
    }

    @Test("an unknown element is named together with those that are known")
    func unknownElement() throws {
        var assignment = try SpeciesAssignment(potential((0, "W"), (1, "Re")))
        let osmium = configuration(try element("Os"))
        #expect(
            message { () throws(VolterraError) in _ = try assignment.indices(of: osmium) }
                == "the data has Os, which the potential does not know: it knows W (type 0), Re (type 1); use a potential for these elements"
        )
    }

    @Test("a type beyond those of the potential is refused")
    func unknownType() throws {
        var assignment = try SpeciesAssignment(potential((0, nil), (1, nil)))
        #expect(
            message { () throws(VolterraError) in _ = try assignment.indices(of: configuration(.type(2))) }
                == "the data has type 2, which the potential does not know: it knows type 0, type 1; name its species in their order with --species, or use a potential for these elements"
        )
    }

    @Test("one nameless species is taken as the only element of the data, and a note says so")
    func singleSpecies() throws {
        var assignment = try SpeciesAssignment(potential((0, nil)))
        let tungsten = configuration(try element("W"), try element("W"))
        #expect(try assignment.indices(of: tungsten) == [0, 0])
        #expect(try assignment.indices(of: tungsten) == [0, 0])
        #expect(
            assignment.notes == ["the only species of the potential has no name and was taken as W, the only element of the data"])
        let rhenium = configuration(try element("Re"))
        #expect(
            message { () throws(VolterraError) in _ = try assignment.indices(of: rhenium) }
                == "the data has more species (W, Re) than the potential, which has one; this potential cannot describe them")
    }

    @Test("several nameless species cannot be told apart; names given by the user settle it")
    func namelessSpecies() throws {
        let nameless = potential((0, nil), (1, nil))
        let rhenium = configuration(try element("Re"))
        var assignment = try SpeciesAssignment(nameless)
        #expect(
            message { () throws(VolterraError) in _ = try assignment.indices(of: rhenium) }
                == "the 2 species of the potential have no names, so which of them is Re cannot be told; name them in their order: --species Re,…"
        )
        var named = try SpeciesAssignment(nameless.named(["W", "Re"]))
        #expect(try named.indices(of: rhenium) == [1])
    }

    @Test("names must fit the potential in number and be distinct elements")
    func wrongNames() {
        let nameless = potential((0, nil), (1, nil))
        #expect(
            message { () throws(VolterraError) in _ = try nameless.named(["W"]) }
                == "1 species are named (W), the potential has 2; name one element per species, in the order of the potential")
        #expect(
            message { () throws(VolterraError) in _ = try nameless.named(["W", "Qq"]) }
                == "'Qq' is no chemical symbol; write it like W or Re")
        #expect(
            message { () throws(VolterraError) in _ = try nameless.named(["W", "W"]) }
                == "species 1 cannot be W, because species 0 is")
    }

    @Test("labels of MLIP-3 that are atomic numbers are taken as such, and a note says so")
    func atomicNumbers() throws {
        var assignment = try SpeciesAssignment(potential((42, nil), (74, nil)))
        #expect(try assignment.indices(of: configuration(try element("W"), try element("Mo"))) == [1, 0])
        #expect(assignment.notes == ["the species labels of the potential were taken as atomic numbers: Mo, W"])
    }
}
