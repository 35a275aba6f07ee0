extension Command {
    static let dislocationBuild = Command(
        "dislocation build",
        summary: "crystals with dislocations, by anisotropic elasticity",
        discussion: """
            Puts a straight dislocation into the perfect crystal of the potential, or of --lattice and --elastic without one: every atom \
            moves as in the elastic field of the dislocation, with all anisotropy. x is the direction of glide, y the normal of the \
            plane of glide, z the line.

            A cylinder keeps its rim fixed when it is relaxed, by 'trainer relax' or in LAMMPS: extended XYZ files have a column \
            fix_mask, POSCAR files selective dynamics, and beside a LAMMPS data file OUT.data comes OUT.groups, which a script includes. \
            The layers that shear an array are groups as well.
            """,
        arguments: [Arguments.potentialOfCrystal],
        required: [Options.buildOutput],
        optional: whichDislocation + [
            Options.geometry, Options.radius, Options.rim, Options.periods, Options.kinkWidth, Options.width, Options.heightOfArray,
            Options.layers, Options.separation, Options.final, Options.perfect, Options.json, Options.outputFormat,
            Options.speciesOfPotential, Options.repulsion, Options.threads, Options.quiet,
        ],
        examples: [
            "dislocation build W.mtp --type screw111 -o s.data --perfect p.xyz",
            "dislocation build W.mtp --type edge111-110 --geometry array -o e.data",
            "dislocation build Al.mtp --type edge110-111 --dissociation 12 -o e.xyz",
        ],
        run: DislocationBuildCommand.run)

    static let dislocationMap = Command(
        "dislocation map",
        summary: "a picture of a dislocation: differential displacements",
        discussion: """
            Draws the rows of atoms along the line, with arrows between neighbours as long as the one has moved against the other, and \
            the density of the Burgers vector as shading. The cross is where the elastic field begins that is closest to the \
            displacements of the atoms around it. Of several configurations, the last is drawn.
            """,
        arguments: [Arguments.dislocationInputs],
        required: [Options.reference, Options.mapOutput],
        optional: [Options.view, Options.slab, Options.format, Options.species, Options.atomStyle, Options.quiet],
        examples: ["dislocation map relaxed.xyz --reference perfect.xyz -o map.svg"],
        run: DislocationMapCommand.run)

    static let dislocationCore = Command(
        "dislocation core",
        summary: "where a dislocation is, along a trajectory",
        discussion: """
            Prints for each configuration where the elastic field begins that is closest to the displacements of the atoms between 3 and \
            14 Å from it, and how far it is from them. Atoms may be missing, if the file has the numbers of the others, and the line \
            may be several times that of the reference, as LAMMPS's replicate makes it.
            """,
        arguments: [Arguments.dislocationInputs],
        required: [Options.reference],
        optional: [Options.slab, Options.lineChart, Options.json, Options.format, Options.species, Options.atomStyle, Options.quiet],
        examples: ["dislocation core glide.dump --reference perfect.xyz"],
        run: DislocationCoreCommand.run)

    static let dislocationGlide = Command(
        "dislocation glide",
        summary: "how fast a dislocation glides, against stress",
        discussion: """
            Takes the place of the dislocation in each configuration of each run, as dislocation core does, the slope of a straight \
            line through those that count, and its standard error from the slopes of five parts of them. B is the drag coefficient \
            of v = τ b / B, by least squares over the runs.
            """,
        arguments: [Arguments.glideRuns],
        required: [Options.reference, Options.stresses],
        optional: [
            Options.mobilityChart, Options.glideChart, Options.timestepOfDump, Options.skippedTime, Options.slab, Options.json,
            Options.format, Options.species, Options.atomStyle, Options.quiet,
        ],
        examples: ["dislocation glide a.dump b.dump --reference p.xyz --stress 0.2,1"],
        run: DislocationGlideCommand.run)

    static let dislocationBarrier = Command(
        "dislocation barrier",
        summary: "what it costs to glide to the next valley",
        discussion: """
            Relaxes the dislocation in two neighbouring valleys of one cylinder, and finds the path of least energy between them. The \
            energies are those of all atoms, per period of the line; the rim goes evenly from one elastic field to the other.

            A path that was not found is printed as far as it came; the exit status is then 4.
            """,
        arguments: [Arguments.potential],
        optional: whichDislocation + [
            Options.barrierRadius, Options.rim, Options.periods, Options.images, Options.bandTolerance, Options.bandSteps,
            Options.barrierChart, Options.pathOutput, Options.json, Options.outputFormat, Options.speciesOfPotential, Options.repulsion,
            Options.threads, Options.quiet,
        ],
        examples: ["dislocation barrier W.mtp --type screw111 --svg b.svg -o path.xyz"],
        run: DislocationBarrierCommand.run)

    static let dislocationPeierls = Command(
        "dislocation peierls",
        summary: "the shear stress at which one moves without heat",
        discussion: """
            Shears a cylinder in small steps, with the rim where the strain of the stress puts it, until the dislocation has left its             valley. The stress is the component of the plane of glide along the Burgers vector. The rim holds the dislocation             back a little: compare with a larger radius.
            """,
        arguments: [Arguments.potential],
        optional: whichDislocation + [
            Options.barrierRadius, Options.rim, Options.periods, Options.stressIncrement, Options.largestStress,
            Options.shearTolerance, Options.json, Options.speciesOfPotential, Options.repulsion, Options.threads, Options.quiet,
        ],
        examples: ["dislocation peierls W.mtp --type screw111 --step 0.1"],
        run: DislocationPeierlsCommand.run)

    private static let whichDislocation: [any OptionDeclaration] = [
        Options.dislocationType, Options.burgers, Options.line, Options.plane, Options.dislocationCrystal, Options.core,
        Options.dissociation, Options.linearField, Options.element, Options.latticeConstant, Options.elasticConstants,
    ]
}
