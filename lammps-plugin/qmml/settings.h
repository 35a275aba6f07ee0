/* What the command says: fix ID group mtp/qmml keyword values ... */

#ifndef MTP_QMML_SETTINGS_H
#define MTP_QMML_SETTINGS_H

#include "cluster.h"
#include "engine.h"
#include "region.h"

#include <string>
#include <vector>

namespace MTP {

/* Which atoms are seeds: those of a group, or those for which a compute has such a value. */
struct SeedSettings {
  std::string group;
  std::string compute;
  int column = 0;    // of the compute, 1 and up; 0: it has one
  bool is_above = true;
  /* An atom becomes a seed beyond the first, and is one until the second. */
  double threshold = 0.0, release = 0.0;
};

struct QMMLSettings {
  SeedSettings seeds;
  RegionRule region;
  ClusterSettings cluster;
  EngineSettings engine;
  bool removes_net_force = false;
  int every = 1;
  std::string store;
  /* Of the types in their order; none: those of pair_coeff. */
  std::vector<std::string> elements;

  /* Throws InputError. `types`: how many there are. */
  static QMMLSettings parse(const std::vector<std::string> &words, int types);
};

}    // namespace MTP

#endif
