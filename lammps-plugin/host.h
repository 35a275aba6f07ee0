/* Whether the LAMMPS that loads the plugin is one that it was compiled for. LAMMPS itself does not check. */

#ifndef MTP_HOST_H
#define MTP_HOST_H

#include <string>

namespace MTP {

/* The LAMMPS that this was compiled for: "LAMMPS 22Jul2025 (smallbig, MPI: OpenMPI, strings: C++11)", */
std::string built_for();

/* and its version as LAMMPS writes it: "22 Jul 2025". */
std::string lammps_version_text();

/* What is wrong with the LAMMPS at hand; empty if nothing is. */
std::string mismatch_with(void *lmp);

/* Whether the user insists: MTP_ALLOW_LAMMPS_MISMATCH=1. */
bool mismatch_is_allowed();

}    // namespace MTP

#endif
