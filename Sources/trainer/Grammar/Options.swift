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
    static let forceMask = Option<ForceMask>(
        name: "force-mask", letter: nil, valueName: "COLUMN=VALUE,...", kind: .text, defaultValue: nil, defaultText: nil,
        help: "only the forces of atoms with such a value in that column are labels, as in region=QM; of frames without it, all",
        expectation: "a column and its values, such as region=QM,buffer", convert: ForceMask.init(argument:))

    // convert
    static let every = Option.integer(
        "every", valueName: "N", in: 1...Int.max, defaultValue: 1, help: "keep only the first of every N configurations")
    static let last = Option.flag("last", help: "keep only the last configuration of each file")

    // new
    static let level = Option.integer(
        "level", valueName: "L", in: 2...Int.max,
        help: "the even number that the levels 2 + 4 mu + nu of the moments in a contraction may add up to; 2 to 28 are published")
    static let levelOfMu = Option.integer(
        "mu-level", valueName: "N", in: 1...20, defaultValue: BasisSpecification.publishedLevelOfMu,
        help: "what each mu adds to the level of a moment; less than the 4 of the published bases makes more radial functions")
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
    static let radialFunctions = Option<RadialFunctionSharing>.choice(
        "radial-functions", valueName: "F", defaultValue: .shared,
        help: "one for all ranks of a mu, shared as in the published bases, or one for every moment: its own")
    static let maximumRank = Option.integer(
        "max-rank", valueName: "N", in: 0...Int.max, defaultText: "10", help: "the largest tensor rank nu of a moment")
    static let maximumMu = Option.integer(
        "max-mu", valueName: "N", in: 0...Int.max, defaultText: "5", help: "the largest radial index mu of a moment")
    static let independent = Option.flag(
        "independent", help: "leave out scalars that are exact combinations of others; the potential can represent the same")
    static let random = Option.seed(
        "random", valueName: "SEED", help: "give it reproducible coefficients, for tests and benchmarks; without, it is untrained")
    static let name = Option.text(
        "name", valueName: "WORD", defaultText: "such as MTP16", help: "what the file calls the potential",
        expectation: "a word without spaces")

    // fit
    static let fitOutput = Option.file("output", "o", valueName: "OUT", help: "the potential to write, complete or not at all")
    static let fitLevel = Option.integer(
        "level", valueName: "L", in: 2...Int.max, help: "fit a new potential of this even level, 2 to 28, instead of POT")
    static let upTo = Option.integer(
        "up-to", valueName: "L", in: 2...Int.max,
        help:
            "fit new potentials level by level, from --level or 8 in steps of 4, each beginning with the radial functions of the one before"
    )
    static let fitSpecies = Option.list(
        "species", valueName: newSpecies.valueName ?? "",
        help: "the elements of a new potential, or of one without names, and of files that have only numbers, as 0, 1, ...",
        expectation: species.expectation)
    static let fitRadialSize = Option.integer(
        "radial-size", valueName: "N", in: 1...1000, defaultValue: 10, help: "the number of radial basis functions of a new potential")
    static let fitMaximumFactors = Option.integer(
        "max-factors", valueName: "N", in: 1...6, defaultValue: 4,
        help: "the largest number of moments in a contraction of a new potential")
    static let fitLevelOfMu = Option.integer(
        "mu-level", valueName: "N", in: 1...20, defaultValue: BasisSpecification.publishedLevelOfMu,
        help: "what each mu adds to the level of a moment of a new potential; 3 makes more radial functions than published bases have")
    static let fitRadialFunctions = Option<RadialFunctionSharing>.choice(
        "radial-functions", valueName: "F", defaultValue: .own,
        help:
            "those of a new potential: one for every moment, its own, which begins as the shared one, or shared by all ranks of a mu, as in "
            + "published bases")
    static let fitMinimumDistance = Option.positive(
        "min-distance", valueName: "R",
        defaultText: "1 % below the shortest of the data", help: "where the radial basis of a new potential begins, in Å")
    static let repulsion = Option.list(
        "zbl", valueName: "IN,OUT",
        help: "add Ziegler-Biersack-Littmark repulsion, led to zero between two radii in Å, as the pair style does",
        expectation: "two radii such as 1.0,2.0")
    static let objective = Option<FitObjective>.choice(
        "objective", valueName: "O", defaultValue: .volterra,
        help: "that of MLIP, or ours: the same without stresses that contradict the energies")
    static let energyWeight = Option.nonNegative("energy-weight", valueName: "W", help: "the weight of energies, in 1/eV²")
    static let forceWeight = Option.nonNegative("force-weight", valueName: "W", help: "the weight of force components, in Å²/eV²")
    static let stressWeight = Option.nonNegative("stress-weight", valueName: "W", help: "the weight of the components of virials, in 1/eV²")
    static let weighting = Option<Weighting.Scaling>.choice(
        "weighting", valueName: "W", defaultText: Weighting.Scaling.vibrations.rawValue,
        help: "how the weights fall with the number of atoms, by the names of MLIP-2")
    static let groupWeights = Option.list(
        "group-weights", valueName: "G=F,...", help: "factors for all weights of configurations with this config_type",
        expectation: "groups and factors such as liquid=0.5,surface=2")
    static let speciesEnergies = Option.list(
        "species-energies", valueName: "E", defaultText: "free",
        help: "the energies of isolated atoms: free (fitted), isolated (those in the data), or given in eV as in W=-4.5,Re=-3.2",
        expectation: "free, isolated, or energies in eV such as W=-4.5,Re=-3.2")
    static let ridge = Option.positive(
        "ridge", valueName: "R", defaultText: "as is most probable",
        help: "what large linear coefficients cost, relative to what the data say")
    static let validate = Option.files(
        "validate", valueName: "FILE,...", help: "data that are not fitted: the potential that is best for them is kept")
    static let split = Option.positive("split", valueName: "SHARE", help: "a share of the data, chosen at random, to validate with")
    static let seed = Option.seed("seed", valueName: "SEED", defaultText: "1", help: "begins the random numbers")
    static let starts = Option.integer(
        "starts", valueName: "N", in: 1...1000, defaultValue: 1,
        help: "begin with N sets of random radial functions, and go on with the best")
    static let maximumIterations = Option.integer(
        "max-iterations", valueName: "N", in: 1...Int.max, defaultValue: 100, help: "the most for each level and start")
    static let tolerance = Option.positive(
        "tolerance", valueName: "T", defaultValue: 1e-4, help: "end when an iteration takes less than this share of the loss away")
    static let time = Option<Duration>.duration(
        "time", valueName: "TIME", help: "end after this time, such as 90s, 10m or 2h, with the best so far")
    static let resume = Option.flag("resume", help: "go on where an interrupted fit with the same command line was (OUT.checkpoint)")
    static let report = Option.file(
        "report", valueName: "FILE", help: "write an HTML page about the potential, as trainer report does, and the course of its fit")
    static let log = Option.file("log", valueName: "FILE", help: "add a line of JSON to FILE for each iteration")
    static let skipBad = Option.flag("skip-bad", help: "leave out configurations that cannot be used, and say which")

    // scan
    static let levels = Option.integers(
        "levels", valueName: "L,...", in: 2...Int.max, defaultValue: [8, 12, 16], help: "the even levels to try", example: "8,12,16")
    static let cutoffs = Option.positives(
        "cutoffs", valueName: "R,...", defaultValue: [5], help: "the cutoffs to try, in Å", example: "4.5,5.2")
    static let radialSizes = Option.integers(
        "radial-sizes", valueName: "N,...", in: 1...1000, defaultValue: [8], help: "the numbers of radial basis functions to try",
        example: "8,10")
    static let validationSplit = Option.positive(
        "split", valueName: "SHARE", defaultValue: 0.1,
        help: "the share of the data, chosen at random, to validate with, unless --validate names some")
    static let validationData = Option.files(
        "validate", valueName: "FILE,...", help: "data that are not fitted, to compare with")
    static let scanTime = Option<Duration>.duration(
        "time", valueName: "TIME", help: "stop after this time, such as 90s, 10m or 2h; the same command goes on later")
    static let timePerFit = Option<Duration>.duration(
        "time-per-fit", valueName: "TIME", help: "end each fit after this time, with the best so far")
    static let keep = Option.file(
        "keep", valueName: "FOLDER", help: "write the potentials into this folder, which is made if it is not there")
    static let svg = Option.file("svg", valueName: "FILE", help: "draw the table, too")
    static let scanOutput = Option.file(
        "output", "o", valueName: "OUT", help: "the JSON file of the results; fits that it holds are not repeated")

    // prune
    static let pruneOutput = Option.file("output", "o", valueName: "NEW", help: "the potential to write, complete or not at all")
    static let speedup = Option.positive(
        "speedup", valueName: "F", help: "end when an evaluation is F times less work; without a target: 2")
    static let lossIncrease = Option.positive(
        "loss-increase", valueName: "X", help: "end before the loss has grown by this share, such as 0.05")
    static let scalarCount = Option.integer("scalars", valueName: "N", in: 1...Int.max, help: "end with N scalars")
    static let pruneIterations = Option.integer(
        "max-iterations", valueName: "N", in: 0...Int.max, defaultValue: 20, help: "the most of the fit at the end")

    // report
    static let reportOutput = Option.file("output", "o", valueName: "OUT", help: "the HTML file to write, complete or not at all")
    static let trainingData = Option.files(
        "train", valueName: "FILE,...", help: "the data that the potential was fitted to, to be shown beside DATA")

    // uncertainty
    static let posteriorOutput = Option.file(
        "output", "o", valueName: "OUT", help: "the posterior to write, complete or not at all; by habit POT.posterior")
    static let pops = Option.flag(
        "pops", help: "add an ensemble of coefficients each of which hits a label: what the form of the potential cannot do")
    static let uncertaintyReport = Option.file(
        "report", valueName: "FILE", help: "write an HTML page about the potential, with how right the deviations are")
    static let posterior = Option.file(
        "posterior", valueName: "FILE", help: "add standard deviations by this posterior, of trainer uncertainty")
    static let forceDeviations = Option.flag("force-std", help: "with --posterior, also those of force components, at ten times the cost")
    static let reportedPosterior = Option.file(
        "posterior", valueName: "FILE", help: "show how right the standard deviations of this posterior are for DATA")

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
    static let saveGrade = Option.number(
        "save-grade", valueName: "G", defaultValue: 2, help: "configurations on the way with a higher grade go to --preselected")
    static let breakGrade = Option<Double>.positive(
        "break-grade", valueName: "G", defaultText: "never", help: "end a relaxation where it comes to a higher grade")
    static let preselected = Option.file(
        "preselected", valueName: "FILE", help: "the file for what the potential does not know on the way to the minima")
    static let relaxLearn = Option.file(
        "learn", valueName: "PROJECT", help: "learn what is met on the way, as trainer learn does, until all of IN are relaxed")

    // hull
    static let hullPage = Option.file("output", "o", valueName: "PAGE", help: "write an HTML page with the diagram and its tables")
    static let hullPotential = Option.file(
        "potential", valueName: "POT", help: "take energies by this potential instead of those of the files")
    static let references = Option.list(
        "reference", valueName: "Ag=eV,...", defaultText: "the lowest of the files",
        help: "the energies per atom of pure components, which are zero of formation energies",
        expectation: "energies in eV/atom, such as Ag=-2.83,Pd=-3.71")
    static let hullPressure = Option.number(
        "pressure", valueName: "P", defaultValue: 0, help: "compare enthalpies E + P V at this pressure, in GPa")
    static let within = Option.positive(
        "within", valueName: "D", defaultValue: 50, help: "list structures up to D meV/atom above the hull")

    // enumerate
    static let lattices = Option<[ParentLattice]>.choices(
        "lattice", valueName: "L,...", defaultText: "fcc,bcc,hcp", help: "the lattices whose sites are shared")
    static let enumeratedSpecies = Option.list(
        "species", valueName: "Ag,Pd,...", help: "the elements that share them", expectation: "chemical symbols such as Ag,Pd")
    static let mostAtoms = Option.integer(
        "max-atoms", valueName: "N", in: 1...24, defaultValue: 6, help: "the most atoms of a primitive cell")
    static let atomicVolumes = Option.list(
        "volume", valueName: "Ag=V,...", help: "volumes of atoms in Å³, of which a crystal has the mean; or one for all",
        expectation: "volumes such as Ag=17.1,Pd=14.7")

    // properties
    static let only = Option<[PropertyKind]>.choices(
        "only", valueName: "P,...", defaultText: "all", help: "compute these properties, besides the lattice")
    static let structure = Option<CrystalStructure>.choice(
        "structure", valueName: "S", defaultText: "the one of lowest energy", help: "the structure whose properties are computed")
    static let plots = Option.file(
        "svg", valueName: "FOLDER", help: "write plots into this folder, which is made if it is not there")

    // retrain
    static let targets = Option.files(
        "targets", valueName: "FILE,...", help: "configurations whose forces are to be met, of atoms that --force-mask selects")
    static let hard = Option.files(
        "hard", valueName: "FILE,...", help: "configurations whose energies stay exactly what they are; labels are not needed")
    static let hardForces = Option.flag("hard-forces", help: "and their forces")
    static let hardStresses = Option.flag("hard-stresses", help: "and their stresses")
    static let soft = Option.files(
        "soft", valueName: "FILE,...", help: "configurations whose forces stay nearly what they are; labels are not needed")
    static let softWeight = Option.positive(
        "soft-weight", valueName: "W", defaultValue: 1, help: "how much a change of such a force counts beside an error of a target")
    static let distortedWeight = Option.nonNegative(
        "distorted-weight", valueName: "W", defaultValue: 0.003,
        help: "how much a change of forces counts in crystals that are distorted at random, relative to these forces; 0 for not at all")
    static let retrainingReport = Option.file(
        "report", valueName: "FILE", help: "write an HTML page with the errors, the choice of the ridge and the constraints")
    static let retrainRidge = Option.positive(
        "ridge", valueName: "R", defaultText: "as left-out targets allow",
        help: "what changes of coefficients cost, relative to what the data say about them")
    static let preserve = Option<[PreservedProperty]>.choices(
        "preserve", valueName: "PROPERTY,...", help: "properties that stay exactly what they are")
    static let set = Option.list(
        "set", valueName: "C44=GPa,...", help: "elastic constants that become something else",
        expectation: "elastic constants in GPa, such as C44=160")
    static let extend = Option<BasisExtension>(
        name: "extend", letter: nil, valueName: "LEVEL|pairs", kind: .text, defaultValue: nil, defaultText: nil,
        help: "add scalars first: those of a level, or the products of two scalars", expectation: "a level, such as 20, or pairs",
        convert: { text in text == "pairs" ? .pairs : Int(text).flatMap { $0 > 1 ? .level($0) : nil } })

    // learn
    static let newProject = Option.flag("new", help: "make the folder with a project file to edit, and a script for LAMMPS")
    static let engine = Option<LabellingSettings.Kind>.choice(
        "engine", valueName: "E", defaultValue: .command, help: "what a new project computes labels with")
    static let status = Option.flag("status", help: "only say what was done so far")
    static let rounds = Option.integer("rounds", valueName: "N", in: 0...Int.max, help: "end after N more rounds")
    static let learnTime = Option<Duration>.duration(
        "time", valueName: "TIME", help: "stop after this time, such as 90s, 10m or 2h; the same command goes on later")

    // serve
    static let ipi = Option<IPIAddress>.address(
        "ipi", valueName: "ADDRESS", help: "where the driver listens: HOST:PORT, or unix:NAME for the socket /tmp/ipi_NAME")
    static let template = Option.file("template", valueName: "FILE", help: "a file with the atoms that the driver moves, in its order")

    // grade, select, carve
    static let gradeOutput = Option.file(
        "output", "o", valueName: "OUT", help: "write the configurations with their grades into this file; - is the standard output")
    static let activeSet = Option.file(
        "active-set", valueName: "FILE", help: "take the active set of this .almtp, .als or .mvs instead of that of POT")
    static let activeSetData = Option.files(
        "train", valueName: "FILE,...", help: "make the active set of these data, those that the potential was fitted to")
    static let mode = Option<GradeCriterion.Mode>.choice(
        "mode", valueName: "M", defaultValue: .neighbourhood,
        help: "what rows of the active set are: site energies or those of configurations")
    static let gradedParameters = Option<GradeCriterion.Parameters>.choice(
        "parameters", valueName: "P", defaultValue: .all, help: "which parameters count: all, radial ones included, or the linear ones")
    static let modes = Option<[GradeCriterion.Mode]>.choices(
        "mode", valueName: "M,...", defaultText: "neighbourhood",
        help: "what rows of the active set are: site energies or those of configurations; with both, two sets")
    static let gradedParameterSets = Option<[GradeCriterion.Parameters]>.choices(
        "parameters", valueName: "P,...", defaultText: "all",
        help: "which parameters count: all, radial ones included, or the linear ones; with both, two sets")
    static let exchangeThreshold = Option.positive(
        "threshold", valueName: "G", defaultValue: 1.001, help: "the grade above which a row gets into the active set")
    static let selectOutput = Option.file("output", "o", valueName: "NEW", help: "the file for the selected configurations")
    static let selectLimit = Option.integer(
        "limit", valueName: "N", in: 1...Int.max, help: "select only N configurations, those that make the determinant grow by most")
    static let activeSetOutput = Option.file(
        "almtp", valueName: "FILE", help: "write the potential with the active set of TRAIN and what was selected")
    static let selectBy = Option<SelectionMeasure>.choice(
        "by", valueName: "M", defaultValue: .grade,
        help: "select by grades, or by the standard deviations of a Bayesian fit to TRAIN: as energies, or as novelties from 0 to 1")
    static let selectAbove = Option.positive(
        "above", valueName: "X", help: "with deviations (eV) and novelties: select only configurations with an atom above X")
    static let carveThreshold = Option.positive(
        "threshold", valueName: "G", defaultValue: 2, help: "the grade above which an atom gets a cell")
    static let carveAtom = Option.integer(
        "atom", valueName: "N", in: 1...Int.max, help: "cut out this atom of every configuration, whatever the grades")
    static let carveLimit = Option.integer(
        "limit", valueName: "N", in: 1...Int.max, defaultValue: 10, help: "at most N cells of a configuration, the highest grades first")
    static let shape = Option<Carving.Shape>.choice(
        "shape", valueName: "S", defaultValue: .periodic, help: "a periodic cell, or a cluster in vacuum")
    static let cellAtoms = Option.integers(
        "atoms", valueName: "MIN,MAX", in: 1...Int.max, defaultValue: [100, 200], help: "how many atoms a cell may have", example: "100,200"
    )
    static let along = Option<CarvingAxis>.choice(
        "along", valueName: "A", help: "keep the configuration's own period along its lattice vector x, y or z, as for a dislocation")
    static let vacuum = Option.positive(
        "vacuum", valueName: "R", defaultValue: 10, help: "between a cluster and its images, in Å; at least the cutoff is taken")

    // info
    static let rank = Option.flag("rank", help: "find out how many of the scalars are independent")
    static let cpu = Option.flag("cpu", help: "describe the processor and what Volterra makes of it, instead of a potential")

    private static func key(_ quantity: String) -> Option<String> {
        .text(
            "\(quantity)-key", valueName: "KEY", defaultText: "the usual ones", help: "the name of the \(quantity) in extended XYZ",
            expectation: "a word without spaces")
    }
}

extension ForceMask {
    /// `COLUMN=VALUE,VALUE`
    fileprivate init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        let values = parts[1].split(separator: ",").map(String.init)
        guard !values.isEmpty else { return nil }
        self.init(column: String(parts[0]), values: values)
    }
}
