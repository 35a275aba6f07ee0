/* The atoms of all processes on the first one. */

#ifndef MTP_GATHERED_ATOMS_H
#define MTP_GATHERED_ATOMS_H

#include "pointers.h"

#include <cstdint>
#include <vector>

namespace MTP {

struct GradedAtom {
  double x[3];
  double grade;
  int64_t id;    // 0 in a system without IDs
  int64_t type;
};

/* Collective. The atoms of all processes in the order of their IDs on the first process, none on the others. */
std::vector<GradedAtom> gather(LAMMPS_NS::LAMMPS *lmp, const std::vector<GradedAtom> &mine);

}    // namespace MTP

#endif
