import Foundation
import MomentTensor

/// A project to begin with: a file in which everything that can be said stands, with what it means.
public struct ProjectTemplate {
    private let engine: LabellingSettings.Kind

    public init(_ engine: LabellingSettings.Kind) { self.engine = engine }

    /// Makes the folder if it is not there, and writes into it what is not there yet. Returns the names of the files.
    public func write(to folder: String) throws(VolterraError) -> [String] {
        guard !Folder.exists(folder + "/" + LearningProject.fileName) else {
            throw VolterraError(
                .usage, "exists already", file: folder + "/" + LearningProject.fileName, advice: "edit it, or name another folder")
        }
        try Folder.make(folder)
        var files = [(LearningProject.fileName, ProjectTemplate.project + label), ("explore.lmp", ProjectTemplate.script)]
        switch engine {
        case .command, .ipi: files.append(("input.pwi", ProjectTemplate.input))
        case .ase: files.append(("calculator.py", ProjectTemplate.calculator))
        case .lammps: files.append(("truth.lmp", ProjectTemplate.pair))
        }
        for (name, text) in files where !Folder.exists(folder + "/" + name) {
            try AtomicFile.write(text, to: folder + "/" + name)
        }
        return files.map(\.0)
    }

    private static let project = """
        # A project of `trainer learn`. Names of files are relative to this folder. A line that begins with a blank goes on with the one
        # before; what is commented out shows the default, or an example of what else there is.

        [potential]
        species = Al                  # the elements, in the order of the types in LAMMPS
        level = 12
        cutoff = 5.0                  # Å
        # radial-size = 8
        # radial-functions = shared   # own: one for every moment
        # min-distance = 2.0          # Å, 20 % below the shortest of the data unless it is given
        # start = Al.mtp              # instead of all of the above: a potential to begin with

        [data]
        initial = initial.xyz         # configurations to begin with; those without labels are computed first
        # test = test.xyz             # labelled configurations that are never fitted: their errors are shown

        [explore]
        script = explore.lmp          # several are separated by commas
        temperatures = 300, 600, 900  # K; each is a simulation of its own
        # structures = a.data, b.data # and so is each of these
        # repeats = 1                 # with different random numbers
        # variables = steps=20000     # more variables for the script
        # parallel = 1                # simulations at the same time
        # time-limit = 1h             # of each
        # seed = 1
        # command = lmp-mtp -in {script} -log log.lammps -screen none {variables}
        # frames = trajectory.dump    # frames that are graded afterwards, where the simulation does not use our pair style

        # relax = candidates.xyz      # structures to relax, with or without simulations besides
        # pressure = 0                # GPa
        # fixed-cell = no
        # force-tolerance = 0.0001    # eV/Å
        # stress-tolerance = 0.001    # GPa
        # max-steps = 1000
        # give-up = 10                # labels of a candidate's way in so many rounds, before it is set aside

        [select]
        # method = maxvol             # or novelty: by standard deviations instead of grades; or random, to compare with
        # mode = neighbourhood        # or configuration
        # parameters = all            # or linear
        # save = 2                    # what has a higher grade may be labelled
        # break = 10                  # a simulation or relaxation ends where it comes to a higher grade
        # limit = 20                  # the most of a round
        # threshold = 1.001
        # shortest-distance = 1.5     # Å; half of the shortest of the data unless it is given
        # carve-above = 200           # of frames with more atoms, cells around extrapolating atoms are taken
        # carve-atoms = 100, 200
        # carve-limit = 3             # cells of a frame

        [fit]
        # energy-weight = 1
        # force-weight = 0.01
        # stress-weight = 0.001
        # weighting = vibrations
        # first-iterations = 50
        # iterations = 20
        # tolerance = 0.001
        # zbl = 1.0, 2.0

        [loop]
        # rounds = 50

        [label]
        engine = 
        """

    private var label: String {
        let more =
            switch engine {
            case .command:
                """
                command
                template = input.pwi          # {cell}, {positions}, {kmesh:0.2} and others in it are filled in
                # format = poscar             # instead of a template: a format that can be written, and under which name:
                # input = POSCAR
                # files = INCAR, POTCAR       # what has to lie beside it
                command = pw.x -in input.pwi
                # output = stdout             # the file with the result; stdout is what the command prints
                energy = free                 # that of which the forces are the derivatives; internal: without the entropy of the electrons
                """
            case .ipi:
                """
                ipi
                template = input.pwi          # for the first configuration, and those with other atoms or another cell
                command = pw.x --ipi {ipi} -in input.pwi
                # socket = unix               # or inet
                # files =
                """
            case .ase:
                """
                ase
                calculator = calculator.py
                # python = python3
                """
            case .lammps:
                """
                lammps
                pair = truth.lmp
                # command = lmp -in in.label -log none -screen none
                """
            }
        return more + """

            # parallel = 1                # configurations at the same time
            # attempts = 2
            # time-limit = 30m            # of each
            # largest-force = 100         # eV/Å; more is taken for a failure
            # energy-window = 10          # eV/atom from what is known
            # keep-files = no

            """
    }

    private static let script = """
        # Run by `trainer learn`, which sets the variables potential, temperature, seed, save, break and preselected.
        units metal
        atom_style atomic
        lattice fcc 4.05
        region box block 0 3 0 3 0 3
        create_box 1 box
        create_atoms 1 box
        mass 1 26.98

        pair_style mtp extrapolation save ${save} break ${break} file ${preselected}
        pair_coeff * * ${potential} Al

        velocity all create $(2*v_temperature) ${seed}
        fix dynamics all npt temp ${temperature} ${temperature} 0.1 iso 0 0 1
        timestep 0.002
        thermo 100
        run 20000

        """

    private static let input = """
        &control
          calculation = 'scf', prefix = 'atoms', outdir = './out', pseudo_dir = '/usr/share/espresso/pseudo'
          tprnfor = .true., tstress = .true., disk_io = 'none'
        /
        &system
          ibrav = 0, nat = {atoms}, ntyp = {kinds}, ecutwfc = 16
          occupations = 'smearing', smearing = 'mv', degauss = 0.02
          nosym = .true.    ! one pw.x computes many configurations over a socket, with the k-points of the first
        /
        &electrons
          conv_thr = 1e-8
        /
        ATOMIC_SPECIES
        Al 26.98 Al.pz-vbc.UPF
        CELL_PARAMETERS angstrom
        {cell}
        ATOMIC_POSITIONS angstrom
        {positions}
        K_POINTS automatic
        {kmesh:0.25} 0 0 0

        """

    private static let calculator = """
        from ase.calculators.emt import EMT

        calculator = EMT()

        """

    private static let pair = """
        pair_style lj/cut 8.0
        pair_coeff * * 0.1 2.6

        """
}
