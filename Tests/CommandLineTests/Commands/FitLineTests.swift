import Testing
import Training

@testable import trainer

@Suite("The line of a fit")
struct FitLineTests {
    private let start = ContinuousClock.now

    private func text(_ line: FitLine, _ activity: FitActivity.Part = .derivatives, after seconds: Int, width: Int = 100) -> String {
        line.text(FitActivity(part: activity, fraction: 0.437), now: start + .seconds(seconds), width: width)
    }

    @Test("says what is done of the iteration, and how long the fit will take, as far as that is known")
    func texts() {
        var line = FitLine(iteration: 7, potential: nil, start: start, expectedEnd: nil, deadline: nil)
        #expect(text(line, after: 80) == "iteration 7: derivatives 43 %, 1:20 so far")
        line.expectedEnd = start + .seconds(270)
        #expect(text(line, .trial, after: 80) == "iteration 7: solving 43 %, 1:20 so far, about 3:10 left")
        line.deadline = start + .seconds(300)
        #expect(text(line, after: 80) == "iteration 7: derivatives 43 %, 1:20 so far, about 3:10 left")
        line.deadline = start + .seconds(90)
        line.potential = "MTP12"
        #expect(text(line, after: 80) == "iteration 7 of MTP12: derivatives 43 %, 1:20 so far, at most 0:10 left")
    }

    @Test("promises nothing that is past, and fits into the terminal")
    func limits() {
        let line = FitLine(
            iteration: 7, potential: nil, start: start, expectedEnd: start + .seconds(60), deadline: start + .seconds(70))
        #expect(text(line, after: 80) == "iteration 7: derivatives 43 %, 1:20 so far")
        #expect(text(line, after: 80, width: 20) == "iteration 7: derivat")
    }
}
