#include "style_maps.h"

#include "compute.h"
#include "fix.h"
#include "force.h"
#include "input.h"
#include "lammps.h"
#include "modify.h"

#include <functional>
#include <string>

using namespace LAMMPS_NS;
using namespace MTP;

namespace {

/* What can be done with the styles of one kind. */
struct StyleMap {
  const char *kind;
  std::function<bool(LAMMPS *, const char *name)> has;
  std::function<void(LAMMPS *, const lammpsplugin_t &)> add;
  std::function<void(LAMMPS *, const char *name)> remove;
};

/* Of a map from names to functions that make one object, found with `map_of`, and a way to get rid of the objects. */
template <typename MapOf, typename Drop> StyleMap entry(const char *kind, MapOf map_of, Drop drop)
{
  using Creator = typename std::decay<decltype(*map_of(nullptr))>::type::mapped_type;
  return {kind, [=](LAMMPS *lmp, const char *name) { return map_of(lmp)->count(name) > 0; },
          [=](LAMMPS *lmp, const lammpsplugin_t &style) {
            auto function = reinterpret_cast<void (*)()>(style.creator.v1);
            (*map_of(lmp))[style.name] = reinterpret_cast<Creator>(function);
          },
          [=](LAMMPS *lmp, const char *name) {
            drop(lmp, name);
            map_of(lmp)->erase(name);
          }};
}

void drop_pair(LAMMPS *lmp, const char *name)
{
  if (lmp->force->pair_match(name, 1)) lmp->force->create_pair("none", 0);
}

void drop_computes(LAMMPS *lmp, const char *name)
{
  for (int i = lmp->modify->ncompute - 1; i >= 0; i--)
    if (std::string(lmp->modify->compute[i]->style) == name) lmp->modify->delete_compute(std::string(lmp->modify->compute[i]->id));
}

void drop_fixes(LAMMPS *lmp, const char *name)
{
  for (int i = lmp->modify->nfix - 1; i >= 0; i--)
    if (std::string(lmp->modify->fix[i]->style) == name) lmp->modify->delete_fix(std::string(lmp->modify->fix[i]->id));
}

void drop_nothing(LAMMPS *, const char *) {}

const StyleMap *find(const std::string &kind)
{
  static const StyleMap maps[] = {
      entry("pair", [](LAMMPS *lmp) { return lmp->force->pair_map; }, drop_pair),
      entry("compute", [](LAMMPS *lmp) { return lmp->modify->compute_map; }, drop_computes),
      entry("fix", [](LAMMPS *lmp) { return lmp->modify->fix_map; }, drop_fixes),
      entry("command", [](LAMMPS *lmp) { return lmp->input->command_map; }, drop_nothing),
  };
  for (const StyleMap &map : maps)
    if (kind == map.kind) return &map;
  return nullptr;
}

}    // namespace

bool MTP::is_known_kind(const char *kind) { return find(kind) != nullptr; }

bool MTP::has_style(LAMMPS *lmp, const lammpsplugin_t &style) { return find(style.style)->has(lmp, style.name); }

void MTP::add_style(LAMMPS *lmp, const lammpsplugin_t &style) { find(style.style)->add(lmp, style); }

void MTP::remove_style(LAMMPS *lmp, const lammpsplugin_t &style) { find(style.style)->remove(lmp, style.name); }
