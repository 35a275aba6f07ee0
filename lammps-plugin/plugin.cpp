/* What the shared object shows: lammpsplugin_init for LAMMPS with the PLUGIN package, mtp_register_styles for those without. */

#include "compatibility.h"
#include "force.h"
#include "host.h"
#include "lammps.h"
#include "pair_mtp.h"
#include "plugin_record.h"
#include "say.h"

#include <volterra.h>

using namespace LAMMPS_NS;

namespace {

/* The second name stays free if LAMMPS should get a style 'mtp' of its own. */
const char *const pair_style_names[] = {"mtp", "mtp/volterra"};

Pair *create_pair(LAMMPS *lmp) { return new PairMTP(lmp); }

void *create_pair_for_plugin(LAMMPS *lmp) { return create_pair(lmp); }

bool is_welcome(LAMMPS *lmp)
{
  const std::string problem = MTP::mismatch_with(lmp);
  if (!problem.empty()) {
    MTP::say(lmp, "WARNING: pair style mtp is not available: " + problem +
                 ". (MTP_ALLOW_LAMMPS_MISMATCH=1 loads it all the same, which may crash or compute nonsense.)");
    return false;
  }
  static const LAMMPS *greeted = nullptr;
  if (greeted != lmp) {
    const std::string version = volterra_version(), instructions = volterra_instruction_set();
    MTP::say(lmp, "pair style mtp: Volterra " + version + " (" + instructions + ") for " + MTP::built_for());
  }
  greeted = lmp;
  return true;
}

}    // namespace

extern "C" void lammpsplugin_init(void *lmp, void *handle, void *regfunc)
{
  if (!is_welcome(static_cast<LAMMPS *>(lmp))) return;
  static const std::string version = MTP::lammps_version_text();
  for (const char *name : pair_style_names) {
    lammpsplugin_t plugin = {};
    plugin.version = version.c_str();
    plugin.style = "pair";
    plugin.name = name;
    plugin.info = "moment tensor potentials";
    plugin.author = "the Volterra project";
    plugin.creator.v1 = create_pair_for_plugin;
    plugin.handle = handle;
    reinterpret_cast<lammpsplugin_regfunc>(regfunc)(&plugin, lmp);
  }
}

/* Makes the styles known to a LAMMPS without the PLUGIN package; repeat it after 'clear'. Returns 0, or 1 if that is not possible. */
extern "C" int mtp_register_styles(void *handle)
{
  LAMMPS *lmp = static_cast<LAMMPS *>(handle);
  if (!lmp || !is_welcome(lmp)) return 1;
#if defined(MTP_HAVE_PAIR_MAP)
  for (const char *name : pair_style_names) (*lmp->force->pair_map)[name] = create_pair;
  return 0;
#else
  return 1;
#endif
}
