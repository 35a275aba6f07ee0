import Atoms
import MomentTensor
import Testing

@Suite("VASP OUTCAR")
struct OutcarReaderTests {
    private func read(_ text: String) throws -> [Configuration] { try allConfigurations(OutcarReader(source(text, name: "OUTCAR"))) }
    private func message(_ text: String) -> String? { failure(OutcarReader(source(text, name: "OUTCAR"))) }

    @Test("every ionic step is read, with the atoms, cell and positions of that step")
    func steps() throws {
        let steps = try read(outcarOfTwoSteps)
        #expect(steps.count == 2)
        #expect(steps.allSatisfy { $0.kinds == kinds("W", "W", "Re") && $0.cell.isFullyPeriodic })
        #expect(isClose(steps[0].cell.volume, 64.31296))
        #expect(isClose(steps[1].cell.volume, 64.956_089_6))
        #expect(isClose(steps[1].positions[2], SIMD3(0.06712, 0.07291, 3.31603)))
    }

    // The same numbers as ASE 3.26, which takes E(σ→0) for its energy: half way between F and the energy without entropy.
    @Test("the energy is the one without entropy, the free energy is kept as a feature")
    func energies() throws {
        let steps = try read(outcarOfTwoSteps)
        #expect(steps.map(\.energy) == [-33.11111678, -33.18922789])
        #expect(steps.map { $0.feature("free_energy") } == ["-33.12345678", "-33.20156789"])
    }

    @Test("forces and stress agree with ASE, the virial being minus volume times ASE's stress, without the kinetic part")
    func forcesAndVirial() throws {
        let steps = try read(outcarOfTwoSteps)
        #expect(steps[0].forces?[1] == SIMD3(-0.245674, -0.339774, -0.16226))
        #expect(steps[1].forces?[1] == SIMD3(0.018133, -0.134208, 0.00563))
        #expect(isClose(steps[0].virial, [-0.4955674490, 0.8228903498, -4.0642755084, -0.1705992189, 0.2057225875, 0.1404934744], 1e-7))
        #expect(isClose(steps[1].virial, [-0.6006275861, 0.9973431040, -4.9259019161, -0.2067662533, 0.2493357760, 0.1702780909], 1e-7))
    }

    @Test("a step whose electronic loop was given up says so")
    func convergence() throws {
        #expect(try read(outcarOfTwoSteps).map { $0.feature("scf_converged") } == [nil, "F"])
    }

