"""Sizes and numbers of processes for which cost and memory are measured."""

import dataclasses

LEVELS = [12, 16]
# Cells along each edge: from a thousand atoms to a million.
EDGES = [8, 11, 17, 28, 37, 80]
LARGEST = 2 * EDGES[-1]**3
STRONG_CELLS = (20, 20, 20)
WEAK_CELLS = {1: (20, 20, 20), 2: (40, 20, 20)}
SECONDS = 1.0
FEWEST_STEPS = 2


@dataclasses.dataclass(frozen=True)
class Point:
    kind: str
    level: int
    cells: tuple
    ranks: int = 1

    @property
    def atoms(self):
        x, y, z = self.cells
        return 2 * x * y * z

    def steps(self, microseconds_per_atom):
        return max(FEWEST_STEPS, round(SECONDS * 1e6 / (microseconds_per_atom * self.atoms / self.ranks)))


def points(levels, largest_atoms, most_ranks):
    found = [Point("size", level, (edge,) * 3) for level in levels for edge in EDGES]
    found += [Point("strong", level, STRONG_CELLS, ranks) for level in levels for ranks in WEAK_CELLS]
    found += [Point("weak", level, cells, ranks) for level in levels for ranks, cells in WEAK_CELLS.items()]
    return [point for point in found if point.atoms <= largest_atoms and point.ranks <= most_ranks]
