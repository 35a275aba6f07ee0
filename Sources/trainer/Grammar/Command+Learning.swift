/// Commands that work together with other programs.
extension Command {
    static let learn = Command(
        "learn",
        summary: "simulate, label what is new, fit, and again until nothing is new",
        discussion: """
            Runs the simulations of a project with its potential, collects what the potential does not know, has a program for quantum \
            mechanics compute the energies, forces and stresses of what is worth it, fits the potential to them as well, and begins \
            again. It ends when the simulations meet nothing new.

            The folder is the state of the project: whatever stopped the command, the same one goes on, and computes nothing twice. \
            PROJECT/learn.conf says what to do; PROJECT/index.html shows what was done; PROJECT/potential.almtp and training.xyz are the \
            results so far. Configurations that could not be computed are in PROJECT/set-aside with the reason.
            """,
        arguments: [Arguments.project],
        optional: [
            Options.newProject, Options.engine, Options.status, Options.rounds, Options.learnTime, Options.threads, Options.quiet,
        ],
        examples: ["learn --new aluminium --engine command", "learn aluminium", "learn aluminium --time 8h", "learn aluminium --status"],
        run: LearnCommand.run)

    static let serve = Command(
        "serve",
        summary: "compute forces for a driver with an i-PI socket",
        discussion: """
            Connects to a program that moves atoms and wants energies, forces and stresses by the protocol of i-PI: i-PI itself, or \
            ASE's SocketIOCalculator. The driver is started first. The command ends when the driver does.
            """,
        arguments: [Arguments.potential],
        required: [Options.ipi, Options.template],
        optional: [
            Options.format, Options.speciesOfPotential, Options.atomStyle, Options.repulsion, Options.precision, Options.threads,
            Options.quiet,
        ],
        examples: ["serve W.mtp --ipi localhost:31415 --template start.xyz", "serve W.mtp --ipi unix:driver --template POSCAR"],
        run: ServeCommand.run)
}
