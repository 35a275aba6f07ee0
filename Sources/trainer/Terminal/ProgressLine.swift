import Training

/// What a progress bar shows.
struct ProgressLine {
    /// As in “evaluating”.
    var activity: String
    /// As in “configurations”.
    var unit: String
    var done: Int
    /// How much of the whole is done, 0 … 1, where that is known.
    var fraction: Double?
    var seconds: Double

    /// At most `width` characters:
    /// `evaluating [#######·············]  36 %  1234 configurations  512/s  0:04 left`
    func text(width: Int) -> String {
        let rate = seconds > 0 ? Double(done) / seconds : 0
        var tail = "  \(done) \(unit)  \(ProgressLine.short(rate))/s"
        guard let fraction, fraction > 0 else { return String("\(activity)\(tail)".prefix(width)) }
        tail += "  \(ProgressLine.clock(seconds * (1 - fraction) / fraction)) left"
        let percent = "\(Int(fraction * 100))".leftPadded(to: 3) + " %"
        let room = min(30, width - activity.count - percent.count - tail.count - 4)
        guard room >= 5 else { return String("\(activity) \(percent)\(tail)".prefix(width)) }
        let filled = min(room, Int(fraction * Double(room)))
        let bar = String(repeating: "#", count: filled) + String(repeating: "·", count: room - filled)
        return "\(activity) [\(bar)] \(percent)\(tail)"
    }

    private static func short(_ rate: Double) -> String {
        rate < 10 ? fixedText(rate, 1) : fixedText(rate, 0)
    }

    /// `m:ss`, or `h:mm:ss` from an hour on.
    static func clock(_ seconds: Double) -> String {
        guard seconds < 360_000 else { return "days" }
        let whole = Int(seconds.rounded(.up))
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        let tail = "\(whole % 60)".zeroPadded
        return hours > 0 ? "\(hours):\("\(minutes)".zeroPadded):\(tail)" : "\(minutes):\(tail)"
    }
}

extension String {
    fileprivate var zeroPadded: String { count < 2 ? "0" + self : self }
}
