/* Which species of the potential the atom types of LAMMPS are. A wrong answer is silently wrong physics, so nothing is guessed where the
   file knows names, and what was understood is printed. */

#ifndef MTP_SPECIES_MAP_H
#define MTP_SPECIES_MAP_H

#include "volterra_handles.h"

#include <string>
#include <vector>

namespace MTP {

class SpeciesMap {
 public:
  /* `words` stand after the file in pair_coeff: for each type an element, the number of a nameless species, or NULL. Without words the
     types are taken in the order of a file without names. Throws InputError. */
  SpeciesMap(const volterra_potential *potential, const std::string &file, int types, const std::vector<std::string> &words);

  /* Indexed by type, 1 and up: the species, or -1 for atoms that the potential does not see. */
  const std::vector<int> &species_of_type() const { return species_of_type_; }

  /* Whether it is known of every species of the potential which element it is. */
  bool has_elements() const { return has_elements_; }

  /* "type 1 = W, type 2 = NULL". */
  std::string description() const;

  /* What was assumed because the script does not say it; empty if nothing was. */
  const std::string &assumption() const { return assumption_; }

 private:
  /* What a species is called in pair_coeff. */
  std::vector<std::string> names_;
  bool has_elements_;
  std::vector<int> species_of_type_;
  std::string assumption_;

  void take_in_order(const std::string &file, int types);
  void take_words(const std::string &file, int types, const std::vector<std::string> &words);
  int species_named(const std::string &file, const std::string &word) const;
};

}    // namespace MTP

#endif
