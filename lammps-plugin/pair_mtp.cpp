#include "pair_mtp.h"

#include "atom.h"
#include "comm.h"
#include "compatibility.h"
#include "force.h"
#include "input_error.h"
#include "memory.h"
#include "neigh_list.h"
#include "say.h"
#include "shared_file.h"
#include "species_map.h"
#include "update.h"
#include "utils.h"

#include <algorithm>

using namespace LAMMPS_NS;
using MTP::InputError;

namespace {

bool is_keyword(const std::string &word)
{
  return word == "species" || word == "zbl" || word == "precision" || word == "threads" || word == "extrapolation";
}

}    // namespace

/* The second name stays free if LAMMPS should get a style 'mtp' of its own. */
const char *const PairMTP::style_names[2] = {"mtp", "mtp/volterra"};

PairMTP::PairMTP(LAMMPS *lmp) :
    Pair(lmp), zbl_inner(0.0), zbl_outer(0.0), cutoff(0.0), gamma_flag(0), extrapolating_count(0.0)
{
  pvector = &extrapolating_count;
  restartinfo = 0;
  single_enable = 0;
  one_coeff = 1;
  manybody_flag = 1;
  centroidstressflag = CENTROID_AVAIL;
  unit_convert_flag = utils::get_supported_conversions(utils::ENERGY);
}

PairMTP::~PairMTP()
{
  if (copymode || !allocated) return;
  memory->destroy(setflag);
  memory->destroy(cutsq);
}

void PairMTP::allocate()
{
  allocated = 1;
  const int n = atom->ntypes + 1;
  memory->create(setflag, n, n, "pair:setflag");
  memory->create(cutsq, n, n, "pair:cutsq");
  forget_coefficients();
}

void PairMTP::forget_coefficients()
{
  extrapolation.reset();
  evaluator.reset();
  potential.reset();
  posterior_file.clear();
  nextra = 0;
  if (!allocated) return;
  for (int i = 1; i <= atom->ntypes; i++) std::fill_n(setflag[i], atom->ntypes + 1, 0);
}

/* ---- pair_style mtp [species S1 S2 ...] [zbl inner outer] [precision double|mixed] [threads N] [extrapolation ...] ------------ */

void PairMTP::settings(int narg, char **arg)
{
  check_units();
  forget_coefficients();
  species_names.clear();
  zbl_inner = zbl_outer = 0.0;
  execution = MTP::Execution();
  extrapolation_settings.reset();
  try {
    for (int iarg = 0; iarg < narg;) iarg = parse_keyword(iarg, narg, arg);
  } catch (const InputError &problem) {
    error->all(FLERR, std::string(problem.what()));
  }
}

/* Returns where the next keyword is. */
int PairMTP::parse_keyword(int iarg, int narg, char **arg)
{
  const std::string keyword = arg[iarg++];
  if (keyword == "zbl") {
    if (iarg + 2 > narg) throw InputError("pair style mtp: zbl needs two distances: zbl inner outer");
    zbl_inner = utils::numeric(FLERR, arg[iarg], false, lmp);
    zbl_outer = utils::numeric(FLERR, arg[iarg + 1], false, lmp);
    if (!(0.0 < zbl_inner && zbl_inner < zbl_outer))
      throw InputError("pair style mtp: zbl inner outer needs 0 < inner < outer");
    return iarg + 2;
  }
  if (keyword == "species") {
    while (iarg < narg && !is_keyword(arg[iarg])) species_names.push_back(arg[iarg++]);
    if (species_names.empty()) throw InputError("pair style mtp: species needs the elements of the potential, in the order of its file");
    return iarg;
  }
  if (keyword == "extrapolation") {
    extrapolation_settings.reset(new MTP::ExtrapolationSettings);
    return extrapolation_settings->parse(iarg, narg, arg);
  }
  const std::string value = iarg < narg ? arg[iarg] : "";
  if (keyword == "precision") {
    execution.set_precision(value);
    return iarg + 1;
  }
  if (keyword == "threads") {
    execution.set_threads(value);
    return iarg + 1;
  }
  throw InputError("pair style mtp does not know the keyword '" + keyword + "'; there are: species S1 S2 ..., zbl inner outer, precision "
                   "double|mixed, threads N, extrapolation [save G] [break G] [file NAME] [every N]");
}

