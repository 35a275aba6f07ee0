"""Rounds over all cases, so that what disturbs the machine for a while disturbs each of them alike; every case keeps its best."""

import math
import sys

from . import floor, lammps, machine, potential_counts
from .cases import REBUILD_EVERY
from .products import ELEMENTS

CELLS = 10
ATOMS = 2 * CELLS**3
SECONDS = 0.6
SHORTEST_SECONDS = 0.4
FEWEST_STEPS, MOST_STEPS = 2, 20000
# Of microseconds per atom; only the first guess, from which the number of steps is corrected.
PEER_GUESS = {"eam": 4, "snap": 400}
TIMES_FLOOR_GUESS = 6
SNAP = """\
pair_style hybrid/overlay zbl 4.0 4.8 snap
pair_coeff 1 1 zbl 74 74
pair_coeff * * snap {folder}/W_2940_2017_2.snapcoeff {folder}/W_2940_2017_2.snapparam W
"""
EAM = """\
pair_style eam/alloy
pair_coeff * * {folder}/W_zhou.eam.alloy W
"""


class Row:
    """One case and its rounds."""

    def __init__(self, case):
        self.case = case
        self.counts = None
        self.rounds = []
        self.problem = ""
        self.steps = 0

    @property
    def is_parallel(self):
        return self.case.ranks > 1 or self.case.threads > 1

    def microseconds(self, run):
        """Of processor time for one process, of wall time for several: waiting for another counts."""
        return run.wall_microseconds if self.is_parallel else run.cpu_microseconds

    @property
    def best(self):
        return min(self.rounds, key=self.microseconds, default=None)

    @property
    def best_microseconds(self):
        return self.microseconds(self.best) if self.rounds else None

    def floor(self, peak):
        """Microseconds; all processors share the work."""
        if self.counts is None:
            return None
        lanes_per_double = 2 if self.case.precision == "mixed" else 1
        alone = floor.microseconds_per_atom(self.counts, self.case.neighbours, peak, lanes_per_double)
        return alone / max(self.case.ranks, self.case.threads)


class Bench:
    def __init__(self, products, engine, cases, copies):
        self.products = products
        self.engine = engine
        self.copies = copies
        self.rows = [Row(case) for case in cases]
        self.peaks = {}
        self.version = ""
        self.volterra = ""

    def measure(self, rounds):
        """Whether it came to its end; an interrupt stops it where it is, with what there is."""
        try:
            for number in range(rounds):
                self.peaks = machine.best_peaks(self.peaks, machine.peaks(self.copies))
                for index, row in enumerate(self.rows):
                    if not row.problem:
                        self._progress(f"round {number + 1} of {rounds}, {index + 1} of {len(self.rows)}: {row.case}")
                        self._measure(row)
        except KeyboardInterrupt:
            self._progress("interrupted; what was measured is written\n")
            return False
        self._progress("")
        return True

    def _progress(self, text):
        if sys.stderr.isatty():
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
        elif text:
            print(text, file=sys.stderr, flush=True)

    def _measure(self, row):
        if max(row.case.ranks, row.case.threads) > machine.processor_count():
            row.problem = f"needs {max(row.case.ranks, row.case.threads)} processors"
            return
        try:
            if not row.steps:
                row.steps = self._first_steps(row)
                trial = self._run(row)
                row.steps = _steps(trial.wall_seconds / trial.steps)
                if trial.wall_seconds >= SHORTEST_SECONDS:
                    row.rounds.append(trial)
                    return
            run = self._run(row)
            row.rounds.append(run)
            row.steps = _steps(run.wall_seconds / run.steps)
        except lammps.LammpsFailure as failure:
            row.problem = _why(str(failure))

    def _first_steps(self, row):
        case = row.case
        if case.style != "mtp":
            return _steps(1e-6 * PEER_GUESS[case.style] * ATOMS / case.ranks)
        row.counts = potential_counts.read(self.products.potential(case.level, case.neighbours, case.species))
        return _steps(1e-6 * TIMES_FLOOR_GUESS * row.floor(self.peaks[case.cpu]) * ATOMS)

    def _run(self, row):
        case = row.case
        run = lammps.run(
            self.engine, machine.ROOT / "benchmarks" / "crystal.lmp",
            {"nx": CELLS, "ny": CELLS, "nz": CELLS, "species": case.species, "potential": self._potential(case),
             "every": REBUILD_EVERY if case.rebuilds else 1, "check": "no" if case.rebuilds else "yes", "warmup": 1,
             "steps": row.steps},
            library=self.copies[case.cpu], ranks=case.ranks)
        self.version = run.version
        if case.style == "mtp":
            if f"({case.cpu}," not in run.volterra:
                raise lammps.LammpsFailure(f"another copy of the library ran: {run.volterra}")
            self.volterra = run.volterra.split(" (")[0]
        return run

    def _potential(self, case):
        text = {"eam": EAM, "snap": SNAP}.get(case.style, "").format(folder=self.engine.potentials)
        if case.style == "mtp":
            keywords = (" precision mixed" if case.precision == "mixed" else "") + (
                f" threads {case.threads}" if case.threads > 1 else "") + (
                    f" extrapolation save 1e300 break 1e300 every {case.grades}" if case.grades else "")
            make = self.products.graded_potential if case.grades else self.products.potential
            file = make(case.level, case.neighbours, case.species)
            text = f"pair_style mtp{keywords}\npair_coeff * * \"{file}\" {' '.join(ELEMENTS[:case.species])}\n"
        script = machine.RESULTS / "runs" / "potential.lmp"
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(text)
        return script


def _steps(seconds_per_step):
    steps = math.ceil(SECONDS / max(seconds_per_step, 1e-9))
    return min(max(steps, FEWEST_STEPS), MOST_STEPS)


def _why(problem):
    reason = problem.removeprefix("ERROR: ").split(";")[0]
    is_missing = any(words in reason for words in ("does not know the keyword", "Unrecognized pair style", "annot open"))
    return f"{'not available' if is_missing else 'failed'}: {reason}"
