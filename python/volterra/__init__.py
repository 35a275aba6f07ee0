"""Moment tensor potentials: energies, forces, stresses, and how far atoms are from what a potential has learnt.

    from volterra import Potential

    potential = Potential("W.mtp")
    results = potential.evaluate(positions, ["W"] * len(positions), cell)
    print(results.energy, results.forces)

`volterra.ase.MTP` is the same as a calculator of ASE. All work is done by libvolterra.
"""

from ._library import VolterraError, library
from .potential import Potential, Results

__all__ = ["Potential", "Results", "VolterraError", "instruction_set", "version"]


def version():
    """That of libvolterra, such as "1.2.3"."""
    return library().volterra_version().decode()


def instruction_set():
    """What the loaded copy of libvolterra was compiled for, such as "x86-64-v4, 8 lanes"."""
    return library().volterra_instruction_set().decode()
