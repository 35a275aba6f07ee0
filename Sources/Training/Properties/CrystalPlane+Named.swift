/// The planes of low index, by their Miller indices.
extension CrystalPlane {
    /// Those of the surfaces, closest packing first.
    static func surfaces(of structure: CrystalStructure) -> [CrystalPlane] {
        switch structure {
        case .bcc: [bodyCentred110, bodyCentred100, bodyCentred111, bodyCentred112]
        case .fcc: [faceCentred111, faceCentred100, faceCentred110]
        case .diamond: [faceCentred111, faceCentred110, faceCentred100, faceCentred100Doubled]
        case .hcp: [basal, prismatic, prismaticSecond]
        }
    }

    static let bodyCentred110 = CrystalPlane(name: "(110)", u: SIMD3(0.5, -0.5, 0.5), v: SIMD3(0.5, -0.5, -0.5), w: SIMD3(1, 0, 0))
    static let bodyCentred112 = CrystalPlane(name: "(112)", u: SIMD3(0.5, 0.5, -0.5), v: SIMD3(1, -1, 0), w: SIMD3(1, 0, 0))
    private static let bodyCentred100 = CrystalPlane(name: "(100)", u: SIMD3(0, 1, 0), v: SIMD3(0, 0, 1), w: SIMD3(0.5, 0.5, 0.5))
    private static let bodyCentred111 = CrystalPlane(name: "(111)", u: SIMD3(1, -1, 0), v: SIMD3(0, 1, -1), w: SIMD3(0.5, 0.5, -0.5))

    static let faceCentred111 = CrystalPlane(name: "(111)", u: SIMD3(0.5, -0.5, 0), v: SIMD3(0, 0.5, -0.5), w: SIMD3(0.5, 0.5, 0))
    private static let faceCentred100 = CrystalPlane(name: "(100)", u: SIMD3(0, 0.5, 0.5), v: SIMD3(0, -0.5, 0.5), w: SIMD3(0.5, 0.5, 0))
    private static let faceCentred110 = CrystalPlane(name: "(110)", u: SIMD3(0.5, -0.5, 0), v: SIMD3(0, 0, 1), w: SIMD3(0.5, 0, 0.5))
    /// Two cells along the broken bonds of diamond, so that the atoms of the surface can pair. Only whole cubes along the normal: there
    /// both surfaces have their bonds in the same direction.
    private static let faceCentred100Doubled = CrystalPlane(
        name: "(100) 2×1", u: SIMD3(0, 1, 1), v: SIMD3(0, -0.5, 0.5), w: SIMD3(1, 0, 0))

    static let basal = CrystalPlane(name: "(0001)", u: SIMD3(1, 0, 0), v: SIMD3(0, 1, 0), w: SIMD3(0, 0, 1))
    private static let prismatic = CrystalPlane(name: "(10-10)", u: SIMD3(0, 1, 0), v: SIMD3(0, 0, 1), w: SIMD3(1, 0, 0))
    private static let prismaticSecond = CrystalPlane(name: "(11-20)", u: SIMD3(1, -1, 0), v: SIMD3(0, 0, 1), w: SIMD3(0, 1, 0))
}
