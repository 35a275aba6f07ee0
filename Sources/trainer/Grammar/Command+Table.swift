/// The commands, in the order in which help lists them.
extension Command {
    static let info = Command(
        "info",
        summary: "what a potential is: species, basis, size, coefficients",
        discussion: """
            Prints what the file says about the potential: its name and species, the level that its tables belong to, the radial \
            basis, how many moments, products, scalars and parameters it has, the range of its coefficients, and its active set.

            With --cpu, without a potential: which CPU levels the processor can run, for which one this program was compiled, and which copy of \
            libvolterra the dynamic loader takes.
            """,
        arguments: [Arguments.potentialToDescribe],
        optional: [Options.json, Options.rank, Options.cpu, Options.quiet],
        examples: ["info W.mtp", "info WRe.almtp --json", "info --cpu"],
        run: InfoCommand.run)

    static let new = Command(
        "new",
        summary: "make a potential of a level, untrained or random",
        discussion: """
            Writes an .mtp file with the tables of the level. It has no coefficients, which a fit determines; --random gives it \
            some. MLIP-2 and MLIP-3 read it.

            --max-factors, --max-rank and --max-mu make bases other than the published ones. --independent leaves out the scalars \
            that are exact combinations of others, which the published bases contain from level 16 on.
            """,
        required: [Options.level, Options.newSpecies, Options.cutoff, Options.output],
        optional: [
            Options.minimumDistance, Options.radialSize, Options.radialBasis, Options.levelOfMu, Options.radialFunctions,
            Options.maximumFactors,
            Options.maximumRank,
            Options.maximumMu,
            Options.independent, Options.random, Options.name, Options.quiet,
        ],
        examples: [
            "new --level 16 --species W,Re --cutoff 5.0 -o WRe.mtp", "new --level 8 --species Si --cutoff 4.7 --random 1 -o Si.mtp",
        ],
        run: NewCommand.run)

    static let fit = Command(
        "fit",
        summary: "fit a potential to labelled configurations",
        discussion: """
            Begins with a potential, or with --level makes a new one, and finds the coefficients with which it comes closest to the \
            energies, forces and stresses of the data. Labels that a configuration does not have do not count.

            The linear coefficients are solved for exactly, with a ridge that the data decide; the radial ones follow from a descent of \
            second order, each iteration of which prints a line. After each, OUT.checkpoint holds the state: a fit that was killed \
            goes on with --resume as if nothing had happened. Ctrl-C ends it with the best potential so far; a second one at once.

            With --validate or --split, the potential that is best for data that it did not see is kept, and the fit ends when they \
            have not got better for ten iterations.
            """,
        arguments: [Arguments.fitInputs],
        required: [Options.fitOutput],
        optional: [
            Options.fitLevel, Options.upTo, Options.fitSpecies, Options.cutoff, Options.fitMinimumDistance, Options.fitRadialSize,
            Options.radialBasis, Options.fitLevelOfMu, Options.fitRadialFunctions, Options.fitMaximumFactors, Options.repulsion,
            Options.objective,
            Options.energyWeight,
            Options.forceWeight, Options.stressWeight, Options.weighting, Options.groupWeights, Options.speciesEnergies,
            Options.ridge, Options.validate, Options.split, Options.seed, Options.starts, Options.maximumIterations, Options.tolerance,
            Options.time, Options.resume, Options.report, Options.log, Options.skipBad, Options.format,
        ] + labelKeys + [Options.threads, Options.quiet],
        examples: [
            "fit --level 16 --species Mo --cutoff 5.2 train.xyz -o Mo.mtp",
            "fit Mo.mtp more.xyz -o better.mtp --split 0.1 --report fit.html",
            "fit --up-to 20 --species Si --cutoff 4.7 Si.cfg -o Si.mtp --time 10m",
        ],
        isParallel: true, run: FitCommand.run)

