/* LAMMPS calls LAMMPS::post_create() when it starts and after the command `clear`, when it has forgotten every style that was added. The
   dynamic loader prefers a function of the program to the library's own, so that LAMMPS calls this one; it calls the library's, and
   then brings the plugins back. */

#include "creation.h"

#include "../host.h"
#include "../say.h"
#include "error.h"
#include "lammps.h"
#include "plugin_command.h"
#include "plugins.h"

#include <cstdlib>
#include <dlfcn.h>

using namespace LAMMPS_NS;
using namespace MTP;

namespace {

bool was_called = false;

const char *const own_plugin = "mtpplugin.so";

void load_plugins(LAMMPS *lmp)
{
  const std::string problem = Plugins::loaded().load(lmp, own_plugin);
  if (!problem.empty()) say(lmp, "WARNING: pair style mtp is not available: " + problem);
  if (const char *folders = std::getenv("LAMMPS_PLUGIN_PATH")) Plugins::loaded().load_folders(lmp, folders);
}

void bring_plugins(LAMMPS *lmp)
{
  const std::string problem = mismatch_with(lmp);
  if (!problem.empty() && !mismatch_is_allowed()) lmp->error->all(FLERR, "lmp-mtp: " + problem);
  PluginCommand::install(lmp);
  if (was_called)
    Plugins::loaded().restore(lmp);
  else
    load_plugins(lmp);
  was_called = true;
}

}    // namespace

void LAMMPS_NS::LAMMPS::post_create()
{
  using Function = void (*)(LAMMPS *);
  static const Function original = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "_ZN9LAMMPS_NS6LAMMPS11post_createEv"));
  original(this);
  bring_plugins(this);
}

bool MTP::plugins_were_brought() { return was_called; }
