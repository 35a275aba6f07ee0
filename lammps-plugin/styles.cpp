/* mtpstyles.so: the styles, and how LAMMPS gets to know them. */

#include "styles.h"

#include "compatibility.h"
#include "force.h"
#include "host.h"
#include "modify.h"
#include "pair_mtp.h"
#include "plugin_record.h"
#include "qmml/fix_mtp_qmml.h"
#include "say.h"
#include "uncertainty/compute_mtp_atom.h"

#include <volterra.h>

using namespace LAMMPS_NS;

namespace {

Pair *create_pair(LAMMPS *lmp) { return new PairMTP(lmp); }

void *create_pair_for_plugin(LAMMPS *lmp) { return create_pair(lmp); }

/* Of computes, or of fixes. */
template <typename Kind> struct CommandStyle {
  const char *name, *info;
  Kind *(*create)(LAMMPS *, int, char **);
  void *(*create_for_plugin)(LAMMPS *, int, char **);
};

template <typename Kind, typename Style> CommandStyle<Kind> command_style(const char *name, const char *info)
{
  return {name, info, [](LAMMPS *lmp, int narg, char **arg) -> Kind * { return new Style(lmp, narg, arg); },
          [](LAMMPS *lmp, int narg, char **arg) -> void * { return static_cast<Kind *>(new Style(lmp, narg, arg)); }};
}

const CommandStyle<Compute> compute_styles[] = {
    command_style<Compute, ComputeMTPGradeAtom>("mtp/grade/atom", "extrapolation grades of moment tensor potentials"),
    command_style<Compute, ComputeMTPStdAtom>("mtp/std/atom", "standard deviations of moment tensor potentials"),
};

const CommandStyle<Fix> fix_styles[] = {
    command_style<Fix, FixMTPQMML>("mtp/qmml", "forces of a QM engine in a part of the simulation"),
};

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
  lammpsplugin_t plugin = {};
  plugin.version = version.c_str();
  plugin.author = "the Volterra project";
  plugin.handle = handle;
  plugin.style = "pair";
  plugin.info = "moment tensor potentials";
  plugin.creator.v1 = create_pair_for_plugin;
  for (const char *name : PairMTP::style_names) {
    plugin.name = name;
    regfunc(&plugin, lmp);
  }
  const auto add = [&](const char *kind, const auto &styles) {
    plugin.style = kind;
    for (const auto &style : styles) {
      plugin.name = style.name;
      plugin.info = style.info;
      plugin.creator.v2 = style.create_for_plugin;
      regfunc(&plugin, lmp);
    }
  };
  add("compute", compute_styles);
  add("fix", fix_styles);
}

bool register_in_tables(LAMMPS *lmp)
{
#if defined(MTP_HAVE_STYLE_MAPS)
  for (const char *name : PairMTP::style_names) (*lmp->force->pair_map)[name] = create_pair;
  for (const auto &style : compute_styles) (*lmp->modify->compute_map)[style.name] = style.create;
  for (const auto &style : fix_styles) (*lmp->modify->fix_map)[style.name] = style.create;
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
