/* Records that go from process to process. The plugin calls no function of MPI; LAMMPS does it (docs/decisions/0017). */

#ifndef MTP_RECORDS_H
#define MTP_RECORDS_H

#include "comm.h"
#include "lammps.h"

#include <cstring>
#include <vector>

namespace MTP {

/* Called by LAMMPS where the records arrive. Nothing is sent back. */
template <typename Record> int keep_records(int count, char *bytes, int &output, int *&processes, char *&buffer, void *destination)
{
  auto &records = *static_cast<std::vector<Record> *>(destination);
  records.resize(count);
  if (count > 0) std::memcpy(records.data(), bytes, count * sizeof(Record));
  output = 0;
  processes = nullptr;
  buffer = nullptr;
  return 0;
}

/* Collective. Sends each record, a plain struct, to its destination; returns what arrived, in no particular order. */
template <typename Record>
std::vector<Record> deliver(LAMMPS_NS::LAMMPS *lmp, std::vector<Record> records, std::vector<int> destinations)
{
  const int count = static_cast<int>(records.size());
  // So that there are addresses.
  records.emplace_back();
  destinations.push_back(0);
  std::vector<Record> arrived;
  // One destination for each record. (LAMMPS also takes numbers of records for each process, and then waits for messages that never come.)
  const int irregular = 0, one_by_one = 0;
  char *nothing = nullptr;
  lmp->comm->rendezvous(irregular, count, reinterpret_cast<char *>(records.data()), sizeof(Record), one_by_one, destinations.data(),
                        keep_records<Record>, 0, nothing, 0, &arrived);
  return arrived;
}

/* Collective. All records of all processes on each of them. */
template <typename Record> std::vector<Record> deliver_to_all(LAMMPS_NS::LAMMPS *lmp, const std::vector<Record> &mine)
{
  std::vector<Record> records;
  std::vector<int> destinations;
  for (int process = 0; process < lmp->comm->nprocs; process++) {
    records.insert(records.end(), mine.begin(), mine.end());
    destinations.insert(destinations.end(), mine.size(), process);
  }
  return deliver(lmp, records, destinations);
}

}    // namespace MTP

#endif
