"""The projection from the measured results, as `benchmarks/projection` prints it and `docs/performance.md` shows it."""

from . import projection_model as model
from .tables import number, table

ATOMS = [10**6, 10**8, 10**9]
LEVEL = 16


def cost(bench, scaling):
    """Of level 16 in double precision on the best CPU level."""
    rows = [row for row in bench["rows"] if row["style"] == "mtp" and row["level"] == LEVEL and row["cpu"] == bench["levels"][-1]
            and (row["neighbours"], row["species"], row["precision"], row["threads"], row["ranks"]) == (26, 1, "double", 1, 1)
            and row["microseconds"]]
    plain = next((row for row in rows if not row["rebuilds"]), None)
    rebuilding = next((row for row in rows if row["rebuilds"]), None)
    sizes = [point for point in scaling["points"] if point["kind"] == "size" and point["bytes_per_atom"]]
    if not plain or not sizes:
        raise SystemExit(f"projection: level {LEVEL} or the memory per atom was not measured; run: make bench bench-scaling")
    neighbour_share = rebuilding["shares"]["Neigh"] / 100 if rebuilding else 0
    return model.Cost(
        microseconds=plain["microseconds"], bytes=max(sizes, key=lambda point: point["atoms"])["bytes_per_atom"], lists=neighbour_share)


def report(bench, scaling):
    of_atom = cost(bench, scaling)
    machine = model.Machine()
    lines = []
    for atoms in ATOMS:
        found = model.project(atoms, machine, of_atom)
        lines.append([
            f"10{_superscript(len(str(atoms)) - 1)}", number(found.atoms_per_core), number(found.ghosts), _time(found.computing),
            _time(found.communicating), f"{100 * found.efficiency:.0f} %", number(found.ns_per_day), number(found.gigabytes)])
    assumptions = (
        f"Measured: {number(of_atom.microseconds)} µs per atom and step at level {LEVEL} ({bench['machine']['processor']}, "
        f"{bench['levels'][-1]}), {number(of_atom.bytes)} bytes per atom,\n{100 * of_atom.lists:.1f} % for neighbour lists. "
        f"Assumed: {machine.cores} such cores, {machine.cores_per_node} per node, {machine.latency * 1e6:.0f} µs latency and "
        f"{machine.node_bandwidth / 1e9:.0f} GB/s per node,\nthe slowest core {100 * (machine.imbalance - 1):.0f} % behind the mean, "
        f"a time step of {of_atom.time_step_fs:.0f} fs.")
    headers = ["atoms", "atoms per core", "ghosts per core", "computing", "halos", "efficiency", "ns per day", "GB in all"]
    return f"{assumptions}\n\n{table(headers, lines)}"


def _time(seconds):
    return f"{number(seconds * 1e3)} ms"


def _superscript(exponent):
    return str(exponent).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
