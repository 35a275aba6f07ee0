/* What the keyword extrapolation of pair_style mtp does: saves configurations with atoms that the potential does not know, and stops the run
   where it knows too little. */

#ifndef MTP_EXTRAPOLATION_H
#define MTP_EXTRAPOLATION_H

#include "pointers.h"

#include "gathered_atoms.h"
#include "largest_grade.h"
#include "preselected_file.h"

#include <memory>
#include <string>
#include <vector>

namespace MTP {

/* The words behind the keyword. */
struct ExtrapolationSettings {
  double save = 2.0;
  double stop = 10.0;    // "break"
  std::string file = "preselected.cfg";
  int every = 1;

  /* Takes the words from `iarg` on that belong to it; returns where the next keyword is. Throws InputError. */
  int parse(int iarg, int narg, char **arg);
};

class Extrapolation : protected LAMMPS_NS::Pointers {
 public:
  /* The status with which LAMMPS ends at `break`. */
  static constexpr int exit_status = 33;

  Extrapolation(LAMMPS_NS::LAMMPS *lmp, LAMMPS_NS::PairMTP *pair, const ExtrapolationSettings &settings);

  bool is_due(LAMMPS_NS::bigint step) const { return step % settings.every == 0; }

  /* Collective, when the grades of a step that is due are known. Stops LAMMPS at `break`. */
  void check();

 private:
  const ExtrapolationSettings settings;
  LAMMPS_NS::PairMTP *const pair;
  LargestGrade largest_grade;
  PreselectedFile file;
  /* Of the last one that was saved. */
  int64_t saved_step = -1;
  double saved_grade = 0.0;

  void save(double grade, const std::vector<GradedAtom> &atoms);
  [[noreturn]] void stop(double grade, const std::vector<GradedAtom> &atoms) const;
  void set_box(Preselected &configuration) const;
};

}    // namespace MTP

#endif
