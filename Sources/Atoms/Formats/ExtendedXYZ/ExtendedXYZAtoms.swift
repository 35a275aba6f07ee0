import MomentTensor

/// The atoms of a frame while they are being read. They grow line by line: what the frame claims is not believed.
struct ExtendedXYZAtoms {
    private var positions: [SIMD3<Double>] = []
    var kinds: [Configuration.Kind?] = []
    private var forces: [SIMD3<Double>]?
    private var siteEnergies: [Double]?
    private var charges: [Double]?
    private var grades: [Double]?
    private var isFixed: [Bool]?
    private var mask: [Bool]?

    init(_ layout: ExtendedXYZLayout, expecting count: Int) {
        let columns = layout.columns
        positions.reserveCapacity(min(count, 4096))
        if columns.contains(.force(0)) { forces = [] }
        if columns.contains(.siteEnergy) { siteEnergies = [] }
        if columns.contains(.charge) { charges = [] }
        if columns.contains(.grade) { grades = [] }
        if columns.contains(.fixed) || columns.contains(.movable) { isFixed = [] }
        if layout.maskColumn != nil { mask = [] }
    }

    mutating func beginAtom() {
        positions.append(.zero)
        kinds.append(nil)
        forces?.append(.zero)
        siteEnergies?.append(0)
        charges?.append(0)
        grades?.append(0)
        isFixed?.append(false)
        mask?.append(false)
    }

    mutating func set(_ column: ExtendedXYZLayout.Column, of atom: Int, to value: Double) {
        switch column {
        case .position(let axis): positions[atom][axis] = value
        case .force(let axis): forces?[atom][axis] = value
        case .siteEnergy: siteEnergies?[atom] = value
        case .charge: charges?[atom] = value
        case .grade: grades?[atom] = value
        case .species, .atomicNumber, .type, .fixed, .movable, .skipped: break
        }
    }

    mutating func setFixed(_ value: Bool, atom: Int) { isFixed?[atom] = value }

    mutating func setMask(_ value: Bool, atom: Int) { mask?[atom] = value }

    func move(to configuration: inout Configuration) {
        configuration.positions = positions
        configuration.kinds = kinds.compactMap { $0 }
        configuration.forces = forces
        configuration.siteEnergies = siteEnergies
        configuration.charges = charges
        configuration.grades = grades
        configuration.isFixed = isFixed
        configuration.forceMask = mask
    }
}
