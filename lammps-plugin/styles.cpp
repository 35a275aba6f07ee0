/* mtpstyles.so: the styles, and how LAMMPS gets to know them. */

#include "styles.h"

#include "compatibility.h"
#include "force.h"
#include "host.h"
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

void greet(LAMMPS *lmp)
{
  static const LAMMPS *greeted = nullptr;
  const std::string version = volterra_version(), instructions = volterra_instruction_set();
  if (greeted != lmp) MTP::say(lmp, "pair style mtp: Volterra " + version + " (" + instructions + ") for " + MTP::built_for());
  greeted = lmp;
}

void register_with(lammpsplugin_regfunc regfunc, LAMMPS *lmp, void *handle)
{
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
    regfunc(&plugin, lmp);
  }
}

bool register_in_tables(LAMMPS *lmp)
{
#if defined(MTP_HAVE_PAIR_MAP)
  for (const char *name : pair_style_names) (*lmp->force->pair_map)[name] = create_pair;
  return true;
#else
  MTP::say(lmp, "WARNING: pair style mtp is not available: this LAMMPS takes styles from its PLUGIN package only");
  return false;
#endif
}

}    // namespace

extern "C" bool mtp_register(void *host, void *handle, void *regfunc)
{
  LAMMPS *lmp = static_cast<LAMMPS *>(host);
  greet(lmp);
  if (!regfunc) return register_in_tables(lmp);
  register_with(reinterpret_cast<lammpsplugin_regfunc>(regfunc), lmp, handle);
  return true;
}
