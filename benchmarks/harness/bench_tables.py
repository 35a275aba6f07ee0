"""What `make bench` prints and `docs/performance.md` shows, made from the results as they are in bench.json."""

from . import floor
from .cases import GRADED_LEVELS, GRADES_EVERY, LEVELS, NEIGHBOURS, PEERS, REBUILD_EVERY, SPECIES
from .potential_counts import PotentialCounts
from .tables import number, percent, table

# Of each process: below, the wall time of several says more about what else the machine did.
LEAST_CPU_SHARE = 0.95


def report(results):
    best = results["levels"][-1]
    rows = [row for row in results["rows"] if row["microseconds"] is not None]

    def find(**properties):
        wanted = {"style": "mtp", "cpu": best, "level": 0, "neighbours": 26, "species": 1, "precision": "double", "ranks": 1,
                  "threads": 1, "rebuilds": False, "grades": 0, **properties}
        return next((row for row in rows if all(row.get(name, 0) == value for name, value in wanted.items())), None)

    parts = [_heading(results), _main(find), _varied(find, results["levels"]), _graded(find), _peers(find), _targets(results["targets"])]
    return "\n\n".join(part for part in [*parts, _remarks(results["rows"])] if part)


def contents(results):
    """How much there is of everything in the potentials, and what it makes by the model; `counts` has text as keys, as in JSON."""
    lines = []
    for level, numbers in sorted(results["counts"].items(), key=lambda item: int(item[0])):
        counts = PotentialCounts(**numbers)
        operations = [f"{floor.atom_work(counts, neighbours).operations / 1000:.1f}" for neighbours in NEIGHBOURS]
        lines.append([
            level, counts.accumulated, counts.monomials, counts.traces, counts.terms, counts.readers, counts.weights, *operations])
    headers = ["level", "A", "P", "traces", "terms", "readers", "weights", "kflop per atom, 26 neighbours", "58"]
    return table(headers, lines)


def _remarks(rows):
    names = {}
    for row in rows:
        if row["problem"]:
            names.setdefault(row["problem"], []).append(row["name"])
    busy = [row["name"] for row in rows if row["rounds"] and row["ranks"] > 1 and row["cpu_share"] < LEAST_CPU_SHARE]
    if busy:
        names[f"measured on a busy machine, the processes had less than {100 * LEAST_CPU_SHARE:.0f} % of a core"] = busy
    return "\n".join(f"* {what}: {_listed(cases)}" for what, cases in names.items())


def _listed(names):
    return "; ".join(names) if len(names) <= 3 else f"{names[0]}, and {len(names) - 1} others"


def _heading(results):
    machine = results["machine"]
    peak = results["peaks"][results["levels"][-1]]
    return (f"{machine['date']}, {machine['processor']}, {results['levels'][-1]}, {machine['cores']} cores, load {machine['load']:.1f}; "
            f"{results['volterra']} at {machine['commit']}, LAMMPS {results['lammps']};\n"
            f"{peak['operations'] / 1e9:.1f} GF/s and {peak['cycles'] / 1e9:.2f} GHz at most; best of {results['rounds']} rounds")


def _main(find):
    headers = ["level", *(f"{neighbours}/{species}" for neighbours in NEIGHBOURS for species in SPECIES), "floor 26", "reached",
               "floor 58", "reached", "EAM", "SNAP"]
    eam, snap = find(style="eam"), find(style="snap")
    lines = []
    for level in LEVELS:
        cells = [find(level=level, neighbours=neighbours, species=species) for neighbours in NEIGHBOURS for species in SPECIES]
        if not any(cells):
            continue
        few, many = cells[0], cells[len(SPECIES)]
        floors = [text for row in (few, many) for text in (
            number(row and row["floor"]), percent(row and row["fraction_of_floor"]))]
        lines.append([level, *(number(row and row["microseconds"]) for row in cells), *floors, _ratio(few, eam), _ratio(few, snap)])
    caption = "µs per atom and step, by neighbours and species; best CPU level, double precision, one process:"
    return f"{caption}\n\n{table(headers, lines)}" if lines else ""


def _ratio(row, other):
    return f"{row['microseconds'] / other['microseconds']:.3f}" if row and other else ""


def _varied(find, levels):
    headers = ["level", "double", "mixed", *levels[:-1], "2 ranks", "2 threads", "with lists", "outside"]
    lines = []
    for level in LEVELS:
        others = [find(level=level, precision="mixed"), *(find(level=level, cpu=cpu) for cpu in levels[:-1]),
                  find(level=level, ranks=2), find(level=level, threads=2), find(level=level, rebuilds=True)]
        if any(others):
            shares = others[-1] and f"{100 - others[-1]['shares']['Pair']:.1f} %"
            lines.append([level, *(number(row and row["microseconds"]) for row in [find(level=level), *others]), shares or ""])
    caption = ("26 neighbours, one species, varied; the last column is the share of the wall time outside the pair style when the\n"
               f"neighbour list is made every {REBUILD_EVERY} steps:")
    return f"{caption}\n\n{table(headers, lines)}" if lines else ""


def _graded(find):
    headers = ["level", "no grades", *("every step" if every == 1 else f"every {every} steps" for every in GRADES_EVERY), "ratio", "ratio"]
    lines = []
    for level in GRADED_LEVELS:
        plain, graded = find(level=level), [find(level=level, grades=every) for every in GRADES_EVERY]
        if plain and any(graded):
            times = [number(row and row["microseconds"]) for row in [plain, *graded]]
            lines.append([level, *times, *(_ratio_of(row, plain) for row in graded)])
    caption = "The grade of every atom, all parameters, 26 neighbours, one species; µs per atom and step:"
    return f"{caption}\n\n{table(headers, lines)}" if lines else ""


def _ratio_of(row, other):
    return f"{row['microseconds'] / other['microseconds']:.2f}" if row else ""


def _peers(find):
    found = [(name, find(style=style), find(style=style, ranks=2)) for style, name in PEERS.items()]
    lines = [[name, number(one and one["microseconds"]), number(two and two["microseconds"])] for name, one, two in found if one or two]
    return table(["style of LAMMPS", "µs", "2 ranks"], lines) if lines else ""


def _targets(targets):
    if not targets:
        return ""
    return table(["target", "", "limit", "measured", ""], [
        [target["what"], target["bound"], number(target["limit"]), number(target["measured"]), "met" if target["met"] else "not met"]
        for target in targets])
