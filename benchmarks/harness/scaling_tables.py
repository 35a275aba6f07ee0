"""What `make bench-scaling` prints and `docs/performance.md` shows, made from scaling.json."""

from .tables import number, table


def report(results):
    machine = results["machine"]
    heading = (f"{machine['date']}, {machine['processor']}, {results['volterra']} at {machine['commit']}, LAMMPS {results['lammps']}, "
               f"best of {results['rounds']} rounds")
    return "\n\n".join(part for part in [heading, _sizes(results["points"]), _ranks(results["points"])] if part)


def _sizes(points):
    lines = [
        [point["level"], point["atoms"], number(point["cpu_microseconds"]), number(point["megabytes"]),
         number(point["resident_megabytes"]), _bytes(point)]
        for point in points if point["kind"] == "size"]
    headers = ["level", "atoms", "µs per atom and step", "MB by LAMMPS", "MB resident", "bytes per atom"]
    return "One process, processor time; bytes per atom are resident, beyond those of the smallest crystal:\n\n" + table(
        headers, lines) if lines else ""


def _bytes(point):
    return number(point["bytes_per_atom"]) if point["bytes_per_atom"] else ""


def _ranks(points):
    lines = [
        [point["kind"], point["level"], point["ranks"], point["atoms"], number(point["wall_microseconds"]),
         f"{point['efficiency']:.2f}" if point["efficiency"] else ""]
        for point in points if point["kind"] != "size"]
    headers = ["scaling", "level", "ranks", "atoms", "µs wall per atom and step", "efficiency"]
    return "Strong scaling keeps the number of atoms, weak scaling the atoms per process:\n\n" + table(headers, lines) if lines else ""
