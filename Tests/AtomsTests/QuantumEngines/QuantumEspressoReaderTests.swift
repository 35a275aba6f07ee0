import Atoms
import MomentTensor
import Testing

@Suite("Quantum ESPRESSO output")
struct QuantumEspressoReaderTests {
    private func read(_ text: String) throws -> [Configuration] {
        try allConfigurations(QuantumEspressoReader(source(text, name: "pw.out")))
    }
    private func message(_ text: String) -> String? { failure(QuantumEspressoReader(source(text, name: "pw.out"))) }

    @Test("every ionic step is read, whatever the units of cell and positions; labels such as W1 name their element")
    func steps() throws {
        let steps = try read(pwscfOfThreeSteps)
        #expect(steps.count == 3)
        #expect(steps.allSatisfy { $0.kinds == kinds("W", "W", "Re") && $0.cell.isFullyPeriodic })
        let volumes = [64.015_794_430_732_54, 67.934_073_176_248_83, 69.951_787_998_223_6]
        #expect(zip(steps, volumes).allSatisfy { isClose($0.cell.volume, $1, 1e-6) })
        #expect(isClose(steps[0].positions[2], SIMD3(0.1936788583, 0.063501265, 3.2385645151), 1e-7))
        #expect(isClose(steps[1].positions[2], SIMD3(0.2118021193, 0.0777255484, 3.3292443215), 1e-7))
        #expect(isClose(steps[2].positions[2], SIMD3(0.2174759584, 0.0817578791, 3.3684246183), 1e-7))
    }

    // F of the three steps is what ASE 3.26 takes for the energy: −1363.97061626, −1364.78695778, −1364.92301470 eV.
    @Test("the energy is the internal energy E = F + TS, from its own line or from −TS; F is kept as a feature")
    func energies() throws {
        let steps = try read(pwscfOfThreeSteps)
        let free = [-100.25, -100.31, -100.32].map { $0 * Units.rydberg }
        let internalEnergies = [-100.2488, -100.31034, -100.32036].map { $0 * Units.rydberg }
        #expect(zip(steps, internalEnergies).allSatisfy { isClose($0.energy, $1, 1e-9) })
        #expect(zip(steps, free).allSatisfy { isClose($0.feature("free_energy").flatMap(Double.init), $1, 1e-9) })
        #expect(isClose(free[1], -1364.7869577773972, 2e-4))
    }

    @Test("forces and stress agree with ASE, the virial being minus volume times ASE's stress")
    func forcesAndVirial() throws {
        let steps = try read(pwscfOfThreeSteps)
        #expect(isClose(steps[0].forces?[1], SIMD3(0.1772644503, -0.1267728694, -0.1110132925), 1e-7))
        #expect(isClose(steps[2].forces?[1], SIMD3(0.0565701831, 0.1138759588, -0.0605098845), 1e-7))
        #expect(isClose(steps[0].virial, [7.3755802894, -3.2655685166, 28.8655355909, 1.7632976745, -1.175531783, 0.5877658915], 1e-5))
        #expect(isClose(steps[2].virial, [2.0148579028, -0.8921097915, 7.8855697532, 0.4817007514, -0.3211338342, 0.1605669171], 1e-5))
    }

    @Test("a step whose electronic loop was given up is read and says so")
    func convergence() throws {
        let text = pwscfOfThreeSteps.replacing(
            "!    total energy              =     -100.31", with: "     total energy              =     -100.31")
        let given = text.replacing(
            "     convergence has been achieved in   7 iterations", with: "     convergence NOT achieved after  50 iterations: stopping")
        #expect(try read(given).map { $0.feature("scf_converged") } == ["F", "F", "F"])
        #expect(isClose(try read(given)[1].energy, -100.31034 * Units.rydberg, 1e-9))
        #expect(try read(pwscfOfThreeSteps).allSatisfy { $0.feature("scf_converged") == nil })
    }

    @Test("of the energies of a hybrid functional the last before the forces counts")
    func hybrid() throws {
        let text = pwscfOfThreeSteps.replacing(
            "!    total energy              =     -100.25000000 Ry",
            with: "!    total energy              =      -99.00000000 Ry\n!!   total energy              =     -100.25000000 Ry")
        #expect(try read(text) == read(pwscfOfThreeSteps))
    }

    @Test("the last step of a killed run is left out if it lacks what the others have")
    func truncation() throws {
        let bytes = Array(pwscfOfThreeSteps.utf8)
        let whole = try read(pwscfOfThreeSteps)
        let firstEnd = try #require(pwscfOfThreeSteps.range(of: "CELL_PARAMETERS (alat")).upperBound
        let start = pwscfOfThreeSteps.utf8.distance(from: pwscfOfThreeSteps.startIndex, to: firstEnd)
        for length in stride(from: start, to: bytes.count, by: 43) {
            let steps = try read(String(decoding: bytes[..<length], as: UTF8.self))
            #expect(steps == Array(whole.prefix(steps.count)), "cut after \(length) bytes")
        }
    }

    @Test("an energy without forces and stress is a step of its own")
    func energyOnly() throws {
        let end = try #require(pwscfOfThreeSteps.range(of: "     Forces acting on atoms")).lowerBound
        let steps = try read(String(pwscfOfThreeSteps[..<end]))
        #expect(steps.count == 1)
        #expect(steps[0].energy != nil && steps[0].forces == nil && steps[0].virial == nil)
    }

    @Test("messages say what is wrong in which line")
    func messages() {
        #expect(
            message("") == "pw.out:1: holds no complete ionic step; is this the output of a pw.x run that came to its first '!' line?")
        #expect(
            message(
                pwscfOfThreeSteps.replacing("number of atoms/cell      =            3", with: "number of atoms/cell      =            4"))
                == "pw.out:29: atom 4 of 4 is not named after an element: ''")
        #expect(
            message(
                pwscfOfThreeSteps.replacing(
                    "number of atoms/cell      =            3", with: "number of atoms/cell      =            1000000000000"))
                == "pw.out:29: atom 4 of 1000000000000 is not named after an element: ''")
        #expect(
            message(pwscfOfThreeSteps.replacing("          W1  tau(   2)", with: "          Qq  tau(   2)"))
                == "pw.out:27: atom 2 of 3 is not named after an element: '2          Qq  tau(   2) = (   0.5260...'")
        #expect(
            message(
                pwscfOfThreeSteps.replacing("     lattice parameter (alat)", with: "     lattice").replacing(
                    "celldm(1)=", with: "celldm(9)="))
                == "pw.out:13: a block in units of alat before alat is known; the beginning of the output is missing; give the complete file"
        )
        #expect(
            message(pwscfOfThreeSteps.replacing("atom    2 type  1   force =", with: "atom    2 type  1   froce ="))
                == "pw.out:61: the forces end after 1 of 3 atoms")
    }

    @Test("damaged files are refused or read, never more (seed 1)")
    func damaged() throws {
        try fuzz(pwscfOfThreeSteps) { QuantumEspressoReader(ByteSource(bytes: $0, name: "pw.out")) }
    }
}
