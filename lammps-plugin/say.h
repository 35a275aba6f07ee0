/* A line on LAMMPS's screen and in its log file, once, whatever the number of processes. */

#ifndef MTP_SAY_H
#define MTP_SAY_H

#include "comm.h"
#include "lammps.h"
#include "utils.h"

#include <string>

namespace MTP {

inline void say(LAMMPS_NS::LAMMPS *lmp, const std::string &line)
{
  if (lmp->comm->me == 0) LAMMPS_NS::utils::logmesg(lmp, line + "\n");
}

}    // namespace MTP

#endif
