/* The input command `plugin load FILE ... | unload STYLE NAME | list | clear`, as in LAMMPS's PLUGIN package. */

#ifndef MTP_LAUNCHER_PLUGIN_COMMAND_H
#define MTP_LAUNCHER_PLUGIN_COMMAND_H

#include "command.h"

namespace MTP {

class PluginCommand : public LAMMPS_NS::Command {
 public:
  /* Makes the command known to LAMMPS. */
  static void install(LAMMPS_NS::LAMMPS *lmp);

  explicit PluginCommand(LAMMPS_NS::LAMMPS *lmp) : Command(lmp) {}
  void command(int narg, char **arg) override;

 private:
  void list() const;
};

}    // namespace MTP

#endif
