/// Commands about many structures.
extension Command {
    static let enumerate = Command(
        "enumerate",
        summary: "all crystals in which elements share the sites of a lattice",
        discussion: """
            Writes every way to give the sites of fcc, bcc, hcp or simple cubic lattices to elements, up to a number of atoms in the \
            primitive cell; of those that symmetry makes of each other, one. Pure crystals are among them. They are candidates for \
            trainer relax, with or without --learn, and for trainer hull.
            """,
        required: [Options.enumeratedSpecies, Options.atomicVolumes, Options.output],
        optional: [Options.lattices, Options.mostAtoms, Options.outputFormat, Options.quiet],
        examples: [
            "enumerate --species Ag,Pd --volume Ag=17.1,Pd=14.7 -o candidates.xyz",
            "enumerate --species Al,Ni --volume 14 --lattice fcc -o a.cfg",
        ],
        run: EnumerateCommand.run)

    static let hull = Command(
        "hull",
        summary: "which structures are stable, and how far the others are from it",
        discussion: """
            Compares the energies per atom of structures of any number of components: formation energies, the convex hull that mixtures of \
            phases can reach, and for each structure the distance from the hull and what it decomposes into. For two components the page \
            shows the formation energies, for three the triangle with its tie lines.

            Energies are those of the files, as trainer relax writes them, or of a potential. What a relaxation left extrapolating, failed \
            or set aside is left out.
            """,
        arguments: [Arguments.inputs],
        optional: [
            Options.hullPage, Options.hullPotential, Options.references, Options.hullPressure, Options.within, Options.json, Options.format,
            Options.species, Options.energyKey, Options.atomStyle, Options.repulsion, Options.precision, Options.threads, Options.quiet,
        ],
        examples: ["hull relaxed.xyz -o hull.html", "hull a.cfg b.xyz --potential AgPd.mtp --reference Ag=-2.83,Pd=-3.71"],
        run: HullCommand.run)
}
