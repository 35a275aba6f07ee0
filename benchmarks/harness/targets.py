"""The targets of the project, and which of them the measured rows meet. Those in microseconds and against other styles are for a core
with AVX-512; half as many lanes may take 1.8 times as long."""

import dataclasses

from .cases import Case

MICROSECONDS = {8: 0.3, 12: 0.7, 16: 1.8, 20: 5, 24: 18, 28: 75}
OF_LANES = {8: 1.0, 4: 1.8}


@dataclasses.dataclass(frozen=True)
class Target:
    what: str
    # "at most" or "at least"
    bound: str
    limit: float
    measured: float

    @property
    def met(self):
        return self.measured <= self.limit if self.bound == "at most" else self.measured >= self.limit


def evaluate(rows, cpu, lanes):
    """The targets of which everything was measured, for the copy of the library of level `cpu`."""
    times = {row.case: row.best_microseconds for row in rows if row.rounds}
    by_case = {row.case: row for row in rows if row.rounds}
    factor = OF_LANES.get(lanes)
    found = []

    def time(**properties):
        return times.get(Case(**{"style": "mtp", "cpu": cpu, **properties}))

    def add(what, bound, limit, measured):
        if measured is not None and limit is not None:
            found.append(Target(what, bound, limit, measured))

    def ratio(above, below):
        return above / below if above and below else None

    eam, snap = time(style="eam"), time(style="snap")
    if factor:
        for level, limit in MICROSECONDS.items():
            add(f"level {level}, µs", "at most", limit * factor, time(level=level))
        add("level 16 / EAM", "at most", 0.5 * factor, ratio(time(level=16), eam))
        add("level 20 / EAM", "at most", 1.3 * factor, ratio(time(level=20), eam))
        add("level 24 / SNAP", "at most", factor / 20, ratio(time(level=24), snap))
    for level in MICROSECONDS:
        for species, limit in ((2, 1.25), (4, 1.4)):
            add(f"level {level}, {species} species / one", "at most", limit, ratio(time(level=level, species=species), time(level=level)))
    add("level 16, 58 neighbours / 26", "at most", 2.1, ratio(time(level=16, neighbours=58), time(level=16)))
    for level in (16, 20, 24):
        add(f"level {level}, double / mixed", "at least", 1.6, ratio(time(level=level), time(level=level, precision="mixed")))
    for level in MICROSECONDS:
        row = by_case.get(Case("mtp", cpu, level))
        add(f"level {level}, one rank / two ranks", "at least", 1.95,
            ratio(row and min(run.wall_microseconds for run in row.rounds), time(level=level, ranks=2)))
    for every, limit in ((1, 1.6), (10, 1.06)):
        add(f"level 16, grades every {every} steps / none" if every > 1 else "level 16, grades every step / none", "at most", limit,
            ratio(time(level=16, grades=every), time(level=16)))
    outside = by_case.get(Case("mtp", cpu, 12, rebuilds=True))
    add("level 12, outside the pair style, list every 20 steps, %", "at most", 10, outside and 100 - outside.best.shares["Pair"])
    return found
