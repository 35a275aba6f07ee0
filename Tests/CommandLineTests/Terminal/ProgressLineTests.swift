import Testing

@testable import trainer

@Suite("Progress")
struct ProgressLineTests {
    private let line = ProgressLine(activity: "evaluating", unit: "configurations", done: 1234, fraction: 0.25, seconds: 10)

    @Test("the line shows the fraction, the rate and the remaining time")
    func complete() {
        #expect(
            line.text(width: 100)
                == "evaluating [#######·······················]  25 %  1234 configurations  123/s  0:30 left")
    }

    @Test("the bar shrinks with the terminal and finally goes")
    func narrow() {
        #expect(line.text(width: 70) == "evaluating [###·········]  25 %  1234 configurations  123/s  0:30 left")
        #expect(line.text(width: 60) == "evaluating  25 %  1234 configurations  123/s  0:30 left")
        #expect(line.text(width: 20) == "evaluating  25 %  12")
    }

    @Test("no line is wider than the terminal", arguments: 0...120)
    func widths(width: Int) {
        for fraction in [nil, 0, 1e-9, 0.5, 1] as [Double?] {
            var line = line
            line.fraction = fraction
            #expect(line.text(width: width).count <= width)
        }
    }

    @Test("without a total there is no bar")
    func unknownTotal() {
        var line = line
        line.fraction = nil
        line.seconds = 1000
        #expect(line.text(width: 100) == "evaluating  1234 configurations  1.2/s")
    }

    @Test("times are minutes and seconds, with hours where needed")
    func clocks() {
        #expect(ProgressLine.clock(0) == "0:00")
        #expect(ProgressLine.clock(59.2) == "1:00")
        #expect(ProgressLine.clock(3599) == "59:59")
        #expect(ProgressLine.clock(3600) == "1:00:00")
        #expect(ProgressLine.clock(1e9) == "days")
        #expect(ProgressLine.clock(.infinity) == "days")
    }
}
