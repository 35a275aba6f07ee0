import MomentTensor

/// Dislocations of both signs that alternate along the glide and along its normal, periodic in three directions.
public struct DislocationQuadrupole: Sendable {
    /// Between neighbours of opposite sign along the glide; steps of glide.
    public var steps = 9
    /// Between neighbours of opposite sign along the normal; planes of glide.
    public var planes = 8
    /// Along the line.
    public var periods = 1

    public init() {}
}

extension DislocationBuilder {
    /// Two dislocations in a cell, in a field that is summed over all cells.
    ///
    /// The area between the two has slipped by b. The cell is strained by the mean of this slip, b ⊗ A / V, so that what is left is the
    /// elastic field of the dislocations, whose mean is zero: the cell is free of stress but for their cores (Cai et al. 2003).
    public func quadrupole(_ shape: DislocationQuadrupole) throws(VolterraError) -> DislocatedCrystal {
        let first = frame.corePosition(core)
        let second = frame.corePosition(core, sign: -1) + SIMD2(Double(shape.steps) * frame.glideStep, 0)
        let between = second - first
        let b = frame.burgers
        // One cell of the perfect crystal.
        var edge = Double(2 * shape.steps) * frame.step
        let lean = ((Double(shape.steps) * frame.glideStep - Double(shape.planes) * frame.rise.x) / frame.glideStep).rounded()
        var rise = Double(shape.planes) * frame.rise + lean * frame.step
        (edge.z, rise.z) = (frame.remainder(edge.z), frame.remainder(rise.z))
        let area = edge.x * rise.y
        /// The slip of b over the area between the lines, as the displacement of a place in the cell.
        func slip(_ v: SIMD3<Double>) -> SIMD3<Double> { (between.y * v.x - between.x * v.y) / area * b }
        let cell = Cell(edge + slip(edge), rise + slip(rise), SIMD3(0, 0, Double(shape.periods) * frame.period))

        let pair = try lines(at: first) + lines(at: second, sign: -1)
        let field = DislocationBuilder.rows(of: pair, edge: cell.a.x, rise: cell.b)
        // What the rows above and below bring along from cell to cell, instead of the slip.
        let jump =
            2
            * pair.reduce(SIMD3<Double>.zero) { sum, line in
                let seen = line.position - first
                return sum
                    + line.field.sum { p in
                        ComplexNumber(0, Double.pi / cell.a.x) * (ComplexNumber(seen.x) + seen.y * p)
                    }
            }
        func correction(_ v: SIMD3<Double>) -> SIMD3<Double> {
            let up = v.y / rise.y
            let along = (v.x - up * rise.x) / edge.x
            return along * slip(edge) + up * (slip(rise) - jump)
        }
        var atoms: [PlacedAtom] = []
        let (left, below) = (shape.steps / 2, shape.planes / 2)
        for plane in -below..<shape.planes - below {
            for number in -left..<2 * shape.steps - left {
                let row = Double(plane) * frame.rise + Double(number) * frame.step
                for site in frame.atoms(of: row, periods: shape.periods) {
                    let position = field.settled(site, base: site + correction(site), sweeps: max(sweeps, 20))
                    atoms.append(PlacedAtom(perfect: site, position: position, group: 0))
                }
            }
        }
        let perfect = Cell(edge, rise, cell.c)
        let origin = SIMD3(Double(left) * frame.glideStep, Double(below) * frame.planeDistance, 0)
        return DislocatedCrystal(
            atoms, groups: [("mobile", false)], cell: cell, perfectCell: perfect, origin: origin,
            places: [DislocationPlace(position: first, sign: 1), DislocationPlace(position: second, sign: -1)],
            species: frame.crystal.species)
    }

    /// The lines in all cells above and below that matter: the fields of a row and its neighbour cancel like exp(−2π y/L).
    private static func rows(of lines: [DislocationLine], edge: Double, rise: SIMD3<Double>) -> DislocationField {
        let slowest = lines.flatMap(\.field.modes).map(\.p.imaginary).min() ?? 1
        let count = Int((30 * edge / (2 * Double.pi * slowest * rise.y)).rounded(.up)) + 2
        let copies = (-count...count).flatMap { row in
            lines.map { $0.moved(by: SIMD2(Double(row) * rise.x, Double(row) * rise.y)) }
        }
        return DislocationField(lines: copies, spacing: edge)
    }
}
