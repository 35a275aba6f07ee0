/* mtpplugin.so, which LAMMPS loads: lammpsplugin_init for LAMMPS with the PLUGIN package, mtp_register_styles for those without.

   It only looks whether this is the right LAMMPS, and then loads the styles, mtpstyles.so beside it. They need hundreds of symbols of
   LAMMPS; loaded into a wrong one by LAMMPS itself, the user would be told the mangled name of one that is missing. */

#include "host.h"
#include "library.h"
#include "styles.h"

#include <dlfcn.h>
#include <string>

namespace {

/* A line on the screen and in the log file. */
void say(void *lmp, const std::string &line) { lammps_command(lmp, ("print \"\"\"" + line + "\"\"\"").c_str()); }

/* The folder that this is in, with a slash. */
std::string own_folder()
{
  Dl_info place;
  if (!dladdr(reinterpret_cast<void *>(&own_folder), &place) || !place.dli_fname) return "";
  const std::string path = place.dli_fname;
  return path.substr(0, path.rfind('/') + 1);
}

mtp_register_function *load_styles(std::string &problem)
{
  void *styles = dlopen((own_folder() + "mtpstyles.so").c_str(), RTLD_NOW | RTLD_LOCAL);
  void *function = styles ? dlsym(styles, MTP_REGISTER_FUNCTION) : nullptr;
  if (!function) problem = dlerror();
  return reinterpret_cast<mtp_register_function *>(function);
}

/* Returns whether the styles are there now. */
bool bring_styles(void *lmp, void *handle, void *regfunc)
{
  const std::string mismatch = MTP::mismatch_with(lmp);
  if (!mismatch.empty() && !MTP::mismatch_is_allowed()) {
    say(lmp, "WARNING: pair style mtp is not available: " + mismatch +
            ". (MTP_ALLOW_LAMMPS_MISMATCH=1 loads it all the same, which may crash or compute nonsense.)");
    return false;
  }
  if (!mismatch.empty()) say(lmp, "WARNING: pair style mtp may crash or compute nonsense: " + mismatch);
  std::string problem;
  mtp_register_function *register_styles = load_styles(problem);
  if (register_styles) return register_styles(lmp, handle, regfunc);
  say(lmp, "WARNING: pair style mtp is not available: " + problem);
  return false;
}

}    // namespace

extern "C" void lammpsplugin_init(void *lmp, void *handle, void *regfunc) { bring_styles(lmp, handle, regfunc); }

/* Makes the styles known to a LAMMPS without the PLUGIN package; repeat it after 'clear'. Returns 0, or 1 if that is not possible. */
extern "C" int mtp_register_styles(void *lmp) { return lmp && bring_styles(lmp, nullptr, nullptr) ? 0 : 1; }
