/* What fix mtp/qmml looks at before a run: whether it can work with the rest of the script. */

#include "fix_mtp_qmml.h"

#include "../input_error.h"
#include "../pair_mtp.h"
#include "../say.h"
#include "atom.h"
#include "comm.h"
#include "compute.h"
#include "error.h"
#include "force.h"
#include "group.h"
#include "modify.h"
#include "update.h"

#include <algorithm>

using namespace LAMMPS_NS;
using namespace FixConst;
using namespace MTP;

namespace {

bool begins_with(const std::string &text, const std::string &begin) { return text.compare(0, begin.size(), begin) == 0; }

}    // namespace

void FixMTPQMML::init()
{
  const std::string units = update->unit_style;
  if (units != "metal" && units != "real") stop("needs 'units metal' or 'units real', not 'units " + units + "'");
  if (!atom->tag_enable) stop("needs atoms with IDs; remove 'atom_modify id no'");
  check_seeds();
  check_style_of_run();
  check_order_of_fixes();
  find_elements();
  start_engine();
}

void FixMTPQMML::check_seeds()
{
  const SeedSettings &seeds = settings.seeds;
  if (!seeds.group.empty()) {
    const int found = group->find(seeds.group);
    if (found < 0) stop("there is no group '" + seeds.group + "' for the seeds");
    seed_groupbit = group->bitmask[found];
    return;
  }
  const Compute *compute = find_compute();
  if (!compute) stop("there is no compute '" + seeds.compute + "' for the seeds");
  if (!compute->peratom_flag) stop("compute " + seeds.compute + " has no values for each atom");
  if (seeds.column == 0 && compute->size_peratom_cols > 0)
    stop("compute " + seeds.compute + " has several values for each atom; say which: c_" + seeds.compute + "[N]");
  if (seeds.column > compute->size_peratom_cols)
    stop("compute " + seeds.compute + " has no value number " + std::to_string(seeds.column) + " for each atom");
  modify->addstep_compute_all(update->ntimestep);
}

Compute *FixMTPQMML::find_compute() const
{
  for (int i = 0; i < modify->ncompute; i++)
    if (settings.seeds.compute == modify->compute[i]->id) return modify->compute[i];
  return nullptr;
}

void FixMTPQMML::check_style_of_run()
{
  const bool is_minimization = update->whichflag == 2;
  if (!is_minimization && begins_with(update->integrate_style, "respa")) stop("does not work with run_style respa; use run_style verlet");
  if (!is_minimization) return;
  const std::string style = update->minimize_style;
  if (!begins_with(style, "fire") && !begins_with(style, "quickmin"))
    stop("min_style " + style + " goes by the energy, which knows nothing of the QM forces; use min_style fire or quickmin");
  if (update->etol > 0.0)
    say(lmp, "WARNING: " + title + "the energy knows nothing of the QM forces, and may say too early that a minimum is reached; "
                                   "minimize with 0.0 as the first number");
}

/* The forces that are replaced are those of the potential: whatever other fixes add has to come afterwards. */
void FixMTPQMML::check_order_of_fixes()
{
  const std::string bystanders[] = {"pair", "store/force", "mtp/qmml"};
  for (int i = 0; i < modify->nfix && modify->fix[i] != this; i++) {
    const Fix *other = modify->fix[i];
    const bool acts_on_forces = modify->fmask[i] & (POST_FORCE | MIN_POST_FORCE);
    if (!acts_on_forces || std::count(std::begin(bystanders), std::end(bystanders), other->style) > 0) continue;
    stop("fix " + std::string(other->id) + " (" + other->style +
         ") may change forces, and then they would be replaced; write it behind fix " + id);
  }
}

/* Those of pair_coeff, unless the fix is told. */
void FixMTPQMML::find_elements()
{
  element_of_type.assign(1, "");
  element_of_type.insert(element_of_type.end(), settings.elements.begin(), settings.elements.end());
  if (!settings.elements.empty()) return;
  element_of_type.resize(atom->ntypes + 1);
  for (const char *name : PairMTP::style_names) {
    const auto *pair = dynamic_cast<PairMTP *>(force->pair_match(name, 1, 0));
    if (!pair) continue;
    const std::vector<int> labels = pair->label_of_type();
    const std::vector<std::string> elements = pair->elements_by_label();
    for (int type = 1; type <= atom->ntypes; type++)
      if (labels[type] >= 0 && labels[type] < static_cast<int>(elements.size())) element_of_type[type] = elements[labels[type]];
  }
  for (int type = 1; type <= atom->ntypes; type++)
    if (element_of_type[type].empty())
      stop("which element atom type " + std::to_string(type) + " is does not follow from pair_coeff; say it: elements, and one for each type");
}

/* Once: it goes on from run to run. */
void FixMTPQMML::start_engine()
{
  if (comm->me != 0 || engine) return;
  try {
    engine.reset(new Engine(settings.engine, [this](const std::string &line) { say(lmp, title + line); }));
  } catch (const InputError &problem) {
    error->one(FLERR, title + problem.what());
  }
}
