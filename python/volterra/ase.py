"""Potentials as calculators of ASE."""

import numpy as np
from ase.calculators.calculator import Calculator, all_changes

from .potential import Potential

# xx yy zz yz xz xy: ASE's order.
VOIGT = ([0, 1, 2, 1, 0, 0], [0, 1, 2, 2, 2, 1])


class MTP(Calculator):
    """A moment tensor potential.

        atoms.calc = MTP("W.mtp")

    grades: whether to compute, with everything else, the extrapolation grade of each atom: then in `grades`
    deviations: whether to compute the standard deviation of each atom's energy, with a posterior: then in `deviations` and `novelties`
    The other arguments are those of `volterra.Potential`, which may also be given instead of a file.
    """

    implemented_properties = ["energy", "free_energy", "energies", "forces", "stress"]
    # With these, ASE's own lists of properties have no place for what is new here.
    grades = deviations = novelties = None

    def __init__(self, potential, species=None, *, grades=False, deviations=False, **options):
        super().__init__()
        self.potential = potential if isinstance(potential, Potential) else Potential(potential, species, **options)
        self._wanted = {"grades": grades, "deviations": deviations}

    def calculate(self, atoms=None, properties=("energy",), system_changes=tuple(all_changes)):
        super().calculate(atoms, properties, system_changes)
        atoms = self.atoms
        computed = self.potential.evaluate(atoms.positions, atoms.get_chemical_symbols(), atoms.cell.array, atoms.pbc, **self._wanted)
        self.grades, self.deviations, self.novelties = computed.grades, computed.deviations, computed.novelties
        self.results = {"energy": computed.energy, "free_energy": computed.energy, "energies": computed.site_energies,
                        "forces": computed.forces}
        if np.all(atoms.pbc):
            self.results["stress"] = -computed.virial[VOIGT] / atoms.get_volume()