void PairMTP::check_units() const
{
  const std::string units = update->unit_style;
  if (units != "metal" && units != "real")
    error->all(FLERR, "pair style mtp needs 'units metal' or 'units real', not 'units " + units + "'");
}

/* ---- pair_coeff * * FILE [S1 S2 ...] --------------------------------------------------------------------------------------------- */

void PairMTP::coeff(int narg, char **arg)
{
  if (narg < 3 || std::string(arg[0]) != "*" || std::string(arg[1]) != "*")
    error->all(FLERR, std::string("pair style mtp needs: pair_coeff * * FILE and, for each atom type, its element"));
  if (!allocated) allocate();
  forget_coefficients();
  try {
    potential = load(arg[2]);
    name_species();
    map_types(std::vector<std::string>(arg + 3, arg + narg));
    compile();
    report_execution();
    if (extrapolation_settings) check_active_set("pair style mtp: the keyword extrapolation");
  } catch (const InputError &problem) {
    error->all(FLERR, std::string(problem.what()));
  }
}

MTP::PotentialHandle PairMTP::load(const std::string &name)
{
  const MTP::SharedFile shared(lmp, name);
  MTP::PotentialHandle loaded(volterra_potential_new());
  const std::string &content = shared.content();
  if (volterra_potential_load_bytes(loaded.get(), content.data(), content.size(), shared.path().c_str()) != VOLTERRA_OK)
    throw InputError(MTP::error_of(loaded));
  file = name;
  return loaded;
}

/* Gives the species of a file without names those of the keyword 'species'. */
void PairMTP::name_species() const
{
  if (species_names.empty()) return;
  int count = 0;
  volterra_potential_species_count(potential.get(), &count);
  if (count != static_cast<int>(species_names.size()))
    throw InputError("pair style mtp: the keyword species names " + std::to_string(species_names.size()) + " elements, but " + file +
                     " has " + std::to_string(count) + " species");
  for (int species = 0; species < count; species++) {
    const std::string known = MTP::text(volterra_potential_species_element, potential.get(), species);
    if (!known.empty() && known != species_names[species])
      throw InputError("pair style mtp: the keyword species names " + species_names[species] + ", but " + file + " says that it is " + known);
    if (volterra_potential_set_element(potential.get(), species, species_names[species].c_str()) != VOLTERRA_OK)
      throw InputError(MTP::error_of(potential));
  }
}

void PairMTP::map_types(const std::vector<std::string> &words)
{
  const MTP::SpeciesMap map(potential.get(), file, atom->ntypes, words);
  species_of_type = map.species_of_type();
  for (int i = 1; i <= atom->ntypes; i++)
    for (int j = i; j <= atom->ntypes; j++) setflag[i][j] = species_of_type[i] >= 0 && species_of_type[j] >= 0 ? 1 : 0;
  if (zbl_outer > 0.0 && !map.has_elements())
    throw InputError("pair style mtp: zbl needs to know the elements, and " + file + " does not say them; name them, in its order, in front of "
                     "the keyword: pair_style mtp species S1 ... zbl " + std::to_string(zbl_inner) + " " + std::to_string(zbl_outer));
  if (!map.assumption().empty() && comm->me == 0) error->warning(FLERR, map.assumption());
  MTP::say(lmp, "pair style mtp: " + file + ": " + map.description());
}

void PairMTP::compile()
{
  volterra_options options = {};
  options.size = sizeof options;
  options.threads = execution.threads;
  options.precision = execution.precision;
  options.energy_factor = energy_factor();
  options.zbl_inner = zbl_inner;
  options.zbl_outer = zbl_outer;
  volterra_evaluator *compiled = nullptr;
  if (volterra_evaluator_new_with_options(potential.get(), &options, &compiled) != VOLTERRA_OK)
    throw InputError(file + ": " + MTP::error_of(potential));
  evaluator.reset(compiled);
  volterra_potential_cutoff(potential.get(), &cutoff);
  nextra = has_grades() ? 1 : 0;
}

