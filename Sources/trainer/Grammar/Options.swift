import Atoms
import MomentTensor
import Training

/// Every option of the program.
enum Options {
    // Everywhere
    static let help = Option.flag("help", "h", help: "explain this command")
    static let quiet = Option.flag("quiet", "q", help: "no progress bar, and no report of success")
    static let threads = Option.integer(
        "threads", "j", valueName: "N", in: 1...1024, defaultText: "one per core",
        help: "use N threads; the results do not depend on it")
    static let precision = Option<Precision>.choice(
        "precision", valueName: "P", defaultValue: .double,
        help: "the numbers to compute in; mixed is faster, and accurate enough for simulations")
    static let json = Option.flag("json", help: "print JSON instead of text for people")
    static let output = Option.file(
        "output", "o", valueName: "OUT", help: "the file to write, complete or not at all; - is the standard output")

    // Data files
    static let format = Option.format(
        "format", among: ConfigurationFormat.allCases, defaultText: "by name or content", help: "the format of the input files")
    static let outputFormat = Option.format(
        "output-format", among: ConfigurationFormat.allCases.filter(\.isWritable), defaultText: "by name", help: "the format of OUT")
    static let atomStyle = Option<LammpsAtomStyle>.choice(
        "atom-style", valueName: "STYLE", defaultText: "what the file says",
        help: "the columns of the Atoms section of LAMMPS data files")
    static let species = Option.list(
        "species", valueName: "W,Re,...", help: "the elements of the types 0, 1, ... of files that have only numbers",
        expectation: "chemical symbols separated by commas, such as W,Re")
    static let speciesOfPotential = Option.list(
        "species", valueName: "W,Re,...", help: "the elements of the types 0, 1, ... of a potential or of files that have only numbers",
        expectation: species.expectation)
    static let energyKey = key("energy")
    static let forcesKey = key("forces")
    static let stressKey = key("stress")
    static let virialKey = key("virial")

    // convert
    static let every = Option.integer(
        "every", valueName: "N", in: 1...Int.max, defaultValue: 1, help: "keep only the first of every N configurations")
    static let last = Option.flag("last", help: "keep only the last configuration of each file")

    // new
    static let level = Option.integer(
        "level", valueName: "L", in: 2...Int.max,
        help: "the even number that the levels 2 + 4 mu + nu of the moments in a contraction may add up to; 2 to 28 are published")
    static let newSpecies = Option.list(
        "species", valueName: "W,Re,...", help: "the elements that the potential knows, in the order of their types 0, 1, ...",
        expectation: species.expectation)
    static let cutoff = Option.positive("cutoff", valueName: "R", help: "the distance in Å beyond which atoms do not see each other")
    static let minimumDistance = Option.positive(
        "min-distance", valueName: "R", defaultValue: 2, help: "the distance in Å below which no data are expected")
    static let radialSize = Option.integer(
        "radial-size", valueName: "N", in: 1...1000, defaultValue: 8, help: "the number of radial basis functions")
    static let radialBasis = Option<RadialBasis.Kind>.choice(
        "radial-basis", valueName: "TYPE", defaultValue: .chebyshev, help: "their family")
    static let maximumFactors = Option.integer(
        "max-factors", valueName: "N", in: 1...Int.max, defaultValue: 4, help: "the largest number of moments in a contraction")
    static let maximumRank = Option.integer(
        "max-rank", valueName: "N", in: 0...Int.max, defaultText: "10", help: "the largest tensor rank nu of a moment")
    static let maximumMu = Option.integer(
        "max-mu", valueName: "N", in: 0...Int.max, defaultText: "5", help: "the largest radial index mu of a moment")
    static let independent = Option.flag(
        "independent", help: "leave out scalars that are exact combinations of others; the potential can represent the same")
    static let random = Option.seed(
        "random", valueName: "SEED", help: "give it reproducible coefficients, for tests and benchmarks; without, it is untrained")
    static let name = Option.text(
        "name", valueName: "WORD", defaultText: "MTP and the level", help: "what the file calls the potential",
        expectation: "a word without spaces")

    // report
    static let reportOutput = Option.file("output", "o", valueName: "OUT", help: "the HTML file to write, complete or not at all")
    static let trainingData = Option.files(
        "train", valueName: "FILE,...", help: "the data that the potential was fitted to, to be shown beside DATA")

    // relax
    static let pressure = Option.number(
        "pressure", valueName: "P", defaultValue: 0, help: "the pressure to relax to, in GPa, positive when compressed")
    static let fixedCell = Option.flag("fixed-cell", help: "move the atoms only")
    static let forceTolerance = Option.positive(
        "force-tolerance", valueName: "F", defaultValue: 0.0001, help: "the largest component of a force that may be left, in eV/Å")
    static let stressTolerance = Option.positive(
        "stress-tolerance", valueName: "S", defaultValue: 0.001,
        help: "the largest component by which the stress may differ from the pressure, in GPa")
    static let maximumSteps = Option.integer(
        "max-steps", valueName: "N", in: 0...Int.max, defaultValue: 1000, help: "give up after N steps")

    // properties
    static let only = Option<[PropertyKind]>.choices(
        "only", valueName: "P,...", defaultText: "all", help: "compute these properties, besides the lattice")
    static let structure = Option<CrystalStructure>.choice(
        "structure", valueName: "S", defaultText: "the one of lowest energy", help: "the structure whose properties are computed")
    static let plots = Option.file(
        "svg", valueName: "FOLDER", help: "write plots into this folder, which is made if it is not there")

    // info
    static let rank = Option.flag("rank", help: "find out how many of the scalars are independent")
    static let cpu = Option.flag("cpu", help: "describe the processor and what Volterra makes of it, instead of a potential")

    private static func key(_ quantity: String) -> Option<String> {
        .text(
            "\(quantity)-key", valueName: "KEY", defaultText: "the usual ones", help: "the name of the \(quantity) in extended XYZ",
            expectation: "a word without spaces")
    }
}
