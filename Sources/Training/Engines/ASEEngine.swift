import Atoms
import MomentTensor

/// A calculator of the Atomic Simulation Environment.
public enum ASEEngine {
    /// An engine that runs the calculator which a Python file defines under the name `calculator`; a function of that name is called with
    /// the atoms and returns one.
    public static func make(calculator: String, python: String = "python3") -> CommandEngine {
        var engine = CommandEngine(
            input: .format(.extendedXYZ), inputName: "atoms.xyz",
            command: "\(python) label.py \(quoted(calculator)) atoms.xyz labelled.xyz",
            output: "labelled.xyz")
        engine.scripts = ["label.py": runner]
        engine.files = [calculator]
        return engine
    }

    private static func quoted(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return "'" + name.replacing("'", with: "'\\''") + "'"
    }

    /// The energy of which the forces are the derivatives goes out.
    private static let runner = """
        import runpy, sys
        from ase.calculators.calculator import PropertyNotImplementedError
        from ase.calculators.singlepoint import SinglePointCalculator
        from ase.io import read, write

        definition, source, target = sys.argv[1:4]
        atoms = read(source)
        calculator = runpy.run_path(definition)["calculator"]
        atoms.calc = calculator(atoms) if callable(calculator) and not hasattr(calculator, "get_potential_energy") else calculator
        labels = {"forces": atoms.get_forces()}
        try:
            labels["energy"] = atoms.get_potential_energy(force_consistent=True)
        except (PropertyNotImplementedError, KeyError, TypeError):
            labels["energy"] = atoms.get_potential_energy()
        try:
            labels["stress"] = atoms.get_stress()
        except PropertyNotImplementedError:
            pass
        labelled = atoms.copy()
        labelled.calc = SinglePointCalculator(labelled, **labels)
        write(target, labelled, format="extxyz")

        """
}
