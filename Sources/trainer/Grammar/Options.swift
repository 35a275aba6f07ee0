import Atoms
import MomentTensor

/// Every option of the program.
enum Options {
    // Everywhere
    static let help = Option.flag("help", "h", help: "explain this command")
    static let quiet = Option.flag("quiet", "q", help: "no progress bar, and no report of success")
    static let threads = Option.integer(
        "threads", "j", valueName: "N", in: 1...1024, defaultText: "one per core",
        help: "use N threads; the results do not depend on it")
    static let json = Option.flag("json", help: "print JSON instead of text for people")
    static let output = Option.file(
        "output", "o", valueName: "OUT", help: "the file to write; it appears complete or not at all")

    // Data files
    static let format = Option<ConfigurationFormat>.choice(
        "format", valueName: "FORMAT", defaultText: "by the name", help: "the format of the input files")
    static let outputFormat = Option<ConfigurationFormat>.choice(
        "output-format", valueName: "FORMAT", defaultText: "by the name", help: "the format of OUT")
    static let atomStyle = Option<LammpsAtomStyle>.choice(
        "atom-style", valueName: "STYLE", defaultText: "what the file says",
        help: "the columns of the Atoms section of LAMMPS data files")
    static let energyKey = key("energy")
    static let forcesKey = key("forces")
    static let stressKey = key("stress")
    static let virialKey = key("virial")
    /// What a potential file or a data file with numbers does not say.
    static let species = Option.list(
        "species", valueName: "W,Re,...", help: "the elements of the types 0, 1, ... of the files that number them",
        expectation: "chemical symbols separated by commas, such as W,Re")

    // convert
    static let every = Option.integer(
        "every", valueName: "N", in: 1...Int(Int32.max), defaultValue: 1, help: "keep the first of every N configurations")
    static let last = Option.flag("last", help: "keep only the last configuration of each file")

    // new
    static let newSpecies = Option.list(
        "species", valueName: "W,Re,...", help: "the elements that the potential knows, in the order of their types 0, 1, ...",
        expectation: species.expectation)
    static let level = Option.integer(
        "level", valueName: "L", in: 2...28, help: "all contractions of at most four moments whose levels 2 + 4 mu + nu add up to L or less"
    )
    static let cutoff = Option.positive("cutoff", valueName: "R", help: "the distance in Å beyond which atoms do not see each other")
    static let minimumDistance = Option.positive(
        "min-distance", valueName: "R", defaultValue: 2, help: "the distance in Å below which no data are expected")
    static let radialSize = Option.integer(
        "radial-size", valueName: "N", in: 1...100, defaultValue: 8, help: "the number of radial basis functions")
    static let radialBasis = Option<RadialBasis.Kind>.choice(
        "radial-basis", valueName: "TYPE", defaultValue: .chebyshev, help: "their family")
    static let maximumFactors = Option.integer(
        "max-factors", valueName: "N", in: 1...6, defaultValue: 4, help: "the largest number of moments in a contraction")
    static let maximumRank = Option.integer(
        "max-rank", valueName: "N", in: 0...12, defaultText: "by the level", help: "the largest tensor rank nu of a moment")
    static let maximumMu = Option.integer(
        "max-mu", valueName: "N", in: 0...6, defaultText: "by the level", help: "the largest mu of a moment")
    static let independent = Option.flag(
        "independent", help: "leave out scalars that are exact combinations of others; the potential can represent the same")
    static let random = Option.seed(
        "random", valueName: "SEED", help: "give it reproducible coefficients, for tests and benchmarks; without, it is untrained")
    static let name = Option.text("name", valueName: "TEXT", defaultText: "MTP and the level", help: "what the file calls the potential")

    // info
    static let rank = Option.flag("rank", help: "find out how many of the scalars are independent; may take long")

    private static func key(_ quantity: String) -> Option<String> {
        .text("\(quantity)-key", valueName: "KEY", defaultText: "the usual ones", help: "the name of the \(quantity) in extended XYZ")
    }
}
