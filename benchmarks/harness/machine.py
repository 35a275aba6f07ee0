"""What is measured on: the processor, what it can do at most, and which sources."""

import datetime
import os
import pathlib
import platform
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "benchmarks"

# Vectors of doubles, and whether there is a fused multiply-add.
LANES = {"x86-64-v2": 2, "x86-64-v3": 4, "x86-64-v4": 8, "armv8-a": 2}
HAS_FUSED = {"x86-64-v2": False, "x86-64-v3": True, "x86-64-v4": True, "armv8-a": True}


def cpu_levels():
    """The levels that libvolterra is compiled for and this processor can run, lowest first."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return ["armv8-a"]
    told = _output(["ld.so", "--help"]) or _output(["/lib64/ld-linux-x86-64.so.2", "--help"])
    return ["x86-64-v2"] + sorted(re.findall(r"^ +(x86-64-v[34]) \(supported", told, flags=re.M))


def processor_count():
    return len(os.sched_getaffinity(0))


def description():
    lines = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"^model name\s*: (.*)$", lines, flags=re.M)
    flags = re.search(r"^(?:flags|Features)\s*: (.*)$", lines, flags=re.M)
    return {
        "processor": model[1] if model else platform.machine(),
        "cores": processor_count(),
        "levels": cpu_levels(),
        "flags": flags[1].split() if flags else [],
        "load": os.getloadavg()[0],
        "commit": _output(["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=12"]).strip() or "unknown",
        "date": datetime.date.today().isoformat(),
    }


def peaks(levels):
    """For each level, the vector instructions, operations and cycles per second of one core."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    measured = {}
    for level in levels:
        program = RESULTS / f"peak-{level}"
        subprocess.run(
            ["cc", "-O2", f"-march={level}", str(ROOT / "benchmarks" / "peak.c"), "-o", str(program)], check=True)
        instructions, operations, cycles = map(float, _output([str(program)]).split())
        measured[level] = {
            "instructions": instructions, "operations": operations, "cycles": cycles, "lanes": LANES[level],
            "fused": HAS_FUSED[level]}
    return measured


def best_peaks(first, second):
    """The larger of two measurements, number by number."""
    return {
        level: {name: max(value, first.get(level, peak)[name]) for name, value in peak.items()} for level, peak in second.items()}


def _output(command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout
    except OSError:
        return ""
