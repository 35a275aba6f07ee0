"""What a simulation on many cores would take, from what one core was measured to take and a model of the exchange of halos.

    t_step = imbalance · n · t_atom · (1 + lists) + t_halo
    t_halo = 2 · (messages · latency + ghosts · bytes / bandwidth)
    ghosts = ρ ((L + 2w)³ − L³),  L = (n / ρ)^⅓,  messages = 6 ⌈w / L⌉

for n atoms per core at the density ρ in a cube of edge L, seeing ghosts up to w, the cutoff and the skin. Positions go out before the
forces are computed and forces come back after it: hence the 2.
"""

import dataclasses
import math

LATTICE_CONSTANT = 3.165
DENSITY = 2 / LATTICE_CONSTANT**3
HALO_WIDTH = 5.0 + 0.3
BYTES_PER_GHOST = 24


@dataclasses.dataclass(frozen=True)
class Machine:
    cores: int = 10_000
    cores_per_node: int = 64
    # Between nodes; all halos are taken to leave the node, which overstates them.
    latency: float = 2e-6
    node_bandwidth: float = 25e9
    # The slowest core against the mean: uneven numbers of atoms, and the operating system.
    imbalance: float = 1.1

    @property
    def core_bandwidth(self):
        return self.node_bandwidth / self.cores_per_node


@dataclasses.dataclass(frozen=True)
class Cost:
    """Of one atom on one core."""
    microseconds: float
    bytes: float
    # Making neighbour lists and migrating atoms, as a part of the time of the steps.
    lists: float
    time_step_fs: float = 1.0


@dataclasses.dataclass(frozen=True)
class Projection:
    atoms: float
    atoms_per_core: float
    ghosts: float
    computing: float
    communicating: float
    ns_per_day: float
    gigabytes: float

    @property
    def efficiency(self):
        return self.computing / (self.computing + self.communicating)


def project(atoms, machine, cost):
    per_core = atoms / machine.cores
    edge = (per_core / DENSITY) ** (1 / 3)
    ghosts = DENSITY * ((edge + 2 * HALO_WIDTH) ** 3 - edge**3)
    messages = 6 * math.ceil(HALO_WIDTH / edge)
    computing = machine.imbalance * per_core * cost.microseconds * 1e-6 * (1 + cost.lists)
    communicating = 2 * (messages * machine.latency + ghosts * BYTES_PER_GHOST / machine.core_bandwidth)
    return Projection(
        atoms=atoms, atoms_per_core=per_core, ghosts=ghosts, computing=computing, communicating=communicating,
        ns_per_day=86400 / (computing + communicating) * cost.time_step_fs * 1e-6,
        # A ghost has a position, a force, a type and an ID, but no list of neighbours.
        gigabytes=(atoms * cost.bytes + machine.cores * ghosts * (2 * BYTES_PER_GHOST + 8)) / 1e9)
