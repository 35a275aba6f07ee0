#include "gathered_atoms.h"

#include "comm.h"

#include <algorithm>
#include <cstring>

using namespace LAMMPS_NS;
using namespace MTP;

namespace {

/* Called by LAMMPS where the records arrive. Nothing is sent back. */
int keep(int count, char *records, int &output, int *&processes, char *&buffer, void *destination)
{
  auto &atoms = *static_cast<std::vector<GradedAtom> *>(destination);
  atoms.resize(count);
  if (count > 0) std::memcpy(atoms.data(), records, count * sizeof(GradedAtom));
  output = 0;
  processes = nullptr;
  buffer = nullptr;
  return 0;
}

}    // namespace

std::vector<GradedAtom> MTP::gather(LAMMPS *lmp, const std::vector<GradedAtom> &mine)
{
  std::vector<GradedAtom> outgoing(mine), all;
  outgoing.emplace_back();    // so that there is an address
  // Where each record goes. (LAMMPS also takes numbers of records for each process, and then waits for messages that never come.)
  std::vector<int> destinations(outgoing.size(), 0);
  const int irregular = 0, one_by_one = 0;
  char *nothing = nullptr;
  lmp->comm->rendezvous(irregular, static_cast<int>(mine.size()), reinterpret_cast<char *>(outgoing.data()), sizeof(GradedAtom), one_by_one,
                        destinations.data(), keep, 0, nothing, 0, &all);
  std::stable_sort(all.begin(), all.end(), [](const GradedAtom &a, const GradedAtom &b) { return a.id < b.id; });
  return all;
}
