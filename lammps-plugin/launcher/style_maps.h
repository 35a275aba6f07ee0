/* Where LAMMPS looks up the styles of each kind. */

#ifndef MTP_LAUNCHER_STYLE_MAPS_H
#define MTP_LAUNCHER_STYLE_MAPS_H

#include "../plugin_record.h"

namespace MTP {

/* Whether styles of that kind ("pair", "fix", ...) can be added. */
bool is_known_kind(const char *kind);

/* Whether LAMMPS has the style, from whatever source. */
bool has_style(LAMMPS_NS::LAMMPS *lmp, const lammpsplugin_t &style);

void add_style(LAMMPS_NS::LAMMPS *lmp, const lammpsplugin_t &style);

/* Removes the style, and what was made from it in this simulation. */
void remove_style(LAMMPS_NS::LAMMPS *lmp, const lammpsplugin_t &style);

}    // namespace MTP

#endif
