import MomentTensor

/// The dislocations that have a name here. The first word is the character, then come the Burgers vector, the plane of glide and, where
/// it is needed to tell them apart, the line.
public enum DislocationType: String, CaseIterable, Sendable {
    /// bcc ½[111]: the screw dislocation, gliding on (1̄10).
    case screw111
    /// bcc ½[111](1̄10)
    case edge110 = "edge111-110"
    /// bcc ½[111](112̄)
    case edge112 = "edge111-112"
    /// bcc ½[111](11̄0) with its line along [111̄], at 70.5° to the Burgers vector.
    case mixed111
    /// bcc [100](010)
    case edge100 = "edge100-100"
    /// bcc [100](011)
    case edge100On110 = "edge100-110"
    /// fcc ½[11̄0](111)
    case screw110
    /// fcc ½[11̄0](111)
    case edge111 = "edge110-111"

    /// In which crystal, and how it lies there.
    public var orientation: DislocationOrientation {
        switch self {
        case .screw111: .init(.bcc, burgers: SIMD3(0.5, 0.5, 0.5), normal: SIMD3(-1, 1, 0), line: SIMD3(1, 1, 1))
        case .edge110: .init(.bcc, burgers: SIMD3(0.5, 0.5, 0.5), normal: SIMD3(-1, 1, 0), line: SIMD3(-1, -1, 2))
        case .edge112: .init(.bcc, burgers: SIMD3(0.5, 0.5, 0.5), normal: SIMD3(1, 1, -2), line: SIMD3(-1, 1, 0))
        case .mixed111: .init(.bcc, burgers: SIMD3(0.5, 0.5, 0.5), normal: SIMD3(1, -1, 0), line: SIMD3(1, 1, -1))
        case .edge100: .init(.bcc, burgers: SIMD3(1, 0, 0), normal: SIMD3(0, 1, 0), line: SIMD3(0, 0, 1))
        case .edge100On110: .init(.bcc, burgers: SIMD3(1, 0, 0), normal: SIMD3(0, 1, 1), line: SIMD3(0, -1, 1))
        case .screw110: .init(.fcc, burgers: SIMD3(0.5, -0.5, 0), normal: SIMD3(1, 1, 1), line: SIMD3(1, -1, 0))
        case .edge111: .init(.fcc, burgers: SIMD3(0.5, -0.5, 0), normal: SIMD3(1, 1, 1), line: SIMD3(-1, -1, 2))
        }
    }
}

/// A straight dislocation in a crystal, by vectors in units of the conventional ones.
public struct DislocationOrientation: Sendable, Hashable {
    public var structure: CrystalStructure
    /// Going round the line from the direction of glide to the normal, the displacements grow by it.
    public var burgers: SIMD3<Double>
    /// Of the plane of glide.
    public var normal: SIMD3<Double>
    public var line: SIMD3<Double>

    public init(_ structure: CrystalStructure, burgers: SIMD3<Double>, normal: SIMD3<Double>, line: SIMD3<Double>) {
        self.structure = structure
        self.burgers = burgers
        self.normal = normal
        self.line = line
    }

    /// Whether the Burgers vector lies along the line.
    public var isScrew: Bool { burgers.cross(line).length < 1e-9 * burgers.length * line.length }
}
