/// One potential of a scan, by what is varied.
public struct ScanCandidate: Hashable, Sendable, Codable {
    public var level: Int
    /// Å
    public var cutoff: Double
    public var radialSize: Int

    public init(level: Int, cutoff: Double, radialSize: Int) {
        self.level = level
        self.cutoff = cutoff
        self.radialSize = radialSize
    }

    /// For names of files: `level-08-cutoff-5.2-radial-8`.
    public var name: String { "level-\(level < 10 ? "0" : "")\(level)-cutoff-\(cutoff)-radial-\(radialSize)" }

    enum CodingKeys: String, CodingKey {
        case level, cutoff
        case radialSize = "radial_size"
    }
}

/// What all potentials of a scan have in common.
public struct ScanFamily: Hashable, Sendable, Codable {
    public var elements: [String]
    /// Å
    public var minimumDistance: Double
    public var radialKind: String
    public var maximumFactors: Int

    public init(elements: [String], minimumDistance: Double, radialKind: String, maximumFactors: Int) {
        self.elements = elements
        self.minimumDistance = minimumDistance
        self.radialKind = radialKind
        self.maximumFactors = maximumFactors
    }

    enum CodingKeys: String, CodingKey {
        case elements
        case minimumDistance = "min_distance"
        case radialKind = "radial_basis"
        case maximumFactors = "max_factors"
    }
}
