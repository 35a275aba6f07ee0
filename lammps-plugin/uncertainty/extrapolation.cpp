#include "extrapolation.h"

#include "../input_error.h"
#include "../pair_mtp.h"
#include "../say.h"
#include "comm.h"
#include "domain.h"
#include "error.h"
#include "universe.h"
#include "update.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unistd.h>

using namespace LAMMPS_NS;
using namespace MTP;

namespace {

double positive(const std::string &keyword, const std::string &word)
{
  char *end = nullptr;
  const double value = std::strtod(word.c_str(), &end);
  if (word.empty() || *end != '\0' || !(value > 0.0))
    throw InputError("pair style mtp: extrapolation " + keyword + " needs a number above zero" + (word.empty() ? "" : ", not '" + word + "'"));
  return value;
}

int whole(const std::string &keyword, const std::string &word)
{
  const double value = positive(keyword, word);
  if (value != std::floor(value) || value > 1e9)
    throw InputError("pair style mtp: extrapolation " + keyword + " needs a whole number of steps, not '" + word + "'");
  return static_cast<int>(value);
}

std::string short_number(double value)
{
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.4g", value);
  return buffer;
}

/* Whether this process is LAMMPS itself, and not a program that has LAMMPS as a library and does not want to be ended. */
bool is_program()
{
  char path[4096];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  const std::string all(path, std::max<ssize_t>(length, 0)), name = all.substr(all.rfind('/') + 1);
  return name.find("lmp") != std::string::npos || name.find("lammps") != std::string::npos;
}

}    // namespace

int ExtrapolationSettings::parse(int iarg, int narg, char **arg)
{
  for (; iarg < narg; iarg += 2) {
    const std::string keyword = arg[iarg], word = iarg + 1 < narg ? arg[iarg + 1] : "";
    if (keyword == "save")
      save = positive(keyword, word);
    else if (keyword == "break")
      stop = positive(keyword, word);
    else if (keyword == "every")
      every = whole(keyword, word);
    else if (keyword == "file" && word.empty())
      throw InputError("pair style mtp: extrapolation file needs the name of a file");
    else if (keyword == "file")
      file = word;
    else
      break;
  }
  if (stop < save) throw InputError("pair style mtp: extrapolation needs save <= break, otherwise nothing is saved before the run stops");
  return iarg;
}

Extrapolation::Extrapolation(LAMMPS *lmp, PairMTP *pair, const ExtrapolationSettings &settings) :
    Pointers(lmp), settings(settings), pair(pair), largest_grade(lmp, pair), file(settings.file)
{
}

void Extrapolation::check()
{
  const double grade = largest_grade.find();
  if (!(grade > settings.save)) return;
  const std::vector<GradedAtom> atoms = gather(lmp, pair->graded_atoms());
  if (comm->me == 0) save(grade, atoms);
  if (grade > settings.stop) stop(grade, atoms);
}

void Extrapolation::save(double grade, const std::vector<GradedAtom> &atoms)
{
  // A run begins with the step that the last one ended with.
  const bool is_saved = saved_step == update->ntimestep && std::fabs(saved_grade - grade) <= 1e-6 * grade;
  if (is_saved) return;
  Preselected configuration;
  set_box(configuration);
  configuration.step = update->ntimestep;
  configuration.grade = grade;
  configuration.atoms = atoms;
  configuration.label_of_type = pair->label_of_type();
  configuration.elements = pair->elements_by_label();
  try {
    file.append(configuration);
  } catch (const InputError &problem) {
    error->one(FLERR, "pair style mtp: cannot save a configuration: " + std::string(problem.what()));
  }
  saved_step = update->ntimestep;
  saved_grade = grade;
}

void Extrapolation::set_box(Preselected &configuration) const
{
  const double cell[3][3] = {{domain->xprd, 0.0, 0.0}, {domain->xy, domain->yprd, 0.0}, {domain->xz, domain->yz, domain->zprd}};
  for (int row = 0; row < 3; row++) {
    std::copy(cell[row], cell[row] + 3, configuration.cell[row]);
    configuration.is_periodic[row] = domain->periodicity[row] != 0;
  }
}

void Extrapolation::stop(double grade, const std::vector<GradedAtom> &atoms) const
{
  std::string problem = "pair style mtp: the grade " + short_number(grade) + " at step " + std::to_string(update->ntimestep) +
      " is above 'break " + short_number(settings.stop) + "'";
  const auto worst =
      std::max_element(atoms.begin(), atoms.end(), [](const GradedAtom &a, const GradedAtom &b) { return a.grade < b.grade; });
  if (worst != atoms.end() && worst->id > 0) problem += "; it is that of atom " + std::to_string(worst->id);
  problem += "; the configuration is in " + settings.file + "; label it and fit again";
  if (universe->nworlds > 1) error->one(FLERR, problem);    // all others would wait for this one
  if (!is_program()) error->all(FLERR, problem);
  say(lmp, "ERROR: " + problem);
  error->done(exit_status);
}
