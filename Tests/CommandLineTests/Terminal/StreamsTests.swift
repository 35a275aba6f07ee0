import Testing

@testable import trainer

@Suite("Standard streams")
struct StreamsTests {
    @Test("a reader that goes away ends the program without a word")
    func pipe() throws {
        let run = try TrainerRun(shell: "(sleep 0.2; \"$0\" --help; echo $? >&2) | true")
        #expect(run.errors == "141\n")
    }

    @Test("a closed standard output is an error, not a success")
    func closedOutput() throws {
        let run = try TrainerRun(shell: "\"$0\" --help >&-")
        #expect(run.status == 1)
        #expect(run.errors == "trainer: the standard output cannot be written: Bad file descriptor\n")
    }

    @Test("a full disk behind standard output is an error")
    func fullDisk() throws {
        let run = try TrainerRun(shell: "\"$0\" --help >/dev/full")
        #expect(run.status == 1)
        #expect(run.errors == "trainer: the standard output cannot be written: No space left on device\n")
    }

    @Test("closed standard input and standard error do no harm")
    func otherClosedStreams() throws {
        #expect(try TrainerRun(shell: "\"$0\" --help <&- 2>&-").status == 0)
        #expect(try TrainerRun(shell: "\"$0\" nonsense <&- 2>&-").status == 2)
    }
}
