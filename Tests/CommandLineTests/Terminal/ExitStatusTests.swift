import MomentTensor
import Testing

@testable import trainer

@Suite("Exit status")
struct ExitStatusTests {
    @Test(
        "every kind of error has its status",
        arguments: [
            (VolterraError.Kind.inputOutput, 1), (.usage, 2), (.badData, 3), (.unsupported, 3), (.notConverged, 4),
        ] as [(VolterraError.Kind, Int32)])
    func kinds(kind: VolterraError.Kind, status: Int32) {
        #expect(ExitStatus(kind).rawValue == status)
    }

    @Test("a wrong command line ends with 2 and tells standard error, not standard output")
    func usage() throws {
        let run = try TrainerRun("evalute")
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(
            run.errors == """
                trainer: unknown command 'evalute'
                hint: did you mean 'evaluate'? 'trainer --help' lists the commands

                """)
    }

    @Test("no command at all is a wrong command line")
    func nothing() throws {
        #expect(try TrainerRun().status == 2)
    }

    @Test("the version is printed")
    func version() throws {
        let run = try TrainerRun("--version")
        #expect(run.status == 0)
        #expect(run.output == "trainer \(Volterra.version)\n")
    }
}
