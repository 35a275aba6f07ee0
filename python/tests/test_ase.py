"""Of volterra.ase.MTP. Random numbers: seed 7."""

import unittest
from pathlib import Path

import numpy as np

try:
    from ase import Atoms, units
    from ase.build import bulk
    from ase.calculators.calculator import PropertyNotImplementedError
    from ase.md.verlet import VelocityVerlet

    from volterra.ase import MTP
except ImportError:
    MTP = None

FILE = Path(__file__).resolve().parents[2] / "examples" / "01-evaluate" / "W-08.mtp"


@unittest.skipUnless(MTP, "ASE is not installed")
class CalculatorTests(unittest.TestCase):
    def setUp(self):
        self.atoms = bulk("W", a=3.165, cubic=True) * (2, 2, 2)
        self.atoms.rattle(0.05, seed=7)
        self.atoms.calc = MTP(FILE, ["W"])

    def test_forces_and_stress_are_the_slopes_that_ase_finds(self):
        np.testing.assert_allclose(self.atoms.get_forces(), self.atoms.calc.calculate_numerical_forces(self.atoms), atol=1e-4)
        np.testing.assert_allclose(self.atoms.get_stress(), self.atoms.calc.calculate_numerical_stress(self.atoms), atol=1e-7)

    def test_per_atom_energies_add_up(self):
        self.assertAlmostEqual(self.atoms.get_potential_energies().sum(), self.atoms.get_potential_energy(), places=9)

    def test_atoms_without_a_cell_have_no_stress(self):
        dimer = Atoms("W2", [[0, 0, 0], [2.5, 0, 0]], calculator=MTP(FILE, ["W"]))
        self.assertAlmostEqual(dimer.get_forces()[0, 0], -dimer.get_forces()[1, 0], places=10)
        with self.assertRaises(PropertyNotImplementedError):
            dimer.get_stress()

    def test_a_simulation_conserves_energy(self):
        self.atoms.set_momenta(np.random.default_rng(7).normal(size=(len(self.atoms), 3)) * np.sqrt(183.84 * 0.02))
        energies = []
        dynamics = VelocityVerlet(self.atoms, timestep=1 * units.fs)
        dynamics.attach(lambda: energies.append(self.atoms.get_total_energy()))
        dynamics.run(100)
        self.assertLess(max(energies) - min(energies), 2e-4 * len(self.atoms))


if __name__ == "__main__":
    unittest.main()
