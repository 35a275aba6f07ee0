/* The base class of input commands, which Debian does not install. The launcher checks at run time that LAMMPS will find command() where
   this declaration puts it. */

#ifndef MTP_MISSING_COMMAND_H
#define MTP_MISSING_COMMAND_H

#include "pointers.h"

namespace LAMMPS_NS {

class Command : protected Pointers {
 public:
  Command(class LAMMPS *lmp) : Pointers(lmp) {}
  virtual void command(int, char **) = 0;
};

}    // namespace LAMMPS_NS

#endif