    @Test("older files do not say that the loop was given up: then the number of iterations tells")
    func convergenceByCount() throws {
        let silent = outcarOfTwoSteps.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("aborting loop") }
        #expect(try read(silent.joined(separator: "\n")).map { $0.feature("scf_converged") } == [nil, "F"])
    }

    @Test("a killed run loses its last step only, wherever it was killed")
    func truncation() throws {
        let bytes = Array(outcarOfTwoSteps.utf8)
        let whole = try read(outcarOfTwoSteps)
        let firstEnd = try #require(outcarOfTwoSteps.range(of: "ENERGY OF THE ELECTRON-ION-THERMOSTAT")).lowerBound
        let start = outcarOfTwoSteps.utf8.distance(from: outcarOfTwoSteps.startIndex, to: firstEnd)
        for length in stride(from: start, to: bytes.count, by: 37) {
            let steps = try read(String(decoding: bytes[..<length], as: UTF8.self))
            #expect(steps == whole || steps == [whole[0]], "cut after \(length) bytes")
        }
    }

    @Test("numbers that run into each other are told apart")
    func gluedNumbers() throws {
        let glued = outcarOfTwoSteps.replacing("  3.170000000  0.000000000  0.000000000 ", with: "  3.170000000-10.000000000-12.000000000 ")
        #expect(try read(glued)[0].cell.a == SIMD3(3.17, -10, -12))
    }

    @Test("a stress that does not fit its columns is a missing label, not an error")
    func overflowingStress() throws {
        let overflow = outcarOfTwoSteps.replacing("  in kB     -12.34567", with: "  in kB  ************")
        let steps = try read(overflow)
        #expect(steps[0].virial == nil && steps[1].virial != nil)
    }

    @Test("runs with ISIF = 1 have no virial, for only its trace would be right")
    func traceOnly() throws {
        let steps = try read(outcarOfTwoSteps.replacing("ISIF   =      2", with: "ISIF   =      1"))
        #expect(steps.count == 2 && steps.allSatisfy { $0.virial == nil && $0.forces != nil })
    }

    @Test("steps predicted by VASP's own force field are passed over")
    func machineLearned() throws {
        let predicted = outcarOfTwoSteps.replacing(
            " POSITION                                       TOTAL-FORCE (eV/Angst)",
            with: " POSITION          TOTAL-FORCE (eV/Angst) (ML)", maxReplacements: 1
        )
        .replacing("  FREE ENERGIE OF THE", with: "  ML FREE ENERGIE OF THE", maxReplacements: 1)
        let steps = try read(predicted)
        #expect(steps.count == 1 && steps[0].energy == -33.18922789)
    }

    @Test("two concatenated files are read one after the other")
    func concatenated() throws {
        #expect(
            try read(outcarOfTwoSteps + "\n" + outcarOfTwoSteps.replacing("Re", with: "Os")).map(\.kinds).suffix(2) == [
                kinds("W", "W", "Os"), kinds("W", "W", "Os"),
            ])
    }

    @Test("a list of species that is continued in a second line is read to its end")
    func longSpeciesList() throws {
        let wrapped = outcarOfTwoSteps.replacing("ions per type =               2   1", with: "ions per type =               2\n   1")
        #expect(try read(wrapped)[0].kinds == kinds("W", "W", "Re"))
    }

    @Test("messages say what is wrong in which line")
    func messages() {
        #expect(
            message("") == "OUTCAR:1: holds no complete ionic step; is this the OUTCAR of a VASP run that came to its first forces?")
        #expect(
            message(outcarOfTwoSteps.replacing("ions per type =               2   1", with: "ions per type =               2   2"))
                == "OUTCAR:106: the step has 3 atoms, 'ions per type' says 4")
        #expect(
            message(outcarOfTwoSteps.replacing("ions per type =               2   1", with: "ions per type =               2   0"))
                == "OUTCAR:26: 'ions per type' is not a list of counts")
        #expect(
            message(outcarOfTwoSteps.replacing("ions per type =               2   1", with: "ions per type =   1  1  1"))
                == "OUTCAR:26: 'ions per type' has 3 numbers for 2 pseudopotentials")
        #expect(
            message(outcarOfTwoSteps.replacing("ions per type =               2   1", with: ""))
                == "OUTCAR:101: an ionic step before the line 'ions per type'; the beginning of the OUTCAR is missing; give the complete file"
        )
        #expect(
            message(outcarOfTwoSteps.replacing("-0.245674", with: "      nan"))
                == "OUTCAR:104: position and force of atom 2 are not six numbers")
        #expect(
            message(outcarOfTwoSteps.replacing("-0.245674", with: "*********"))
                == "OUTCAR:104: position and force of atom 2 are not six numbers")
        #expect(
            message(outcarOfTwoSteps.replacing("PAW_PBE W_sv", with: "PAW_PBE Qq").replacing("VRHFIN =W:", with: "VRHFIN =Qq:"))
                == "OUTCAR:118: neither TITEL nor VRHFIN of pseudopotential 1 names an element")
        #expect(
            message(
                outcarOfTwoSteps.replacing(
                    "     0.050000000  0.000000000  6.400000000 ", with: "     3.170000000  0.000000000  0.000000000 "))
                == "OUTCAR:34: the lattice vectors span no volume")
    }

    @Test("a file that claims 10^12 atoms is refused without room being made for them")
    func hugeCount() {
        #expect(
            message(outcarOfTwoSteps.replacing("ions per type =               2   1", with: "ions per type =    1000000000000 1"))
                == "OUTCAR:106: the step has 3 atoms, 'ions per type' says 1000000000001")
    }

    @Test("a file that cannot be opened is named")
    func unreadable() {
        #expect(throws: VolterraError.self) { try OutcarReader(path: "/nonexistent/OUTCAR") }
    }

    @Test("damaged files are refused or read, never more (seed 1)")
    func damaged() throws {
        try fuzz(outcarOfTwoSteps) { OutcarReader(ByteSource(bytes: $0, name: "OUTCAR")) }
    }
}
