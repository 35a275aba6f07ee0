/* A file of configurations in MLIP's form (.cfg) that grows by whole records, whatever happens to the process. */

#ifndef MTP_PRESELECTED_FILE_H
#define MTP_PRESELECTED_FILE_H

#include "../growing_file.h"
#include "gathered_atoms.h"

#include <string>
#include <vector>

namespace MTP {

/* A configuration as it is written. */
struct Preselected {
  /* Lattice vectors; those that are not periodic are zero. */
  double cell[3][3];
  bool is_periodic[3];
  int64_t step;
  double grade;
  std::vector<GradedAtom> atoms;
  /* For each type of LAMMPS, 1 and up, the number by which the potential file calls its species. */
  std::vector<int> label_of_type;
  /* What the types of the record are, type 0 first; empty if that is not known. */
  std::vector<std::string> elements;

  std::string text() const;
};

class PreselectedFile {
 public:
  explicit PreselectedFile(const std::string &path);

  /* Throws InputError. */
  void append(const Preselected &configuration);

 private:
  GrowingFile file;
};

}    // namespace MTP

#endif
