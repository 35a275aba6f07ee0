#include "gathered_atoms.h"

#include "../records.h"

#include <algorithm>

using namespace LAMMPS_NS;
using namespace MTP;

std::vector<GradedAtom> MTP::gather(LAMMPS *lmp, const std::vector<GradedAtom> &mine)
{
  std::vector<GradedAtom> all = deliver(lmp, mine, std::vector<int>(mine.size(), 0));
  std::stable_sort(all.begin(), all.end(), [](const GradedAtom &a, const GradedAtom &b) { return a.id < b.id; });
  return all;
}
