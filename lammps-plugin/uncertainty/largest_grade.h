/* The largest grade of all atoms on all processes. */

#ifndef MTP_LARGEST_GRADE_H
#define MTP_LARGEST_GRADE_H

#include "pointers.h"

#include <string>

namespace LAMMPS_NS {
class Compute;
class PairMTP;
}    // namespace LAMMPS_NS

namespace MTP {

/* The plugin calls no function of MPI (docs/decisions/0011): LAMMPS's own compute reduce goes from process to process. It and the compute that
   it reads are entered into LAMMPS's list of computes, as mtp_grade_N and mtp_largest_N, for as long as this lives. */
class LargestGrade : protected LAMMPS_NS::Pointers {
 public:
  LargestGrade(LAMMPS_NS::LAMMPS *lmp, LAMMPS_NS::PairMTP *pair);
  ~LargestGrade();

  /* Collective, and during a run only. Of the last evaluation of the pair style. */
  double find();

 private:
  std::string grade_id, largest_id;

  LAMMPS_NS::Compute *compute(const std::string &id) const;
};

}    // namespace MTP

#endif
