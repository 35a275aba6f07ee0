# LAMMPS as a Python library, with the plugin from LAMMPS_PLUGIN_PATH.
import sys

from lammps import lammps

here, potential = sys.argv[1:]
lmp = lammps(cmdargs=["-log", "none", "-screen", "none"])
lmp.command(f"variable potential index {potential}")
lmp.file(f"{here}/system.lmp")
print("energy", repr(lmp.get_thermo("pe")))
lmp.close()
