/* What LAMMPS's PLUGIN package and a plugin exchange. The header that declares it is not installed with LAMMPS; the layout has been
   the same since 2021 and is described in LAMMPS's developer guide, "Writing plugins". */

#ifndef MTP_PLUGIN_RECORD_H
#define MTP_PLUGIN_RECORD_H

namespace LAMMPS_NS {
class LAMMPS;
}

extern "C" {

/* pair, bond, angle, dihedral, improper, kspace and command styles */
typedef void *(lammpsplugin_factory1)(LAMMPS_NS::LAMMPS *);
/* fix, compute and region styles */
typedef void *(lammpsplugin_factory2)(LAMMPS_NS::LAMMPS *, int, char **);

struct lammpsplugin_t {
  const char *version; /* of the LAMMPS that the plugin was compiled for */
  const char *style;   /* "pair", "fix", ... */
  const char *name;
  const char *info;
  const char *author;
  union {
    lammpsplugin_factory1 *v1;
    lammpsplugin_factory2 *v2;
  } creator;
  void *handle; /* of dlopen() */
};

/* Called by a plugin, once per style; the record is copied, the texts are not. */
typedef void (*lammpsplugin_regfunc)(lammpsplugin_t *, void *lmp);

/* What every plugin exports. */
typedef void (*lammpsplugin_initfunc)(void *lmp, void *handle, void *regfunc);
}

#endif
