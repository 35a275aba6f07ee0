"""Takes libvolterra along, for every CPU level, from the tree in which `make build` has put it."""

import shutil
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

NAME = "libvolterra.so.1"


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        built = Path(__file__).resolve().parents[1] / "build" / "lib"
        if not (built / NAME).exists():
            print(f"{built / NAME} is not there: 'make build' makes it; without it, say where the library is with VOLTERRA_LIBRARY")
        for copy in [built / NAME, *built.glob(f"glibc-hwcaps/*/{NAME}")]:
            if copy.exists():
                target = Path(self.build_lib) / "volterra" / "lib" / copy.relative_to(built)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(copy, target)


class BinaryDistribution(Distribution):
    """For one kind of machine."""

    def has_ext_modules(self):
        return True


setup(cmdclass={"build_py": BuildWithLibrary}, distclass=BinaryDistribution)
