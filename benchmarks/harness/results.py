"""Results on disk, and their tables in the documentation."""

import json
import re

from . import machine

PAGE = machine.ROOT / "docs" / "performance.md"


def write(name, found):
    machine.RESULTS.mkdir(parents=True, exist_ok=True)
    file = machine.RESULTS / f"{name}.json"
    file.write_text(json.dumps(found, indent=1) + "\n")
    return file.relative_to(machine.ROOT)


def read(name):
    file = machine.RESULTS / f"{name}.json"
    if not file.exists():
        command = {"bench": "make bench", "scaling": "make bench-scaling"}[name]
        raise SystemExit(f"{file.relative_to(machine.ROOT)} is missing; run: {command}")
    return json.loads(file.read_text())


def show_in_page(sections):
    """Replaces what stands between the markers of each section."""
    text = PAGE.read_text()
    for name, content in sections.items():
        begin, end = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
        text, count = re.subn(
            f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n\n{content}\n\n{end}", text, flags=re.S)
        if count != 1:
            raise SystemExit(f"{PAGE.name} has no section between '{begin}' and '{end}'")
    PAGE.write_text(text)
