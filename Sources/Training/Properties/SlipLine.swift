/// A line along which a plane slips, to where the crystal is perfect again.
struct SlipLine: Sendable {
    let name: String
    let plane: CrystalPlane
    /// In units of the conventional vectors.
    let vector: SIMD3<Double>
    var cut = CrystalPlane.Cut.widest
    /// Whether a third of the line leads to a stacking fault that symmetry makes stationary.
    var hasStableFault = false

    static func all(_ structure: CrystalStructure) -> [SlipLine] {
        switch structure {
        case .bcc:
            [
                SlipLine(name: "(110)⟨111⟩", plane: .bodyCentred110, vector: SIMD3(0.5, -0.5, 0.5)),
                SlipLine(name: "(112)⟨111⟩", plane: .bodyCentred112, vector: SIMD3(0.5, 0.5, -0.5)),
            ]
        case .fcc:
            [SlipLine(name: "(111)⟨112⟩", plane: .faceCentred111, vector: SIMD3(0.5, 0.5, -1), hasStableFault: true)]
        case .diamond:
            [
                SlipLine(
                    name: "(111)⟨112⟩ glide", plane: .faceCentred111, vector: SIMD3(0.5, 0.5, -1), cut: .narrowest, hasStableFault: true),
                SlipLine(name: "(111)⟨110⟩ glide", plane: .faceCentred111, vector: SIMD3(0.5, -0.5, 0), cut: .narrowest),
                SlipLine(name: "(111)⟨110⟩ shuffle", plane: .faceCentred111, vector: SIMD3(0.5, -0.5, 0)),
            ]
        case .hcp:
            [
                SlipLine(name: "(0001)⟨10-10⟩", plane: .basal, vector: SIMD3(2, 1, 0), hasStableFault: true),
                SlipLine(name: "(0001)⟨11-20⟩", plane: .basal, vector: SIMD3(1, 0, 0)),
            ]
        }
    }
}
