import Foundation
import MomentTensor
import Training

extension PotentialReport {
    /// `2026-11-26`
    static var today: String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        return [parts.year, parts.month, parts.day].map { $0.map { ($0 < 10 ? "0" : "") + "\($0)" } ?? "?" }.joined(separator: "-")
    }

    /// Complete or not at all.
    func write(to path: String) throws(VolterraError) { try AtomicFile.write(html, to: path) }
}
