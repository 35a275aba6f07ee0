/// The commands about grades and active sets.
extension Command {
    static let grade = Command(
        "grade",
        summary: "how far data are from what a potential has learned",
        discussion: """
            Prints how the extrapolation grades of the data are distributed: up to 1 the potential interpolates, up to 2 or so it \
            can be relied upon, and above 10 its answers mean little. With an output, each configuration is written with its grade \
            as MV_grade and those of its atoms as nbh_grades; with --posterior, standard deviations of site energies stand beside them.

            Grades refer to an active set: that of POT, of another file of the same potential, or one that is made of the training \
            data.
            """,
        arguments: [Arguments.potential, Arguments.gradedData],
        optional: [
            Options.gradeOutput, Options.activeSet, Options.activeSetData, Options.mode, Options.gradedParameters,
            Options.exchangeThreshold, Options.posterior, Options.json, Options.format, Options.outputFormat, Options.speciesOfPotential,
            Options.atomStyle, Options.threads, Options.quiet,
        ],
        examples: ["grade W.almtp md.dump", "grade W.mtp test.xyz --train train.xyz -o graded.xyz"],
        run: GradeCommand.run)

    static let select = Command(
        "select",
        summary: "which configurations a training set lacks; make an active set",
        discussion: """
            Makes the active set of the training data, lets it look for better rows among the candidates and in the training data \
            again, and writes the candidates that have a row in it then: those that are worth the cost of a label. Each says which of \
            its atoms was selected, and with which grade.

            With --almtp, the potential is written with the active set, as grade, carve, MLIP-3 and pair_style mtp read it. Without \
            candidates, that is all.

            With --by novelty or deviation, candidates are selected one after the other by the largest standard deviation of an atom, each \
            taken into a Bayesian fit to TRAIN as if it were labelled: FLARE's way.
            """,
        arguments: [Arguments.potential, Arguments.trainingFiles, Arguments.candidates],
        optional: [
            Options.selectOutput, Options.activeSetOutput, Options.selectLimit, Options.selectBy, Options.selectAbove,
            Options.exchangeThreshold, Options.modes,
            Options.gradedParameterSets, Options.json, Options.format, Options.outputFormat, Options.speciesOfPotential,
            Options.atomStyle, Options.threads, Options.quiet,
        ],
        examples: [
            "select W.mtp train.xyz md1.dump md2.dump -o new.xyz", "select W.mtp a.cfg,b.cfg pool.cfg -o new.cfg --limit 20 --json",
            "select W.mtp train.xyz --almtp W.almtp",
        ],
        run: SelectCommand.run)

    static let carve = Command(
        "carve",
        summary: "cut small cells around extrapolating atoms out of large ones",
        discussion: """
            For each atom with a grade above the threshold, a cell that a plane-wave program can compute. Within the cutoff of that \
            atom nothing changes; the others are relaxed, and of several cells that one is taken in which the fewest others are out of the \
            ordinary. What comes out is said for each: the grade of the central atom, which comes first, the highest of the others and \
            what they had before, and the shortest distance.

            With --shape cluster the surroundings are taken as they are, with vacuum around them; with --along, cells of both shapes \
            keep a period of the configuration.
            """,
        arguments: [Arguments.potential, Arguments.dumps],
        required: [Options.output],
        optional: [
            Options.activeSet, Options.activeSetData, Options.gradedParameters, Options.carveThreshold, Options.carveAtom,
            Options.carveLimit, Options.shape, Options.cellAtoms, Options.along, Options.vacuum, Options.json, Options.format,
            Options.outputFormat, Options.speciesOfPotential, Options.atomStyle, Options.repulsion, Options.threads, Options.quiet,
        ],
        examples: ["carve W.almtp melt.dump -o cells.xyz", "carve W.almtp dislocation.dump -o cells.cfg --along z --shape cluster"],
        run: CarveCommand.run)
}
