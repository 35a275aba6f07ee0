/* The atoms around which the QM region lies, those of all processes. */

#ifndef MTP_QMML_SEEDS_H
#define MTP_QMML_SEEDS_H

#include "box.h"

#include <vector>

namespace MTP {

class Seeds {
 public:
  /* Answers are wanted up to the distance `reach`. */
  Seeds(const Box &box, std::vector<Vector> positions, double reach);

  bool is_empty() const { return positions.empty(); }

  /* From x to the nearest seed, or infinity if that is farther than the reach. */
  double distance(const Vector &x) const;

  /* Whether the surroundings of the seeds up to the reach leave no gap along vector k of the box. */
  bool surround_the_box(int k) const;

 private:
  Box box;
  std::vector<Vector> positions;
  double reach;
  /* The box in bins that are no thinner than the reach; a bin's neighbours hold whatever is in reach of it. */
  std::array<int, 3> bins;
  std::vector<std::vector<int>> seeds_of_bin;

  std::array<int, 3> bin(const Vector &x) const;
  int number(const std::array<int, 3> &bin) const { return (bin[0] * bins[1] + bin[1]) * bins[2] + bin[2]; }
  std::vector<int> neighbours(int k, int bin) const;
};

}    // namespace MTP

#endif
