#include "plugins.h"

#include "../say.h"
#include "style_maps.h"

#include <algorithm>
#include <dirent.h>
#include <dlfcn.h>
#include <sstream>

using namespace LAMMPS_NS;
using namespace MTP;

namespace {

bool ends_with(const std::string &text, const std::string &end)
{
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/* The files in a folder that are plugins by their name, sorted. */
std::vector<std::string> plugins_in(const std::string &folder)
{
  std::vector<std::string> files;
  DIR *directory = opendir(folder.c_str());
  if (!directory) return files;
  while (const dirent *entry = readdir(directory))
    if (ends_with(entry->d_name, "plugin.so")) files.push_back(folder + "/" + entry->d_name);
  closedir(directory);
  std::sort(files.begin(), files.end());
  return files;
}

}    // namespace

Plugins &Plugins::loaded()
{
  static Plugins plugins;
  return plugins;
}

std::string Plugins::load(LAMMPS *lmp, const std::string &file)
{
  void *handle = dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (!handle) return "cannot load the plugin: " + std::string(dlerror());
  auto init = reinterpret_cast<lammpsplugin_initfunc>(dlsym(handle, "lammpsplugin_init"));
  if (!init) {
    dlclose(handle);
    return file + " is no plugin of LAMMPS: it has no function lammpsplugin_init";
  }
  init(lmp, handle, reinterpret_cast<void *>(&register_style));
  return "";
}

void Plugins::load_folders(LAMMPS *lmp, const std::string &folders)
{
  std::istringstream list(folders);
  for (std::string folder; std::getline(list, folder, ':');)
    for (const std::string &file : plugins_in(folder)) {
      const std::string problem = load(lmp, file);
      if (!problem.empty()) say(lmp, "WARNING: " + problem);
    }
}

/* Called by the plugins. The first one to bring a style keeps it, as in LAMMPS. */
void Plugins::register_style(lammpsplugin_t *style, void *host)
{
  LAMMPS *lmp = static_cast<LAMMPS *>(host);
  const std::string title = std::string(style->style) + " style " + style->name;
  if (!is_known_kind(style->style)) {
    say(lmp, "WARNING: the plugin's " + title + " is of a kind that lmp-mtp does not load");
    return;
  }
  if (loaded().find(style->style, style->name) != loaded().styles_.end()) {
    say(lmp, title + " is there already; unload it first if you mean another plugin");
    return;
  }
  if (has_style(lmp, *style)) say(lmp, "WARNING: the plugin's " + title + " takes the place of LAMMPS's own");
  loaded().styles_.push_back(*style);
  add_style(lmp, *style);
}

std::vector<lammpsplugin_t>::iterator Plugins::find(const std::string &kind, const std::string &name)
{
  auto is_meant = [&](const lammpsplugin_t &style) { return kind == style.style && name == style.name; };
  return std::find_if(styles_.begin(), styles_.end(), is_meant);
}

std::string Plugins::unload(LAMMPS *lmp, const std::string &kind, const std::string &name)
{
  const auto place = find(kind, name);
  if (place == styles_.end()) return "no plugin brought a " + kind + " style " + name;
  remove_style(lmp, *place);
  dlclose(place->handle);
  styles_.erase(place);
  return "";
}

void Plugins::unload_all(LAMMPS *lmp)
{
  while (!styles_.empty()) {
    const lammpsplugin_t style = styles_.back();
    unload(lmp, style.style, style.name);
  }
}

void Plugins::restore(LAMMPS *lmp) const
{
  for (const lammpsplugin_t &style : styles_) add_style(lmp, style);
}
