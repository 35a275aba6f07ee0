import Atoms
import MomentTensor
import Testing

@Suite("VASP vasprun.xml")
struct VasprunReaderTests {
    private func reader(_ text: String) -> VasprunReader { VasprunReader(ByteSource(bytes: Array(text.utf8), name: "vasprun.xml")) }
    private func read(_ text: String) throws -> [Configuration] { try allConfigurations(reader(text)) }
    private func message(_ text: String) -> String? { failure(reader(text)) }

    @Test("every ionic step is read, with the atoms, cell and positions of that step")
    func steps() throws {
        let steps = try read(vasprunOfTwoSteps)
        #expect(steps.count == 2)
        #expect(steps.allSatisfy { $0.kinds == kinds("Zr", "Zr", "Re") && $0.cell.isFullyPeriodic })
        #expect(isClose(steps[0].cell.volume, 64.31296))
        #expect(isClose(steps[1].cell.volume, 66.261_707_000_96))
        #expect(isClose(steps[1].positions[2], SIMD3(0.0642764, 0.0704374, 3.309568)))
    }

    // ASE 3.26 gives F = −30.75 and −31 eV for the same file.
    @Test("the energy is without entropy and without P·V, although the summary of VASP 5 says something else under that name")
    func energies() throws {
        let steps = try read(vasprunOfTwoSteps)
        #expect(isClose(steps[0].energy, -30.73, 2e-6) && isClose(steps[1].energy, -30.98, 2e-6))
        #expect(isClose(steps[0].feature("free_energy").flatMap(Double.init), -30.75, 2e-6))
    }

    @Test("without electronic steps the energy comes from the summary")
    func summaryOnly() throws {
        let text = vasprunOfTwoSteps.replacing("<scstep>", with: "<other>").replacing("</scstep>", with: "</other>")
            .replacing("alphaZ", with: "x").replacing("PSTRESS", with: "NOTHING")
        let summary = text.split(separator: "\n").filter { !$0.contains("   <i name=\"e_") || $0.hasPrefix("   <i") }.joined(
            separator: "\n")
        #expect(isClose(try read(summary)[0].energy, -30.74 + 100 * 64.31296 / Units.kilobar, 3e-6))
    }

    @Test("forces and stress agree with ASE, the virial being minus volume times ASE's stress")
    func forcesAndVirial() throws {
        let steps = try read(vasprunOfTwoSteps)
        #expect(steps[0].forces?[1] == SIMD3(0.16990525, -0.14112324, 0.6534698))
        #expect(steps[1].forces?[1] == SIMD3(-0.22836552, -0.26238723, -0.168375))
        #expect(isClose(steps[0].virial, [0.4616214158, -0.9132075834, 1.3296703824, 0.060211489, -0.0100352482, 0.0200704963], 1e-7))
        #expect(isClose(steps[1].virial, [0.9512180126, -1.8817573727, 2.7399214492, 0.1240719147, -0.0206786524, 0.0413573049], 1e-7))
    }

    @Test("a step with as many electronic iterations as NELM allows is marked as not converged")
    func convergence() throws {
        #expect(try read(vasprunOfTwoSteps).map { $0.feature("scf_converged") } == [nil, "F"])
    }

    @Test("zirconium is recognised under the letter that VASP writes for it")
    func zirconium() throws {
        #expect(try read(vasprunOfTwoSteps.replacing("<c>Zr</c>", with: "<c>r </c>"))[0].kinds == kinds("Zr", "Zr", "Re"))
    }

    @Test("a killed run loses its last step only, wherever it was killed")
    func truncation() throws {
        let bytes = Array(vasprunOfTwoSteps.utf8)
        let whole = try read(vasprunOfTwoSteps)
        let firstEnd = try #require(vasprunOfTwoSteps.range(of: "</calculation>")).upperBound
        let start = vasprunOfTwoSteps.utf8.distance(from: vasprunOfTwoSteps.startIndex, to: firstEnd)
        for length in stride(from: start, to: bytes.count, by: 41) {
            let steps = try read(String(decoding: bytes[..<length], as: UTF8.self))
            #expect(steps == whole || steps == [whole[0]], "cut after \(length) bytes")
        }
    }

    @Test("runs with ISIF = 1 have no virial, for only its trace would be right")
    func traceOnly() throws {
        let steps = try read(vasprunOfTwoSteps.replacing("name=\"ISIF\">     3<", with: "name=\"ISIF\">     1<"))
        #expect(steps.count == 2 && steps.allSatisfy { $0.virial == nil && $0.forces != nil })
    }

    @Test("tags may be broken across lines, abbreviated and commented")
    func markup() throws {
        let text = vasprunOfTwoSteps.replacing(
            "<varray name=\"forces\" >", with: "<!-- a <comment> -->\n<time/><varray\n name = 'forces'\n>")
        #expect(try read(text) == read(vasprunOfTwoSteps))
    }

    @Test("messages say what is wrong in which line")
    func messages() {
        #expect(message("") == "vasprun.xml:1: is no vasprun.xml: its first element is not <modeling>; name the format with --format")
        #expect(
            message("<html>\n<body>")
                == "vasprun.xml:1: is no vasprun.xml: its first element is not <modeling>; name the format with --format")
        #expect(
            message("<modeling>\n</modeling>")
                == "vasprun.xml:2: holds no complete ionic step; did VASP finish the first <calculation>?")
        #expect(
            message(vasprunOfTwoSteps.replacing("<rc><c>Re</c><c>   2</c></rc>", with: ""))
                == "vasprun.xml:138: the ionic step has 3 atoms, <atominfo> lists 2")
        #expect(message(vasprunOfTwoSteps.replacing("<c>Re</c>", with: "<c>Qq</c>")) == "vasprun.xml:45: unknown element 'Qq'")
        #expect(
            message(vasprunOfTwoSteps.replacing("0.16990525", with: "NaN"))
                == "vasprun.xml:124: a force is not three numbers: 'NaN      -0.14112324       0.65346980'")
    }

    @Test("damaged files are refused or read, never more (seed 1)")
    func damaged() throws {
        try fuzz(vasprunOfTwoSteps) { VasprunReader(ByteSource(bytes: $0, name: "vasprun.xml")) }
    }
}
