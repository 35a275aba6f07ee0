"""Potentials, and what they say about atoms."""

import ctypes
import os
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np

from ._library import OK, Options, ResultPointers, System, VolterraError, library, text

PRECISIONS = {"double": 0, "mixed": 1}
ROWS_OF_ATOMS = 2
# Where the six components of a symmetric tensor, xx yy zz xy xz yz, stand in its matrix.
SIX = np.array([[0, 3, 4], [3, 1, 5], [4, 5, 2]])


@dataclass(frozen=True)
class Results:
    """What was computed; None for what was not asked for."""

    energy: float
    """eV"""
    forces: np.ndarray
    """One row for each atom; eV/Å."""
    virial: np.ndarray
    """The sum of r ⊗ f, a symmetric matrix, positive when compressed; eV."""
    site_energies: np.ndarray
    """Of each atom; eV."""
    grades: Optional[np.ndarray] = None
    """Of each atom: above 1, the potential extrapolates."""
    deviations: Optional[np.ndarray] = None
    """Standard deviations of the site energies, by the posterior; eV."""
    novelties: Optional[np.ndarray] = None
    """Of each atom, what the data have left of what was unknown: 0 … 1."""


class Potential:
    """A potential of a file (.mtp, .almtp, .als), ready to be evaluated.

    species: the elements of its species, in the order of the file, if the file does not name them
    posterior: a file (.posterior) of `trainer uncertainty`, for standard deviations
    zbl: (inner, outer) in Å, between which Ziegler-Biersack-Littmark repulsion is led to zero
    precision: "double", or "mixed", which is faster
    threads: that share every evaluation; the numbers do not depend on it
    """

    def __init__(self, file, species=None, *, posterior=None, zbl=None, precision="double", threads=1):
        if precision not in PRECISIONS:
            raise ValueError(f"precision is '{precision}', and can be {' or '.join(PRECISIONS)}")
        self.file = os.fspath(file)
        self._functions = library()
        self._potential = self._functions.volterra_potential_new()
        weakref.finalize(self, self._functions.volterra_potential_delete, self._potential)
        self._check(self._functions.volterra_potential_load(self._potential, os.fsencode(file)))
        if species is not None:
            self._name_species(species)
        if posterior is not None:
            contents = Path(posterior).read_bytes()
            name = os.fsencode(posterior)
            self._check(self._functions.volterra_potential_load_posterior(self._potential, contents, len(contents), name))
        self.has_posterior = posterior is not None
        inner, outer = zbl or (0, 0)
        options = Options(threads=threads, zbl_inner=inner, zbl_outer=outer, precision=PRECISIONS[precision])
        self._evaluator = ctypes.c_void_p()
        self._check(
            self._functions.volterra_evaluator_new_with_options(self._potential, ctypes.byref(options), ctypes.byref(self._evaluator)))
        weakref.finalize(self, self._functions.volterra_evaluator_delete, self._evaluator)

    def _check(self, status):
        if status != OK:
            raise VolterraError(text(self._functions.volterra_potential_error, self._potential))

    def _name_species(self, names):
        if len(names) != self.species_count:
            raise ValueError(f"{self.file} has {self.species_count} species, and {len(names)} are named")
        for index, name in enumerate(names):
            self._check(self._functions.volterra_potential_set_element(self._potential, index, name.encode()))

    def _number(self, function, kind):
        number = kind()
        self._check(getattr(self._functions, function)(self._potential, ctypes.byref(number)))
        return number.value

    def __repr__(self):
        return f"Potential({self.file!r}: {', '.join(self.species) or 'species without names'}, cutoff {self.cutoff} Å)"

    @property
    def name(self):
        """That the file gives."""
        return text(self._functions.volterra_potential_name, self._potential)

    @property
    def species_count(self):
        return self._number("volterra_potential_species_count", ctypes.c_int)

    @property
    def species(self):
        """The chemical symbols, in the order of the file; empty if it does not tell."""
        names = [text(self._functions.volterra_potential_species_element, self._potential, index)
                 for index in range(self.species_count)]
        return names if all(names) else []

    @property
    def cutoff(self):
        """Å"""
        return self._number("volterra_potential_cutoff", ctypes.c_double)

    @property
    def minimum_distance(self):
        """Below which atoms were never seen; Å."""
        return self._number("volterra_potential_minimum_distance", ctypes.c_double)

    @property
    def parameter_count(self):
        return self._number("volterra_potential_parameter_count", ctypes.c_int64)

    @property
    def has_active_set(self):
        """Whether atoms have grades."""
        rows = ctypes.c_int()
        self._check(self._functions.volterra_potential_active_set(self._potential, ctypes.byref(rows), None))
        return rows.value == ROWS_OF_ATOMS

    def indices(self, species):
        """The indices of species in this potential, from chemical symbols or from indices."""
        if all(isinstance(one, (int, np.integer)) for one in species):
            return np.array(species, dtype=np.int32)
        known = {name: index for index, name in enumerate(self.species)}
        for name in species:
            if name not in known:
                ours = ", ".join(known) or "species without names: name them, as in Potential(file, species=['W'])"
                raise VolterraError(f"{self.file} has no species {name}; it has {ours}")
        return np.array([known[name] for name in species], dtype=np.int32)

    def evaluate(self, positions, species, cell=None, periodic=True, *, grades=False, deviations=False):
        """Energy, forces and virial of atoms in a cell; raises VolterraError for what the potential cannot be evaluated for.

        positions: one row for each atom, Å; may lie outside the cell
        species: for each atom its chemical symbol, or the index of its species in the potential
        cell: the lattice vectors as rows, Å; None: nothing is periodic
        periodic: along which of them; one word for all, or three
        grades: whether to compute grades, against the active set of the file
        deviations: whether to compute standard deviations, of the posterior
        """
        positions = np.ascontiguousarray(positions, dtype=float).reshape(-1, 3)
        indices = np.ascontiguousarray(self.indices(species))
        if len(indices) != len(positions):
            raise ValueError(f"there are {len(positions)} positions, and {len(indices)} species")
        vectors = np.zeros(9) if cell is None else np.asarray(cell, dtype=float).reshape(9)
        along = np.broadcast_to(np.asarray(periodic, dtype=bool) & (cell is not None), 3)
        system = System(
            atom_count=len(positions), positions=_pointer(positions), species=indices.ctypes.data_as(ctypes.POINTER(ctypes.c_int)),
            cell=tuple(vectors), periodic=tuple(int(one) for one in along))
        count = len(positions)
        arrays = {"energy": np.zeros(1), "forces": np.zeros((count, 3)), "virial": np.zeros(6), "site_energies": np.zeros(count)}
        if grades:
            arrays["site_grades"] = np.zeros(count)
        if deviations:
            arrays["site_deviations"], arrays["site_relative_deviations"] = np.zeros(count), np.zeros(count)
        pointers = ResultPointers(**{name: _pointer(array) for name, array in arrays.items()})
        if self._functions.volterra_evaluate_system(self._evaluator, ctypes.byref(system), ctypes.byref(pointers)) != OK:
            raise VolterraError(text(self._functions.volterra_evaluator_error, self._evaluator))
        return Results(
            energy=float(arrays["energy"][0]), forces=arrays["forces"], virial=arrays["virial"][SIX],
            site_energies=arrays["site_energies"], grades=arrays.get("site_grades"), deviations=arrays.get("site_deviations"),
            novelties=arrays.get("site_relative_deviations"))


def _pointer(array):
    return array.ctypes.data_as(ctypes.POINTER(ctypes.c_double))
