/// A full neighbour list as molecular dynamics programs hold it, by reference: nothing is copied.
///
/// Atoms are local ones and ghosts; every neighbour j of a centre i is in its list, and so is i in the list of j if j is a centre.
/// The list may hold neighbours beyond the cutoff.
public struct NeighbourList {
    /// Local atoms and ghosts.
    public var atomCount: Int
    /// x, y, z of every atom (Å).
    public var positions: UnsafePointer<Double>
    /// The type of every atom, 0 … typeCount.
    public var types: UnsafePointer<Int32>
    /// For each type the index of its species in the potential; −1 for atoms that the potential does not see. typeCount + 1 numbers.
    public var speciesOfType: UnsafePointer<Int32>
    public var typeCount: Int
    /// The atoms whose energy is wanted.
    public var centres: UnsafeBufferPointer<Int32>
    /// For each atom (not each entry of `centres`), the number of its neighbours and where they are listed.
    public var neighbourCounts: UnsafePointer<Int32>
    public var neighbours: UnsafePointer<UnsafePointer<Int32>?>
    /// The bits of a listed neighbour that are its index.
    public var neighbourMask: Int32
    /// What messages call the atoms; one for each of them.
    public var atomIDs = AtomIDs.indices

    public init(
        atomCount: Int, positions: UnsafePointer<Double>, types: UnsafePointer<Int32>, speciesOfType: UnsafePointer<Int32>,
        typeCount: Int, centres: UnsafeBufferPointer<Int32>, neighbourCounts: UnsafePointer<Int32>,
        neighbours: UnsafePointer<UnsafePointer<Int32>?>, neighbourMask: Int32
    ) {
        self.atomCount = atomCount
        self.positions = positions
        self.types = types
        self.speciesOfType = speciesOfType
        self.typeCount = typeCount
        self.centres = centres
        self.neighbourCounts = neighbourCounts
        self.neighbours = neighbours
        self.neighbourMask = neighbourMask
    }
}

/// Where the results of a neighbour list are *added*; `nil` for what is not wanted. Units and signs as in `Evaluation`.
public struct NeighbourListSums {
    /// Three numbers per atom, ghosts included.
    public var forces: UnsafeMutablePointer<Double>?
    /// xx, yy, zz, xy, xz, yz
    public var virial: UnsafeMutablePointer<Double>?
    /// One number per atom.
    public var siteEnergies: UnsafeMutablePointer<Double>?
    /// Six numbers per atom, ghosts included: xx, yy, zz, xy, xz, yz.
    public var siteVirials: UnsafeMutablePointer<Double>?
    /// Nine numbers per atom, ghosts included: xx, yy, zz, xy, xz, yz, yx, zx, zy.
    public var siteVirialTensors: UnsafeMutablePointer<Double>?
    /// Grades of the centres, one number per atom: not added but put there, as are the deviations. They need an active set or a posterior.
    public var siteGrades: UnsafeMutablePointer<Double>?
    /// σ_i of the centres, one number per atom (eV times the energy factor).
    public var siteDeviations: UnsafeMutablePointer<Double>?
    /// u_i of the centres, one number per atom.
    public var siteRelativeDeviations: UnsafeMutablePointer<Double>?

    public init() {}

    var uncertainty: UncertaintyTargets {
        UncertaintyTargets(grades: siteGrades, deviations: siteDeviations, relativeDeviations: siteRelativeDeviations)
    }

    /// The same without grades and deviations,
    var withoutUncertainty: NeighbourListSums {
        var sums = self
        (sums.siteGrades, sums.siteDeviations, sums.siteRelativeDeviations) = (nil, nil, nil)
        return sums
    }

    /// and nothing but them.
    var onlyUncertainty: NeighbourListSums {
        var sums = NeighbourListSums()
        (sums.siteGrades, sums.siteDeviations, sums.siteRelativeDeviations) = (siteGrades, siteDeviations, siteRelativeDeviations)
        return sums
    }
}
