#include "plugin_command.h"

#include "../say.h"
#include "error.h"
#include "input.h"
#include "plugins.h"

#include <cstring>
#include <dlfcn.h>
#include <string>

using namespace LAMMPS_NS;
using namespace MTP;

namespace {

Command *create(LAMMPS *lmp) { return new PluginCommand(lmp); }

/* Whether LAMMPS's own commands have their function command() at the place in the table of virtual functions where our declaration of
   the class puts it; seen from `delete_atoms`. */
bool is_declared_correctly()
{
  void (Command::*function)(int, char **) = &Command::command;
  std::size_t place;
  std::memcpy(&place, &function, sizeof place);
  const char *table = static_cast<const char *>(dlsym(RTLD_DEFAULT, "_ZTVN9LAMMPS_NS11DeleteAtomsE"));
  const void *expected = dlsym(RTLD_DEFAULT, "_ZN9LAMMPS_NS11DeleteAtoms7commandEiPPc");
  if (!table || !expected || place % sizeof(void *) != 1) return false;
  const void *found;
  std::memcpy(&found, table + 2 * sizeof(void *) + place - 1, sizeof found);
  return found == expected;
}

}    // namespace

void PluginCommand::install(LAMMPS *lmp)
{
  if (!is_declared_correctly())
    lmp->error->all(FLERR, std::string("the commands of this LAMMPS are not what lmp-mtp was built for; rebuild it: make build"));
  (*lmp->input->command_map)["plugin"] = create;
}

void PluginCommand::command(int narg, char **arg)
{
  const std::string action = narg > 0 ? arg[0] : "";
  std::string problem;
  if (action == "load" && narg > 1)
    for (int i = 1; i < narg && problem.empty(); i++) problem = Plugins::loaded().load(lmp, arg[i]);
  else if (action == "unload" && narg == 3)
    problem = Plugins::loaded().unload(lmp, arg[1], arg[2]);
  else if (action == "list" && narg == 1)
    list();
  else if (action == "clear" && narg == 1)
    Plugins::loaded().unload_all(lmp);
  else
    problem = "the command is: plugin load FILE ..., plugin unload STYLE NAME, plugin list, or plugin clear";
  if (!problem.empty()) error->all(FLERR, problem);
}

void PluginCommand::list() const
{
  say(lmp, "Currently loaded plugins");
  int number = 1;
  for (const lammpsplugin_t &style : Plugins::loaded().styles())
    say(lmp, std::to_string(number++) + ": " + style.style + " style plugin " + style.name);
}
