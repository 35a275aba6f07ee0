"""What was built: the trainer, and the copies of the library, each where the loader finds it and no other."""

import pathlib
import re
import shutil
import struct
import subprocess

from . import machine

ELEMENTS = ["W", "Mo", "Nb", "Ta"]
CUTOFFS = {26: 5.0, 58: 6.0}


class Products:
    def __init__(self, prefix):
        self.prefix = pathlib.Path(prefix).resolve()
        self.trainer = self.prefix / "bin" / "trainer"
        if not self.trainer.exists():
            raise SystemExit(f"{self.trainer} is missing; run: make build")
        self._potentials = {}

    def copies(self, levels):
        """For each level of which there is a copy of the library, a folder with that copy alone: beside the others, the loader
        would always take the best."""
        folders = {}
        for index, level in enumerate(levels):
            place = self.prefix / "lib" if index == 0 else self.prefix / "lib" / "glibc-hwcaps" / level
            libraries = sorted(file for file in place.glob("libvolterra.so*") if re.fullmatch(r"libvolterra\.so(\.\d+)?", file.name))
            if not libraries:
                continue
            folder = machine.RESULTS / "copies" / level
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            for library in libraries:
                (folder / library.name).symlink_to(library.resolve())
            folders[level] = folder
        if not folders:
            raise SystemExit(f"there is no libvolterra in {self.prefix}/lib; run: make build")
        return folders

    def potential(self, level, neighbours, species):
        """A potential with random coefficients, which say nothing about the time."""
        key = (level, neighbours, species)
        if key not in self._potentials:
            folder = machine.RESULTS / "potentials"
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"level-{level}-{neighbours}-neighbours-{species}-species.mtp"
            subprocess.run(
                [str(self.trainer), "new", "--level", str(level), "--species", ",".join(ELEMENTS[:species]), "--cutoff",
                 str(CUTOFFS[neighbours]), "--random", "1", "--quiet", "-o", str(file)],
                check=True, stdout=subprocess.DEVNULL)
            self._potentials[key] = file
        return self._potentials[key]

    def graded_potential(self, level, neighbours, species):
        """The same with an active set, which is the unit matrix: its numbers say nothing about the time either."""
        plain = self.potential(level, neighbours, species)
        file = plain.with_suffix(".almtp")
        text = plain.read_text()
        counts = {name: int(re.search(rf"^\s*{name}\s*=\s*(\d+)", text, flags=re.M)[1])
                  for name in ("radial_funcs_count", "radial_basis_size", "alpha_scalar_moments")}
        size = (species**2 * counts["radial_funcs_count"] * counts["radial_basis_size"] + species
                + counts["alpha_scalar_moments"])
        matrix = bytearray(8 * size * size)
        for row in range(size):
            struct.pack_into("<d", matrix, 8 * row * (size + 1), 1)
        weights = "energy_weight 0\nforce_weight 0\nstress_weight 0\nsite_en_weight 1\nweight_scaling 2\n"
        file.write_bytes(f"{text.rstrip()}\n#MVS_v1.1\n{weights}#".encode() + 2 * bytes(matrix) + b"\n#\n" + size * b"-1 -1\n" + b"#\n")
        return file

    def evaluation_program(self):
        """benchmarks/evaluation.c, compiled; which copy of the library it runs with is for LD_LIBRARY_PATH to say."""
        program = machine.RESULTS / "evaluation"
        machine.RESULTS.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["cc", "-std=c11", "-O2", "-Wall", "-Wextra", f"-I{self.prefix}/include", str(machine.ROOT / "benchmarks" / "evaluation.c"),
             f"-L{self.prefix}/lib", "-lvolterra", "-lm", "-o", str(program)], check=True)
        return program
