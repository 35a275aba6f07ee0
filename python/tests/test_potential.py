"""Of volterra.Potential. Random numbers: seeds 1 to 5."""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy as np

import volterra

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "examples" / "01-evaluate" / "W-08.mtp"
LATTICE = 3.165


def crystal(edge, seed, displacement=0.1):
    """bcc, displaced at random: positions and cell."""
    corners = np.array([[i, j, k] for i in range(edge) for j in range(edge) for k in range(edge)], dtype=float)
    positions = LATTICE * np.concatenate([corners, corners + 0.5])
    return positions + np.random.default_rng(seed).uniform(-displacement, displacement, positions.shape), LATTICE * edge * np.eye(3)


class PotentialTests(unittest.TestCase):
    def setUp(self):
        self.potential = volterra.Potential(FILE, ["W"])
        self.positions, self.cell = crystal(2, seed=1)
        self.species = ["W"] * len(self.positions)

    def energy(self, positions, cell=None):
        return self.potential.evaluate(positions, self.species, self.cell if cell is None else cell).energy

    def test_says_what_the_file_says(self):
        self.assertEqual((self.potential.name, self.potential.species, self.potential.cutoff), ("MTP1m", ["W"], 5.0))
        self.assertEqual((self.potential.parameter_count, self.potential.has_active_set), (26, False))
        self.assertIn("W-08.mtp", repr(self.potential))
        self.assertEqual(volterra.Potential(FILE).species, [])

    def test_forces_are_minus_the_slopes_of_the_energy(self):
        forces, step = self.potential.evaluate(self.positions, self.species, self.cell).forces, 1e-4
        for atom, axis in [(0, 0), (3, 1), (15, 2)]:
            moved = np.zeros_like(self.positions)
            moved[atom, axis] = step
            slope = (self.energy(self.positions + moved) - self.energy(self.positions - moved)) / (2 * step)
            self.assertAlmostEqual(forces[atom, axis], -slope, places=6)
        np.testing.assert_allclose(forces.sum(axis=0), 0, atol=1e-10)

    def test_the_virial_is_minus_the_slope_of_the_energy_with_strain(self):
        virial, step = self.potential.evaluate(self.positions, self.species, self.cell).virial, 1e-5
        for i, j in [(0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2)]:
            strain = np.zeros((3, 3))
            strain[i, j] = step
            energies = [self.energy(self.positions @ (np.eye(3) + sign * strain), self.cell @ (np.eye(3) + sign * strain))
                        for sign in (1, -1)]
            self.assertAlmostEqual(virial[i, j], -(energies[0] - energies[1]) / (2 * step), places=5)

    def test_site_energies_add_up(self):
        results = self.potential.evaluate(self.positions, self.species, self.cell)
        self.assertAlmostEqual(results.site_energies.sum(), results.energy, places=9)

    def test_without_a_cell_nothing_is_periodic(self):
        far = np.concatenate([self.positions, self.positions + [50, 0, 0]])
        both = self.potential.evaluate(far, 2 * self.species)
        self.assertAlmostEqual(both.energy, 2 * self.potential.evaluate(self.positions, self.species).energy, places=9)
        self.assertNotAlmostEqual(both.energy, 2 * self.energy(self.positions), places=3)

    def test_species_may_be_indices(self):
        indices = np.zeros(len(self.positions), dtype=int)
        self.assertEqual(self.potential.evaluate(self.positions, indices, self.cell).energy, self.energy(self.positions))

    def test_threads_change_nothing_and_mixed_precision_little(self):
        exact = self.potential.evaluate(self.positions, self.species, self.cell).forces
        shared = volterra.Potential(FILE, ["W"], threads=2).evaluate(self.positions, self.species, self.cell).forces
        mixed = volterra.Potential(FILE, ["W"], precision="mixed").evaluate(self.positions, self.species, self.cell).forces
        np.testing.assert_array_equal(shared, exact)
        self.assertTrue(0 < abs(mixed - exact).max() < 1e-3)

    def test_repulsion_acts_between_its_radii(self):
        repelled = volterra.Potential(FILE, ["W"], zbl=(1.0, 2.0))
        pair = lambda distance: [[0, 0, 0], [distance, 0, 0]]
        plain, more = ([one.evaluate(pair(distance), ["W", "W"]).energy for distance in (1.9, 2.1)] for one in (self.potential, repelled))
        self.assertGreater(more[0], plain[0] + 1e-3)
        self.assertAlmostEqual(more[1], plain[1], places=9)

    def test_mistakes_are_told(self):
        def refusal(kind, words, action):
            with self.assertRaisesRegex(kind, words):
                action()

        refusal(volterra.VolterraError, "No such file", lambda: volterra.Potential("nothing.mtp"))
        refusal(volterra.VolterraError, "has no species Re", lambda: self.potential.evaluate([[0, 0, 0]], ["Re"]))
        refusal(volterra.VolterraError, "name them", lambda: volterra.Potential(FILE).evaluate([[0, 0, 0]], ["W"]))
        refusal(volterra.VolterraError, "no chemical symbol", lambda: volterra.Potential(FILE, ["Xx"]))
        refusal(volterra.VolterraError, "active set", lambda: self.potential.evaluate([[0, 0, 0]], ["W"], grades=True))
        refusal(volterra.VolterraError, "posterior", lambda: self.potential.evaluate([[0, 0, 0]], ["W"], deviations=True))
        refusal(volterra.VolterraError, "not finite", lambda: self.potential.evaluate([[0, 0, np.nan]], ["W"]))
        refusal(volterra.VolterraError, "0.0 Å away", lambda: self.potential.evaluate([[0, 0, 0], [0, 0, 0]], ["W", "W"]))
        refusal(ValueError, "1 positions, and 2 species", lambda: self.potential.evaluate([[0, 0, 0]], ["W", "W"]))
        refusal(ValueError, "1 species, and 2 are named", lambda: volterra.Potential(FILE, ["W", "Re"]))
        refusal(ValueError, "double or mixed", lambda: volterra.Potential(FILE, precision="single"))

    def test_the_versions_are_one(self):
        project = (ROOT / "python" / "pyproject.toml").read_text()
        self.assertEqual(re.search('^version = "(.*)"$', project, flags=re.M)[1], volterra.version())
        self.assertIn("lanes", volterra.instruction_set())


