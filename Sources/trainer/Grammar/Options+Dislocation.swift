import Atoms
import MomentTensor
import Training

/// What the commands about dislocations have of their own.
extension Options {
    // Which dislocation
    static let dislocationType = Option<DislocationType>.choice(
        "type", valueName: "T", help: "the dislocation: its character with the Burgers vector, and the plane where it needs saying")
    static let burgers = vector("burgers", help: "another dislocation of --crystal: its Burgers vector", example: "0.5,0.5,0.5")
    static let line = vector("line", help: "the direction of its line", example: "1,1,1")
    static let plane = vector("plane", help: "the normal of its plane of glide", example: "-1,1,0")
    static let dislocationCrystal = Option<CrystalStructure>.choice(
        "crystal", valueName: "S", defaultText: "bcc", help: "the crystal of --burgers, --line and --plane")
    static let core = Option<DislocationCore>.choice(
        "core", valueName: "C", defaultValue: .easy,
        help: "where the bcc screw lies: between the rows that it inverts, between those that it levels, or at a row")
    static let dissociation = Option.positive(
        "dissociation", valueName: "D", defaultText: "in one piece", help: "begin with two partials of Shockley, D Å apart (fcc)")
    static let linearField = Option.flag(
        "linear", help: "take displacements where the atoms were, not where they come to rest")

    // The crystal
    static let element = Option.text(
        "element", valueName: "E", defaultText: "the first of the potential", help: "the element of the crystal",
        expectation: "a chemical symbol")
    static let latticeConstant = Option.positive(
        "lattice", valueName: "A", defaultText: "that of the potential", help: "the lattice constant in Å")
    static let elasticConstants = Option.list(
        "elastic", valueName: "C11,C12,C44", defaultText: "those of the potential", help: "the elastic constants in GPa",
        expectation: "C11,C12,C44 in GPa, such as 513.1,201.0,144.9")

    // The shape
    static let geometry = Option<DislocationGeometry>.choice(
        "geometry", valueName: "G", defaultValue: .cylinder,
        help: "a cylinder with a fixed rim; the same with two kinks; a row with free surfaces; both signs, periodic in three directions")
    static let radius = Option.positive(
        "radius", valueName: "R", defaultValue: 60, help: "the radius of a cylinder in Å, the rim included")
    static let rim = Option.positive("rim", valueName: "W", defaultValue: 10, help: "the width of its rim in Å")
    static let periods = Option.integer(
        "periods", valueName: "N", in: 1...Int.max, defaultValue: 1, help: "the length of the line, in periods of the crystal")
    static let kinkWidth = Option.positive("kink-width", valueName: "W", defaultValue: 10, help: "the length of a kink in Å")
    static let width = Option.positive(
        "width", valueName: "X", defaultValue: 100, help: "the least distance of the dislocations of an array, in Å")
    static let heightOfArray = Option.positive("height", valueName: "Y", defaultValue: 100, help: "between its surfaces, in Å")
    static let layers = Option.positive(
        "layers", valueName: "W", defaultValue: 10, help: "the thickness of the layers at its surfaces that shear it, in Å")
    static let separation = Option.integers(
        "separation", valueName: "X,Y", in: 1...Int.max, defaultValue: [9, 8],
        help: "between neighbours of a quadrupole: steps of glide, and planes", example: "9,8")

    // Files
    static let buildOutput = Option.file("output", "o", valueName: "OUT", help: "the file to write, complete or not at all")
    static let perfect = Option.file(
        "perfect", valueName: "FILE", help: "write the same atoms in the perfect crystal, too: the reference of map and core")
    static let final = Option.file(
        "final", valueName: "FILE",
        help: "write the dislocation one step of glide farther, too, in the same cylinder, which has room for both")
    static let reference = Option.file(
        "reference", valueName: "FILE.xyz", help: "the same atoms in the perfect crystal, as dislocation build --perfect writes them")
    static let slab = Option.integer(
        "slab", valueName: "K", in: 0...Int.max, defaultText: "the mean of all", help: "the period of the line that is seen, from 0")
    static let lineChart = Option.file(
        "shape", valueName: "FILE", help: "draw the line in its plane of glide at up to six times, by its place in each period")
    static let view = Option.positive("view", valueName: "R", defaultValue: 12, help: "how far around the dislocation is seen, in Å")
    static let mapOutput = Option.file("output", "o", valueName: "OUT", help: "the SVG file to write, complete or not at all")

    // barrier
    static let barrierRadius = Option.positive(
        "radius", valueName: "R", defaultValue: 40, help: "the radius of the cylinder in Å, the rim included")
    static let images = Option.integer(
        "images", valueName: "N", in: 1...99, defaultValue: 7, help: "between the valleys; odd, if one is to be at the top")
    static let bandTolerance = Option.positive(
        "force-tolerance", valueName: "F", defaultValue: 0.005, help: "the largest component of a force across the path, in eV/Å")
    static let bandSteps = Option.integer("max-steps", valueName: "N", in: 0...Int.max, defaultValue: 500, help: "give up after N steps")
    static let barrierChart = Option.file("svg", valueName: "FILE", help: "draw the energy along the path, too")
    static let pathOutput = Option.file(
        "output", "o", valueName: "OUT", help: "write the images of the path, complete or not at all")

    // peierls
    static let stressIncrement = Option.positive(
        "step", valueName: "S", defaultValue: 0.2,
        help: "by how much the stress grows each time, in GPa; at the end it is halved four times")
    static let largestStress = Option.positive("largest", valueName: "S", defaultValue: 20, help: "give up above this stress, in GPa")
    static let shearTolerance = Option.positive(
        "force-tolerance", valueName: "F", defaultValue: 0.002, help: "the largest component of a force that may be left, in eV/Å")

    // glide
    static let stresses = Option.positives(
        "stress", valueName: "S", help: "the shear stresses of the runs in GPa, separated by commas", example: "0.2,0.5,1")
    static let timestepOfDump = Option.positive(
        "timestep", valueName: "DT", defaultValue: 0.001, help: "the time step of the runs in ps")
    static let skippedTime = Option.nonNegative(
        "skip", valueName: "T", defaultText: "the first third", help: "what does not count at the beginning of each run, in ps")
    static let mobilityChart = Option.file("output", "o", valueName: "OUT", help: "draw velocities against stresses, as SVG")
    static let glideChart = Option.file("trace", valueName: "FILE", help: "draw how far each run has gone, as SVG")

    private static func vector(_ name: String, help: String, example: String) -> Option<[String]> {
        .list(name, valueName: "X,Y,Z", help: help + ", such as \(example)", expectation: "three numbers such as \(example)")
    }
}

/// The shapes of crystals with dislocations.
enum DislocationGeometry: String, CaseIterable, Sendable {
    case cylinder, kinks, array, quadrupole
}