    static let scan = Command(
        "scan",
        summary: "which level, cutoff and radial size: accuracy against cost",
        discussion: """
            Fits a potential for each combination, and compares them: how far each is from data that it was not fitted to, and \
            what an evaluation of energies, forces and stresses costs on this processor, on one thread. A star marks those that no \
            other one beats in both.

            OUT is brought up to date after every fit. The same command goes on where it was, and does not repeat what OUT holds, \
            so that more levels, cutoffs and sizes can be added later. Low levels come first; higher ones begin with their radial \
            functions. A + behind the time of a fit means that it was ended by --time-per-fit.
            """,
        arguments: [Arguments.data],
        required: [Options.newSpecies, Options.scanOutput],
        optional: [
            Options.levels, Options.cutoffs, Options.radialSizes, Options.fitMinimumDistance, Options.radialBasis,
            Options.fitMaximumFactors,
            Options.repulsion, Options.keep, Options.svg, Options.json, Options.scanTime, Options.timePerFit, Options.validationData,
            Options.validationSplit,
        ] + weights + [
            Options.speciesEnergies, Options.ridge, Options.seed, Options.starts, Options.maximumIterations, Options.tolerance,
            Options.skipBad, Options.format,
        ] + labelKeys + [Options.threads, Options.quiet],
        examples: [
            "scan train.xyz --species Mo -o scan.json --levels 8,12 --cutoffs 4.5,5",
            "scan train.xyz --species Mo -o scan.json --keep fitted --svg scan.svg",
        ],
        run: ScanCommand.run)

    static let prune = Command(
        "prune",
        summary: "make a fitted potential faster: leave out what gives little",
        discussion: """
            Leaves out the scalars that cost more than they give, with the products and moments that only they need, and fits what \
            is left. How much the loss grows without a set of scalars follows exactly from the equations of the linear \
            coefficients; what it saves is counted. The set with the least growth for the saved work goes first. Now and then, and \
            at the end, the radial functions are fitted, too.

            The work is counted, so that the result does not depend on the processor; the measured cost stands beside it. NEW is \
            read by all programs that read POT. Ctrl-C ends it with the best so far, as --time does; a second one at once.
            """,
        arguments: [Arguments.potential, Arguments.data],
        required: [Options.pruneOutput],
        optional: [
            Options.speedup, Options.lossIncrease, Options.scalarCount, Options.svg, Options.json, Options.validationData,
            Options.validationSplit, Options.repulsion,
        ] + weights + [
            Options.speciesEnergies, Options.ridge, Options.seed, Options.pruneIterations, Options.tolerance, Options.time,
            Options.skipBad, Options.format, Options.speciesOfPotential,
        ] + labelKeys + [Options.threads, Options.quiet],
        examples: [
            "prune Mo.mtp train.xyz -o fast.mtp --speedup 3", "prune Mo.mtp train.xyz -o fast.mtp --loss-increase 0.05",
        ],
        run: PruneCommand.run)

    static let evaluate = Command(
        "evaluate",
        summary: "energies, forces and stresses of configurations",
        discussion: """
            Writes the configurations with the labels that the potential gives them, in the order of the input. Labels that were \
            there are replaced. A .cfg file gets Energy, forces, PlusStress and site energies.

            The input is read, evaluated and written piece by piece, so that it may be larger than the memory.

            With --posterior, every atom gets the standard deviation of its site energy in eV (site_std) and, from 0 to 1, how little \
            the data say about it (site_novelty), and every configuration that of its energy (energy_std): columns and keys of extended \
            XYZ, features of .cfg.
            """,
        arguments: [Arguments.potential, Arguments.inputs],
        required: [Options.output],
        optional: [
            Options.posterior, Options.forceDeviations, Options.format, Options.outputFormat, Options.speciesOfPotential, Options.atomStyle,
            Options.repulsion, Options.precision, Options.threads, Options.quiet,
        ],
        examples: [
            "evaluate W.mtp in.cfg -o out.cfg", "evaluate WRe.mtp POSCAR -o labelled.xyz --species W,Re",
            "evaluate W.mtp in.xyz -o out.xyz --posterior W.posterior",
        ],
        run: EvaluateCommand.run)

    static let relax = Command(
        "relax",
        summary: "move atoms and cells to the nearest minimum of the enthalpy",
        discussion: """
            Relaxes every configuration until no force and no stress is above its tolerance, and writes the relaxed ones with the energy, \
            forces and stress that they then have, in the order of the input. Cells that are not periodic in three directions keep \
            their shape, and so do all with --fixed-cell. Atoms that extended XYZ or POSCAR files call fixed move with the cell only.

            Configurations that did not converge are written as well; the exit status is then 4.

            With --preselected or --break-grade, every step is graded against the active set of POT. What has a grade above --save-grade \
            goes to the file FILE: of each relaxation the first, those with twice the grade of the one before, and the last. A relaxation \
            that comes to a grade above --break-grade ends there.

            With --learn, the potential is that of a project of trainer learn: what it does not know on the way is labelled and \
            fitted, and all are relaxed again, until it knows everything on the way from each configuration to its minimum.
            """,
        arguments: [Arguments.relaxInputs],
        required: [Options.output],
        optional: [
            Options.pressure, Options.fixedCell, Options.forceTolerance, Options.stressTolerance, Options.maximumSteps,
            Options.saveGrade, Options.breakGrade, Options.preselected, Options.activeSet, Options.relaxLearn, Options.learnTime,
            Options.json, Options.format, Options.outputFormat, Options.speciesOfPotential, Options.atomStyle, Options.repulsion,
            Options.threads, Options.quiet,
        ],
        examples: [
            "relax W.mtp POSCAR -o relaxed.xyz", "relax WRe.mtp in.cfg -o out.cfg --pressure 10 --force-tolerance 0.001",
            "relax Ni.almtp in.xyz -o out.xyz --break-grade 9 --preselected a.xyz",
            "relax candidates.xyz --learn project -o relaxed.xyz",
        ],
        run: RelaxCommand.run)

