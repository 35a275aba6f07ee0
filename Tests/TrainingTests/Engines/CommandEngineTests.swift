import Atoms
import Foundation
import MomentTensor
import TestSupport
import Testing

@testable import Training

@Suite("Commands that label")
struct CommandEngineTests {
    /// One configuration, and the file of its labels.
    private func sample(_ folder: ScratchFolder) throws -> Configuration {
        let labelled = try FitTestData(count: 1, seed: 5).configurations[0]
        try [labelled].writeExtendedXYZ(to: folder.path("answer.xyz"))
        return labelled
    }

    private func engine(_ command: String, output: String = "labelled.xyz") -> CommandEngine {
        CommandEngine(input: .format(.extendedXYZ), inputName: "atoms.xyz", command: command, output: output)
    }

    private func label(_ engine: CommandEngine, _ configuration: Configuration, in folder: ScratchFolder) throws -> Configuration {
        try folder.make("work")
        return try engine.makeWorker().label(configuration.withoutLabels, in: folder.path("work")) { false }
    }

    @Test("get the atoms, and answer with energy, forces and stress")
    func answer() throws {
        let folder = try ScratchFolder()
        let sample = try sample(folder)
        var engine = engine("test \"$(head -1 atoms.xyz)\" = 8 && cat answer.xyz > labelled.xyz")
        engine.files = [folder.path("answer.xyz")]
        let labelled = try label(engine, sample, in: folder)
        #expect(labelled.energy == sample.energy && labelled.forces == sample.forces)
        #expect(zip(labelled.virial!.voigt, sample.virial!.voigt).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("may print their answer, and the free energy in it can be asked for")
    func printed() throws {
        let folder = try ScratchFolder()
        var sample = try sample(folder)
        sample.features = [.init(name: "free_energy", value: "-7.25")]
        try [sample].writeExtendedXYZ(to: folder.path("answer.xyz"))
        var engine = engine("cat '\(folder.path("answer.xyz"))'", output: CommandEngine.printed)
        #expect(try label(engine, sample, in: folder).energy == sample.energy)
        engine.energy = .free
        #expect(try label(engine, sample, in: folder).energy == -7.25)
    }

    @Test("that fail say why; a program that is not there is no failure of one configuration")
    func failures() throws {
        let folder = try ScratchFolder()
        let sample = try sample(folder)
        func failure(_ engine: CommandEngine) -> LabellingFailure? {
            do { _ = try label(engine, sample, in: folder) } catch { return error as? LabellingFailure }
            return nil
        }
        #expect(failure(engine("echo no convergence; exit 3")) == .failed("exit status 3: no convergence"))
        #expect(failure(engine("kill -11 $$"))?.description.hasPrefix("killed by signal 11") == true)
        #expect(failure(engine("true"))?.description.hasPrefix("the output cannot be used: ") == true)
        var slow = engine("sleep 1000")
        slow.timeLimit = .milliseconds(200)
        #expect(failure(slow) == .outOfTime(.milliseconds(200)))
        guard case .unusable(let error)? = failure(engine("no-such-program-here")) else {
            Issue.record("a program that is not there")
            return
        }
        #expect(error.kind == .usage && error.message.hasPrefix("the command 'no-such-program-here' cannot be run"))
    }

    @Test("whose electronic loop was given up did not label")
    func unconverged() throws {
        let folder = try ScratchFolder()
        var sample = try sample(folder)
        sample.features = [.init(name: "scf_converged", value: "F")]
        try [sample].writeExtendedXYZ(to: folder.path("answer.xyz"))
        #expect(throws: LabellingFailure.failed("the electronic loop did not converge")) {
            try label(engine("cp '\(folder.path("answer.xyz"))' labelled.xyz"), sample, in: folder)
        }
    }
}
