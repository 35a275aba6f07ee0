/* A file that one rank reads and all ranks get: thousands of ranks that open the same file bring a file system to its knees. */

#ifndef MTP_SHARED_FILE_H
#define MTP_SHARED_FILE_H

#include "pointers.h"

#include <string>

namespace MTP {

class SharedFile : protected LAMMPS_NS::Pointers {
 public:
  /* Collective. `name` is searched where LAMMPS searches potentials. Throws InputError, on all ranks. */
  SharedFile(LAMMPS_NS::LAMMPS *lmp, const std::string &name);

  /* Where it was found. */
  const std::string &path() const { return path_; }
  const std::string &content() const { return content_; }

 private:
  std::string path_, content_;

  std::string broadcast(const std::string &bytes) const;
  std::string broadcast_line(const std::string &line, int length) const;
};

}    // namespace MTP

#endif