    static let properties = Command(
        "properties",
        summary: "lattice, elasticity, defects and phonons of the elements",
        discussion: """
            Computes for each species of the potential, as a pure crystal: lattice constants and cohesive energies of bcc, fcc, hcp and \
            diamond, and of the lowest of them elastic constants (elastic), the equation of state (eos), formation and migration of a \
            vacancy (vacancy), surface energies (surfaces), vibrations (phonons), and generalised stacking faults (faults).

            Nothing needs to be known about the element. Phonons need its mass: --species names it if the potential does not.

            What did not converge is said in its place; the exit status is then 4.
            """,
        arguments: [Arguments.potential],
        optional: [
            Options.only, Options.structure, Options.plots, Options.json, Options.speciesOfPotential, Options.repulsion,
            Options.threads, Options.quiet,
        ],
        examples: ["properties W.mtp", "properties Ni.mtp --species Ni --only elastic,faults --json", "properties Si.mtp --svg plots"],
        run: PropertiesCommand.run)

    static let errors = Command(
        "errors",
        summary: "how far a potential is from the labels of data",
        discussion: """
            Compares energies (meV/atom), forces (eV/Å, per component) and stresses (GPa, per component) with the labels of the \
            data: mean absolute error, root mean square error and largest error, for each config_type and in total. Labels that \
            are missing do not count.
            """,
        arguments: [Arguments.potential, Arguments.data],
        optional: [Options.json, Options.format, Options.speciesOfPotential] + labelKeys
            + [Options.repulsion, Options.precision, Options.threads, Options.quiet],
        examples: ["errors W.mtp test.xyz", "errors W.mtp a.cfg b.cfg --species W --json", "errors W.mtp test.xyz --precision mixed"],
        run: ErrorsCommand.run)

    static let report = Command(
        "report",
        summary: "a page with diagrams: how good a potential is, and what it is",
        discussion: """
            Compares the potential with the labels of the data, and writes one HTML file that needs nothing else: tables of errors, \
            predictions against labels, distributions of errors, errors against forces, the worst configurations, the radial functions \
            and the energy of two atoms beside the distances that occur in the data, and what an evaluation costs.

            With --train, the same of the data of the fit is shown beside it; with --posterior, how right its standard deviations are. \
            What has no labels has no part on the page.
            """,
        arguments: [Arguments.potential, Arguments.data],
        required: [Options.reportOutput],
        optional: [Options.trainingData, Options.reportedPosterior, Options.format, Options.speciesOfPotential] + labelKeys
            + [Options.repulsion, Options.precision, Options.threads, Options.quiet],
        examples: ["report W.mtp test.xyz -o report.html", "report W.mtp test.xyz --train train.xyz -o report.html"],
        run: ReportCommand.run)

    static let uncertainty = Command(
        "uncertainty",
        summary: "how sure a potential can be of energies and forces",
        discussion: """
            Works out what the data say about the linear coefficients of the potential, the radial ones being what they are: a Gaussian, \
            with the noise of energies, forces and stresses that makes the data most probable. From OUT follow standard deviations of \
            energies and forces, in 'trainer evaluate --posterior', and in LAMMPS.

            They are then compared with the errors for data that were left out, and OUT gets the factors that make them right there. \
            With --validate, errors are those of POT, which should not have seen these data either. With --split, they are those of \
            the coefficients in the middle of the Gaussian, since POT may have been fitted to all of the data.
            """,
        arguments: [Arguments.potential, Arguments.data],
        required: [Options.posteriorOutput],
        optional: [
            Options.validationData, Options.validationSplit, Options.pops, Options.uncertaintyReport, Options.json, Options.objective,
            Options.weighting, Options.groupWeights, Options.seed, Options.repulsion, Options.skipBad, Options.format,
            Options.speciesOfPotential,
        ] + labelKeys + [Options.threads, Options.quiet],
        examples: [
            "uncertainty W.mtp train.xyz -o W.posterior --validate test.xyz",
            "uncertainty W.mtp train.xyz -o W.posterior --pops --report W.html",
        ],
        run: UncertaintyCommand.run)