void PairMTP::report_execution() const { MTP::say(lmp, "pair style mtp: " + execution.description()); }

/* From eV to the units of the script. */
double PairMTP::energy_factor() const
{
  const bool is_real = std::string(update->unit_style) == "real";
  return is_real ? utils::get_conversion_factor(utils::ENERGY, utils::METAL2REAL) : 1.0;
}

/* ---- before a run ------------------------------------------------------------------------------------------------------------------ */

void PairMTP::init_style()
{
  if (force->newton_pair == 0)
    error->all(FLERR, std::string("pair style mtp needs 'newton on' (the default), because atoms act on neighbours of other processes; remove "
                                  "'newton off' from the script, or '-sf', '-pk' settings that switch it off"));
  check_special_bonds();
  request_full_list(neighbor, error, this, instance_me);
  if (extrapolation_settings && !extrapolation) extrapolation.reset(new MTP::Extrapolation(lmp, this, *extrapolation_settings));
}

/* A pair that special_bonds removes from the neighbour list is missing from the energies of its atoms, and one that it scales is not
   scaled. */
void PairMTP::check_special_bonds() const
{
  if (atom->molecular == Atom::ATOMIC) return;
  const double *factor = force->special_lj;
  const bool is_affected = (atom->nbonds > 0 && (factor[1] != 1.0 || factor[2] != 1.0 || factor[3] != 1.0));
  if (is_affected)
    error->all(FLERR, std::string("pair style mtp needs all pairs, but special_bonds takes bonded ones away; write 'special_bonds lj 1 1 1'"));
}

double PairMTP::init_one(int i, int j)
{
  if (setflag[i][j] == 0) error->all(FLERR, std::string("All pair coeffs are not set"));
  return cutoff;
}

/* ---- every step ------------------------------------------------------------------------------------------------------------------- */

void PairMTP::compute(int eflag, int vflag)
{
  ev_init(eflag, vflag);
  volterra_results results = {};
  results.size = sizeof results;
  if (list->inum > 0) results.forces = atom->f[0];
  if (eflag_global) results.energy = &eng_vdwl;
  if (eflag_atom) results.site_energies = eatom;
  if (vflag_global) results.virial = virial;
  if (vflag_atom) results.site_virials = vatom[0];
  if (cvflag_atom) results.site_virial_tensors = cvatom[0];
  for (MTP::SiteQuantity quantity : MTP::all_site_quantities) {
    values_of(quantity).forget();
    if (is_wanted(quantity)) request(quantity, results);
  }
  evaluate(results);
  if (results.site_grades) count_extrapolating();
  if (vflag_fdotr) virial_fdotr_compute();
  if (is_extrapolation_due()) extrapolation->check();
}

void PairMTP::evaluate(volterra_results &results)
{
  if (list->inum == 0) return;
  volterra_list atoms = {};
  atoms.size = sizeof atoms;
  atoms.atom_count = atom->nlocal + atom->nghost;
  atoms.positions = atom->x[0];
  atoms.types = atom->type;
  atoms.species_of_type = species_of_type.data();
  atoms.type_count = atom->ntypes;
  atoms.centre_count = list->inum;
  atoms.centres = list->ilist;
  atoms.neighbour_counts = list->numneigh;
  atoms.neighbours = list->firstneigh;
  atoms.neighbour_mask = NEIGHMASK;
  atoms.atom_ids = atom->tag_enable ? atom->tag : nullptr;
  atoms.atom_id_size = sizeof(tagint);
  if (volterra_evaluate_list(evaluator.get(), &atoms, &results) != VOLTERRA_OK) fail(MTP::error_of(evaluator));
}

void PairMTP::fail(const std::string &problem) const
{
  error->one(FLERR, "pair style mtp (" + file + "), step " + std::to_string(update->ntimestep) + ", process " +
                 std::to_string(comm->me) + ": " + problem);
}

double PairMTP::memory_usage()
{
  int64_t bytes = 0;
  if (evaluator) volterra_evaluator_memory(evaluator.get(), &bytes);
  for (const MTP::SiteValues &kept : values) bytes += static_cast<int64_t>(kept.bytes());
  return Pair::memory_usage() + static_cast<double>(bytes);
}
