/* The differences between LAMMPS versions; all of them, and nowhere else.

   MTP_HAVE_ADD_REQUEST   neighbor->add_request() exists (24Mar2022 and later); probed by CMake
   MTP_LAMMPS_VERSION     yyyymmdd of the LAMMPS that this is compiled for; found by CMake */

#ifndef MTP_COMPATIBILITY_H
#define MTP_COMPATIBILITY_H

#include "error.h"
#include "neighbor.h"
#include "pair.h"

#include <string>

namespace LAMMPS_NS {

#if defined(MTP_HAVE_ADD_REQUEST)

/* Asks for a full neighbour list of local atoms. */
inline void request_full_list(Neighbor *neighbor, Error *, Pair *pair, int)
{
  neighbor->add_request(pair, NeighConst::REQ_FULL);
}

#else

/* Before 24Mar2022 a request is a record to be filled in, in a header that is not installed. These are its first fields; that they
   are where we think they are is seen from their values, before anything is written. */
class NeighRequest : protected Pointers {
 public:
  int index;
  void *requestor;
  int requestor_instance;
  int id;
  int pair, fix, compute, command, neigh;
  int half, full;

  bool is_new_request_of(const Pair *owner, int instance) const
  {
    return requestor == owner && requestor_instance == instance && pair == 1 && fix == 0 && compute == 0 && command == 0 &&
        neigh == 0 && half == 1 && full == 0;
  }
};

inline void request_full_list(Neighbor *neighbor, Error *error, Pair *pair, int instance)
{
  const int index = neighbor->request(pair, instance);    // may move the array
  NeighRequest *request = neighbor->requests[index];
  if (!request->is_new_request_of(pair, instance))
    error->all(FLERR, std::string("pair style mtp does not understand the neighbour lists of this LAMMPS; build the plugin for it"));
  request->half = 0;
  request->full = 1;
}

#endif

/* Whether Force::pair_map and Modify::compute_map are where styles are looked up, so that they can be added without the PLUGIN package. */
#if MTP_LAMMPS_VERSION < 20260101
#define MTP_HAVE_STYLE_MAPS 1
#endif

}    // namespace LAMMPS_NS

#endif
