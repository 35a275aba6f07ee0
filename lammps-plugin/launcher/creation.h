/* What happens whenever LAMMPS creates its parts anew. */

#ifndef MTP_LAUNCHER_CREATION_H
#define MTP_LAUNCHER_CREATION_H

namespace MTP {

/* Whether LAMMPS let us load plugins when it was created. */
bool plugins_were_brought();

}    // namespace MTP

#endif
