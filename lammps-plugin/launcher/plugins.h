/* The plugins that were loaded, and the styles that they brought: what LAMMPS's PLUGIN package keeps, for a LAMMPS that lacks it.
   Styles survive the command `clear`. */

#ifndef MTP_LAUNCHER_PLUGINS_H
#define MTP_LAUNCHER_PLUGINS_H

#include "../plugin_record.h"

#include <string>
#include <vector>

namespace MTP {

class Plugins {
 public:
  /* The plugins of this process. */
  static Plugins &loaded();

  /* Opens a plugin and lets it register its styles. Returns what is wrong, or nothing. */
  std::string load(LAMMPS_NS::LAMMPS *lmp, const std::string &file);

  /* Loads every *plugin.so in a list of folders that are separated by colons. */
  void load_folders(LAMMPS_NS::LAMMPS *lmp, const std::string &folders);

  /* Takes a style away from LAMMPS, and whatever uses it. Returns what is wrong, or nothing. */
  std::string unload(LAMMPS_NS::LAMMPS *lmp, const std::string &kind, const std::string &name);

  void unload_all(LAMMPS_NS::LAMMPS *lmp);

  /* Tells a new or cleared LAMMPS of all styles. */
  void restore(LAMMPS_NS::LAMMPS *lmp) const;

  const std::vector<lammpsplugin_t> &styles() const { return styles_; }

 private:
  std::vector<lammpsplugin_t> styles_;

  std::vector<lammpsplugin_t>::iterator find(const std::string &kind, const std::string &name);
  static void register_style(lammpsplugin_t *style, void *lmp);
};

}    // namespace MTP

#endif
