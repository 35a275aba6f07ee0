/* The part of pair style mtp that has to do with grades and deviations. */

#include "../pair_mtp.h"

#include "../input_error.h"
#include "../shared_file.h"
#include "atom.h"
#include "compute_mtp_atom.h"
#include "error.h"
#include "modify.h"
#include "neigh_list.h"
#include "update.h"

#include <cstring>

using namespace LAMMPS_NS;
using MTP::InputError;
using MTP::SiteQuantity;

/* ---- what they are measured against ------------------------------------------------------------------------------------------------ */

void PairMTP::check_active_set(const std::string &who) const
{
  int rows = VOLTERRA_NO_ACTIVE_SET;
  volterra_potential_active_set(potential.get(), &rows, nullptr);
  const std::string advice = "; make one: trainer select " + file + " TRAIN --almtp NEW.almtp";
  if (rows == VOLTERRA_NO_ACTIVE_SET) throw InputError(who + ": " + file + " has no active set, which grades are measured against" + advice);
  if (!has_grades())
    throw InputError(who + ": the active set of " + file + " was selected by configurations, and atoms have no grades against it" + advice +
                     " (mode neighbourhood)");
}

bool PairMTP::has_grades() const
{
  int rows = VOLTERRA_NO_ACTIVE_SET;
  volterra_potential_active_set(potential.get(), &rows, nullptr);
  return rows == VOLTERRA_ROWS_OF_ATOMS;
}

void PairMTP::use_posterior(const std::string &who, const std::string &name)
{
  if (name == posterior_file) return;
  if (!posterior_file.empty())
    throw InputError(who + ": " + name + " is a second posterior for " + file + ", beside " + posterior_file + "; use one of them");
  const MTP::SharedFile shared(lmp, name);
  const std::string &content = shared.content();
  if (volterra_potential_load_posterior(potential.get(), content.data(), content.size(), shared.path().c_str()) != VOLTERRA_OK)
    throw InputError(who + ": " + MTP::error_of(potential));
  compile();
  posterior_file = name;
}

/* ---- when ---------------------------------------------------------------------------------------------------------------------------- */

bool PairMTP::is_extrapolation_due() const { return extrapolation && extrapolation->is_due(update->ntimestep); }

/* Whether LAMMPS will ask for it on this step: fix pair says so beforehand, and computes are told by those who use them. */
bool PairMTP::is_wanted(SiteQuantity quantity) const
{
  if (quantity == SiteQuantity::grade && (gamma_flag || is_extrapolation_due())) return true;
  for (int i = 0; i < modify->ncompute; i++) {
    Compute *compute = modify->compute[i];
    const auto mtp = dynamic_cast<ComputeMTPAtom *>(compute);
    if (mtp && mtp->wants(this, quantity, update->ntimestep)) return true;
    const bool is_compute_pair = nextra > 0 && quantity == SiteQuantity::grade && std::strcmp(compute->style, "pair") == 0;
    if (is_compute_pair && compute->matchstep(update->ntimestep)) return true;
  }
  return false;
}

/* ---- evaluation ---------------------------------------------------------------------------------------------------------------------- */

void PairMTP::request(SiteQuantity quantity, volterra_results &results)
{
  double *room = values_of(quantity).begin(update->ntimestep, atom->nlocal);
  switch (quantity) {
    case SiteQuantity::grade: results.site_grades = room; break;
    case SiteQuantity::deviation: results.site_deviations = room; break;
    case SiteQuantity::relative_deviation: results.site_relative_deviations = room; break;
  }
}

const double *PairMTP::site_values(SiteQuantity quantity)
{
  MTP::SiteValues &known = values_of(quantity);
  if (known.is_of(update->ntimestep)) return known.data();
  volterra_results results = {};
  results.size = sizeof results;
  request(quantity, results);
  evaluate(results);
  return known.data();
}

void PairMTP::count_extrapolating()
{
  const double *grades = values_of(SiteQuantity::grade).data();
  extrapolating_count = 0.0;
  for (int i = 0; i < atom->nlocal; i++) extrapolating_count += grades[i] > 1.0 ? 1.0 : 0.0;
}

/* ---- what others want to know -------------------------------------------------------------------------------------------------------- */

/* fix pair sets the flag before the forces of its steps are computed, and takes the numbers afterwards. */
void *PairMTP::extract(const char *name, int &dimension)
{
  if (std::strcmp(name, "gamma_flag") != 0) return nullptr;
  dimension = 0;
  return &gamma_flag;
}

void *PairMTP::extract_peratom(const char *name, int &columns)
{
  if (std::strcmp(name, "gamma") != 0) return nullptr;
  try {
    check_active_set("pair style mtp: gamma");
  } catch (const InputError &problem) {
    error->all(FLERR, std::string(problem.what()));
  }
  columns = 0;
  return values_of(SiteQuantity::grade).data();
}

std::vector<MTP::GradedAtom> PairMTP::graded_atoms()
{
  const double *grades = site_values(SiteQuantity::grade);
  std::vector<MTP::GradedAtom> atoms;
  for (int i = 0; i < atom->nlocal; i++) {
    const double *x = atom->x[i];
    if (species_of_type[atom->type[i]] < 0) continue;
    atoms.push_back({{x[0], x[1], x[2]}, grades[i], atom->tag_enable ? static_cast<int64_t>(atom->tag[i]) : 0, atom->type[i]});
  }
  return atoms;
}

std::vector<int> PairMTP::label_of_type() const
{
  std::vector<int> labels(species_of_type.size(), -1);
  for (size_t type = 0; type < labels.size(); type++)
    if (species_of_type[type] >= 0) volterra_potential_species_label(potential.get(), species_of_type[type], &labels[type]);
  return labels;
}

std::vector<std::string> PairMTP::elements_by_label() const
{
  int count = 0;
  volterra_potential_species_count(potential.get(), &count);
  std::vector<std::string> elements(count);
  for (int species = 0; species < count; species++) {
    int label = -1;
    volterra_potential_species_label(potential.get(), species, &label);
    const std::string element = MTP::text(volterra_potential_species_element, potential.get(), species);
    if (label < 0 || label >= count || element.empty() || !elements[label].empty()) return {};
    elements[label] = element;
  }
  return elements;
}
