#include "largest_grade.h"

#include "compute_mtp_atom.h"
#include "error.h"
#include "modify.h"

using namespace LAMMPS_NS;
using namespace MTP;

LargestGrade::LargestGrade(LAMMPS *lmp, PairMTP *pair) : Pointers(lmp)
{
  int number = 1;
  do {
    grade_id = "mtp_grade_" + std::to_string(number);
    largest_id = "mtp_largest_" + std::to_string(number++);
  } while (compute(grade_id) || compute(largest_id));
  modify->add_compute(grade_id + " all mtp/grade/atom");
  dynamic_cast<ComputeMTPGradeAtom *>(compute(grade_id))->use(pair);
  modify->add_compute(largest_id + " all reduce max c_" + grade_id);
}

LargestGrade::~LargestGrade()
{
  if (!modify) return;
  for (const std::string &id : {largest_id, grade_id})
    if (compute(id)) modify->delete_compute(id);
}

double LargestGrade::find()
{
  Compute *grade = compute(grade_id), *largest = compute(largest_id);
  if (!grade || !largest)
    error->all(FLERR, "pair style mtp: its computes " + grade_id + " and " + largest_id + " were deleted; give pair_style and pair_coeff again");
  // Not computed yet on this step, for all that they know.
  grade->invoked_flag = largest->invoked_flag = 0;
  const double value = largest->compute_scalar();
  // Nor does LAMMPS need to announce them.
  grade->invoked_flag = largest->invoked_flag = 0;
  return value;
}

Compute *LargestGrade::compute(const std::string &id) const
{
  for (int i = 0; i < modify->ncompute; i++)
    if (id == modify->compute[i]->id) return modify->compute[i];
  return nullptr;
}
