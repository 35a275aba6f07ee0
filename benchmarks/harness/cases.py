"""What is measured: a star of cases around one species, double precision, the best CPU level and one process; or all combinations."""

import dataclasses
import itertools

LEVELS = list(range(8, 29, 2))
VARIED_LEVELS = [8, 12, 16, 20, 24, 28]
NEIGHBOURS = [26, 58]
SPECIES = [1, 2, 4]
PRECISIONS = ["double", "mixed"]
RANKS = [1, 2]
PEERS = {"eam": "EAM W_zhou", "snap": "SNAP W 2J=8"}
# Steps between two forced constructions of the neighbour list, where the list is part of what is measured.
REBUILD_EVERY = 20
# Steps between two gradings of all atoms.
GRADES_EVERY = [1, 10]
GRADED_LEVELS = [8, 16, 20]


@dataclasses.dataclass(frozen=True)
class Case:
    style: str
    cpu: str
    level: int = 0
    neighbours: int = 26
    species: int = 1
    precision: str = "double"
    ranks: int = 1
    threads: int = 1
    rebuilds: bool = False
    # All atoms are graded on every so many steps; 0: never.
    grades: int = 0

    def __str__(self):
        if self.style != "mtp":
            return PEERS[self.style] + (f", {self.ranks} ranks" if self.ranks > 1 else "")
        words = [f"level {self.level}", f"{self.neighbours} neighbours", f"{self.species} species", self.precision, self.cpu]
        words += [f"{self.ranks} ranks"] if self.ranks > 1 else []
        words += [f"{self.threads} threads"] if self.threads > 1 else []
        words += ["with rebuilds"] if self.rebuilds else []
        words += [f"grades every {self.grades} steps"] if self.grades else []
        return ", ".join(words)


def star(cpus):
    best = cpus[-1]
    cases = [Case("mtp", best, level, neighbours, species)
             for level, neighbours, species in itertools.product(LEVELS, NEIGHBOURS, SPECIES)]
    for level in VARIED_LEVELS:
        centre = Case("mtp", best, level)
        cases += [dataclasses.replace(centre, **change) for change in (
            *({"cpu": cpu} for cpu in cpus[:-1]), {"precision": "mixed"}, {"ranks": 2}, {"threads": 2}, {"rebuilds": True})]
    cases += [Case("mtp", best, level, grades=every) for level in GRADED_LEVELS for every in GRADES_EVERY]
    return cases


def everything(cpus):
    combinations = itertools.product(cpus, LEVELS, NEIGHBOURS, SPECIES, PRECISIONS, RANKS)
    crossed = [Case("mtp", *combination) for combination in combinations]
    return crossed + [case for case in star(cpus) if case not in set(crossed)]


def peers(cpus):
    return [Case(style, cpus[-1], ranks=ranks) for style in PEERS for ranks in RANKS]


def narrowed(cases, choices):
    """Those whose properties are among the values chosen; no choice for a property keeps all."""
    return [case for case in cases if all(getattr(case, name) in values for name, values in choices.items() if values)]
