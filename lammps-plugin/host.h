/* Whether the LAMMPS that loads the plugin is one that it was compiled for. LAMMPS itself does not check. */

#ifndef MTP_HOST_H
#define MTP_HOST_H

#include <string>

namespace MTP {

/* The LAMMPS that this was compiled for: "LAMMPS 22Jul2025 (smallbig, MPI: OpenMPI)", */
std::string built_for();

/* and its version as LAMMPS writes it: "22 Jul 2025". */
std::string lammps_version_text();

/* What is wrong with the LAMMPS at hand; empty if nothing is, or if MTP_ALLOW_LAMMPS_MISMATCH=1 says to go on. */
std::string mismatch_with(void *lmp);

}    // namespace MTP

#endif
