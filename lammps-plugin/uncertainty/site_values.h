/* What is known of each atom besides its energy, and of which step. */

#ifndef MTP_SITE_VALUES_H
#define MTP_SITE_VALUES_H

#include "lmptype.h"

#include <algorithm>
#include <vector>

namespace MTP {

enum class SiteQuantity { grade, deviation, relative_deviation };

constexpr SiteQuantity all_site_quantities[] = {SiteQuantity::grade, SiteQuantity::deviation, SiteQuantity::relative_deviation};

/* One quantity of all local atoms; 0 for those that the potential does not see. */
class SiteValues {
 public:
  /* All zero, to be filled in for a step. */
  double *begin(LAMMPS_NS::bigint step, int atoms)
  {
    step_ = step;
    values_.assign(std::max(atoms, 1), 0.0);
    return values_.data();
  }

  /* The atoms have moved. */
  void forget() { step_ = -1; }

  bool is_of(LAMMPS_NS::bigint step) const { return step_ == step; }
  double *data() { return values_.data(); }
  std::size_t bytes() const { return values_.capacity() * sizeof(double); }

 private:
  LAMMPS_NS::bigint step_ = -1;
  std::vector<double> values_ = {0.0};
};

}    // namespace MTP

#endif
