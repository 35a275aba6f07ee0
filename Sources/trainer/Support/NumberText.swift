import Foundation

/// The number with that many digits after the point.
func fixed(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

/// The number with that many significant digits, without trailing zeros: for people, not for files.
func significant(_ value: Double, _ digits: Int = 4) -> String { String(format: "%.\(digits)g", value) }

/// `1 atom`, `2 atoms`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