TRAINER = ROOT / "build" / "bin" / "trainer"


@unittest.skipUnless(TRAINER.exists(), "make build makes the trainer")
class TrainerTests(unittest.TestCase):
    """What `trainer` writes for a potential and its data."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.data = ROOT / "examples" / "01-evaluate" / "tungsten.cfg"

    def trainer(self, *arguments):
        subprocess.run([TRAINER, *arguments], cwd=self.folder, check=True, capture_output=True)

    def test_grades_are_those_of_the_trainer(self):
        self.trainer("select", FILE, self.data, "--almtp", "W.almtp", "--species", "W", "-q")
        self.trainer("grade", "W.almtp", self.data, "-o", "graded.cfg", "-q")
        potential = volterra.Potential(self.folder / "W.almtp")
        self.assertTrue(potential.has_active_set)
        rows, cell = [], []
        for line in (self.folder / "graded.cfg").read_text().split("END_CFG")[0].splitlines():
            words = line.split()
            if words[:1] == ["AtomData:"]:
                columns = words[1:]
            elif len(words) == 3 and not rows and len(cell) < 3:
                cell.append([float(word) for word in words])
            elif len(words) > 5 and words[0].isdigit():
                rows.append([float(word) for word in words])
        table = {name: np.array(rows)[:, index] for index, name in enumerate(columns)}
        positions = np.stack([table[f"cartes_{axis}"] for axis in "xyz"], axis=1)
        grades = potential.evaluate(positions, [0] * len(positions), cell, grades=True).grades
        np.testing.assert_allclose(grades, table["nbh_grades"], rtol=1e-6)


if __name__ == "__main__":
    unittest.main()