    static let convert = Command(
        "convert",
        summary: "write configurations in another format",
        discussion: """
            Reads configurations with everything that their files say, and writes what the other format can hold. The formats are \
            taken from the names of the files unless --format and --output-format name them. Several inputs become one output.
            """,
        arguments: [Arguments.inputs],
        required: [Options.output],
        optional: [Options.format, Options.outputFormat, Options.species, Options.atomStyle] + labelKeys
            + [Options.last, Options.every, Options.quiet],
        examples: ["convert OUTCAR -o relaxed.xyz --last", "convert train.cfg -o train.xyz --species W,Re"],
        run: ConvertCommand.run)

    static let check = Command(
        "check",
        summary: "what is wrong with data: missing labels, duplicates, outliers",
        discussion: """
            Looks for missing labels, duplicates, atoms that are too close, energies and forces far from all others, and stresses whose \
            sign contradicts the energies of strained copies. What it finds does not change the exit status.
            """,
        arguments: [Arguments.data],
        optional: [Options.json, Options.format, Options.species] + labelKeys + [Options.quiet],
        examples: ["check train.xyz", "check train.cfg more.cfg --species W,Re --json"],
        run: CheckCommand.run)

    static let mindist = Command(
        "mindist",
        summary: "the shortest distance of each pair of species in data",
        discussion: """
            The shortest distance of all is what --min-distance of 'trainer new' wants.
            """,
        arguments: [Arguments.data],
        optional: [Options.json, Options.format, Options.species, Options.atomStyle, Options.quiet],
        examples: ["mindist train.xyz", "mindist train.cfg --species W,Re --json"],
        run: MinimumDistanceCommand.run)

    static let completions = Command(
        "completions",
        summary: "a script that completes trainer's command lines in a shell",
        discussion: """
            Prints the script. For bash: put it into ~/.local/share/bash-completion/completions/trainer. For zsh: into a file _trainer \
            in a directory of $fpath. For fish: into ~/.config/fish/completions/trainer.fish.
            """,
        arguments: [Arguments.shell],
        examples: ["completions bash > ~/.local/share/bash-completion/completions/trainer"],
        run: CompletionsCommand.run)

    static let retrain = Command(
        "retrain",
        summary: "meet new forces without losing what a potential is right about",
        discussion: """
            Changes the linear coefficients so that the forces of the targets are met, as those of a QM/ML simulation of a dislocation \
            core, while energies of the hard configurations, and properties that --preserve names, stay exactly what they are, and forces of \
            the soft configurations nearly. Radial functions stay. With few scalars there is little room for that: --extend adds more, \
            which count nothing at first. Where no data say what they should do, crystals that are distorted at random hold them.

            Prints how many directions the constraints take, the errors of the targets before and after, also of targets that were \
            left out, how far the soft forces moved, and how far the hard quantities drifted.
            """,
        arguments: [Arguments.potential],
        required: [Options.targets, Options.output],
        optional: [
            Options.hard, Options.hardForces, Options.hardStresses, Options.soft, Options.softWeight, Options.distortedWeight,
            Options.preserve,
            Options.set, Options.extend, Options.maximumFactors, Options.retrainRidge, Options.speciesOfPotential, Options.precision,
            Options.repulsion,
            Options.format,
        ] + labelKeys + [Options.retrainingReport, Options.threads, Options.json, Options.quiet],
        examples: [
            "retrain W.mtp --targets core.xyz --hard eos.xyz --extend 20 -o new.mtp",
            "retrain W.mtp --targets core.xyz --set C44=160 -o new.mtp",
        ],
        run: RetrainCommand.run)

    static let help = Command(
        "help",
        summary: "explain a command",
        discussion: "The same as 'trainer COMMAND --help'; without a command, the same as 'trainer --help'.",
        arguments: [Arguments.command],
        examples: ["help evaluate"],
        run: HelpCommand.run)

    /// How much the labels count in the loss.
    private static let weights: [any OptionDeclaration] = [
        Options.objective, Options.energyWeight, Options.forceWeight, Options.stressWeight, Options.weighting, Options.groupWeights,
    ]

    /// How extended XYZ files call the labels.
    private static let labelKeys: [any OptionDeclaration] = [
        Options.energyKey, Options.forcesKey, Options.stressKey, Options.virialKey, Options.forceMask,
    ]
}
