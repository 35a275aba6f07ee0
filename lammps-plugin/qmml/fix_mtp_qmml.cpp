#include "fix_mtp_qmml.h"

#include "../input_error.h"
#include "../records.h"
#include "../say.h"
#include "atom.h"
#include "comm.h"
#include "compute.h"
#include "domain.h"
#include "error.h"
#include "frame_file.h"
#include "memory.h"
#include "modify.h"
#include "universe.h"
#include "update.h"
#include "utils.h"

#include <algorithm>
#include <unistd.h>

using namespace LAMMPS_NS;
using namespace FixConst;
using namespace MTP;

namespace {

Vector vector_of(const double *numbers) { return {numbers[0], numbers[1], numbers[2]}; }

}    // namespace

const std::string FixMTPQMML::title = "fix mtp/qmml: ";

FixMTPQMML::FixMTPQMML(LAMMPS *lmp, int narg, char **arg) : Fix(lmp, narg, arg), seed_groupbit(0), state(nullptr), summary()
{
  try {
    settings = QMMLSettings::parse(std::vector<std::string>(arg + 3, arg + narg), atom->ntypes);
  } catch (const InputError &problem) {
    stop(problem.what());
  }
  name_files();
  if (comm->me == 0) cluster.reset(new Cluster(settings.cluster));
  if (comm->me == 0 && !settings.store.empty()) frames.reset(new GrowingFile(frame_file(settings.store)));

  scalar_flag = vector_flag = 1;
  size_vector = 8;
  global_freq = 1;
  extscalar = 1;
  extvector = 0;
  energy_global_flag = 1;
  peratom_flag = 1;
  size_peratom_cols = column_count;
  peratom_freq = 1;
  restart_global = restart_peratom = 1;
  create_attribute = 1;
  maxexchange = column_count;

  grow_arrays(atom->nmax);
  for (int i = 0; i < atom->nlocal; i++) set_arrays(i);
  atom->add_callback(Atom::GROW);
  atom->add_callback(Atom::RESTART);
}

FixMTPQMML::~FixMTPQMML()
{
  atom->delete_callback(id, Atom::GROW);
  atom->delete_callback(id, Atom::RESTART);
  memory->destroy(state);
}

/* LAMMPS may end without deleting its fixes. A partition that stops would be waited for by the others. */
void FixMTPQMML::stop(const std::string &problem)
{
  engine.reset();
  if (universe->nworlds > 1 && comm->me == 0) error->one(FLERR, title + problem);
  error->all(FLERR, title + problem);
}

/* Of each partition and fix. */
void FixMTPQMML::name_files()
{
  const std::string partition = universe->nworlds > 1 ? "." + std::to_string(universe->iworld) : "";
  settings.engine.structure_file = std::string(id) + ".qmml" + partition + ".xyz";
  settings.engine.log_file = std::string(id) + ".qmml" + partition + ".log";
  IPIAddress &address = settings.engine.address;
  if (address.is_unix && address.name.empty()) address.name = "volterra-" + std::to_string(getpid()) + "-" + id;
}

int FixMTPQMML::setmask() { return POST_FORCE | MIN_POST_FORCE; }

/* One eV in the units of the script. */
double FixMTPQMML::energy_unit() const
{
  return std::string(update->unit_style) == "real" ? utils::get_conversion_factor(utils::ENERGY, utils::METAL2REAL) : 1.0;
}

/* ---- on a step ----------------------------------------------------------------------------------------------------------------------- */

void FixMTPQMML::setup(int) { apply(true); }
void FixMTPQMML::min_setup(int) { apply(true); }
void FixMTPQMML::post_force(int) { apply(false); }
void FixMTPQMML::min_post_force(int) { apply(false); }

void FixMTPQMML::apply(bool is_first)
{
  if (is_first || update->ntimestep % settings.every == 0)
    call(is_first);
  else
    hold();
  for (int i = 0; i < atom->nlocal; i++) std::copy(atom->x[i], atom->x[i] + 3, state[i] + place_column);
}

/* The way of an atom since the last step; none at the begin of a run, which is where the one before ended. */
Vector FixMTPQMML::step_of(int i, const Box &box, bool is_first) const
{
  if (is_first) return {0.0, 0.0, 0.0};
  return box.nearest(vector_of(atom->x[i]) - vector_of(state[i] + place_column));
}

/* What was added at the last call goes on. */
void FixMTPQMML::hold()
{
  const Box box(domain);
  for (int i = 0; i < atom->nlocal; i++) {
    if (state[i][weight_column] == 0.0) continue;
    const Vector added = vector_of(state[i] + added_force_column);
    for (int k = 0; k < 3; k++) atom->f[i][k] += added[k];
    state[i][work_column] += dot(added, step_of(i, box, false));
  }
}

void FixMTPQMML::call(bool is_first)
{
  const Box box(domain);
  mark_seeds();
  const Seeds seeds = all_seeds(box);
  classify(seeds);
  const std::array<bool, 3> surrounds = {seeds.surround_the_box(0), seeds.surround_the_box(1), seeds.surround_the_box(2)};
  const std::vector<SentAtom> mine = sent_atoms(box, is_first);
  std::vector<SentAtom> atoms = deliver(lmp, mine, std::vector<int>(mine.size(), 0));
  std::sort(atoms.begin(), atoms.end(), [](const SentAtom &a, const SentAtom &b) { return a.id < b.id; });

  std::string problem;
  std::vector<Answer> answers;
  std::vector<int> destinations;
  std::vector<Summary> news;
  if (comm->me == 0) {
    try {
      answers = answer(atoms, box, surrounds);
    } catch (const InputError &failure) {
      problem = failure.what();
    }
    summary.has_failed = !problem.empty();
    news.push_back(summary);
    if (problem.empty())
      for (const SentAtom &atom : atoms) destinations.push_back(static_cast<int>(atom.process));
  }
  summary = deliver_to_all(lmp, news).front();
  if (summary.has_failed) stop(problem);
  take(deliver(lmp, answers, destinations));
}

/* ---- on each process ------------------------------------------------------------------------------------------------------------------ */

void FixMTPQMML::mark_seeds()
{
  const SeedSettings &seeds = settings.seeds;
  if (seed_groupbit != 0) {
    for (int i = 0; i < atom->nlocal; i++) state[i][seed_column] = atom->mask[i] & seed_groupbit ? 1.0 : 0.0;
    return;
  }
  Compute *compute = find_compute();
  if (!compute) stop("compute " + seeds.compute + " was deleted");
  compute->compute_peratom();
  modify->addstep_compute(update->ntimestep + settings.every - update->ntimestep % settings.every);
  for (int i = 0; i < atom->nlocal; i++) {
    const double value = seeds.column == 0 ? compute->vector_atom[i] : compute->array_atom[i][seeds.column - 1];
    const double limit = state[i][seed_column] != 0.0 ? seeds.release : seeds.threshold;
    state[i][seed_column] = (seeds.is_above ? value > limit : value < limit) ? 1.0 : 0.0;
  }
}

Seeds FixMTPQMML::all_seeds(const Box &box)
{
  std::vector<Vector> mine;
  for (int i = 0; i < atom->nlocal; i++)
    if (state[i][seed_column] != 0.0) mine.push_back(vector_of(atom->x[i]));
  return Seeds(box, deliver_to_all(lmp, mine), settings.region.reach());
}

void FixMTPQMML::classify(const Seeds &seeds)
{
  for (int i = 0; i < atom->nlocal; i++) {
    const double distance = seeds.distance(vector_of(atom->x[i]));
    const auto before = static_cast<Zone>(static_cast<int>(state[i][region_column]));
    const Zone now = settings.region.zone(distance, before, atom->mask[i] & groupbit);
    state[i][region_column] = static_cast<double>(now);
    state[i][weight_column] = now == Zone::qm ? settings.region.weight(distance) : 0.0;
  }
}

std::vector<FixMTPQMML::SentAtom> FixMTPQMML::sent_atoms(const Box &box, bool is_first)
{
  std::vector<SentAtom> sent;
  for (int i = 0; i < atom->nlocal; i++) {
    double *known = state[i];
    const Vector step = step_of(i, box, is_first), added = vector_of(known + added_force_column);
    const double work = known[work_column] + dot(added, step) / 2.0;
    if (known[region_column] == 0.0 && work == 0.0) continue;
    SentAtom record = {};
    record.id = atom->tag[i];
    record.type = atom->type[i];
    record.process = comm->me;
    record.index = i;
    record.region = static_cast<int64_t>(known[region_column]);
    record.weight = known[weight_column];
    std::copy(atom->x[i], atom->x[i] + 3, record.x);
    std::copy(atom->f[i], atom->f[i] + 3, record.ml_force);
    std::copy(step.begin(), step.end(), record.step);
    record.work = work;
    sent.push_back(record);
  }
  return sent;
}

void FixMTPQMML::take(const std::vector<Answer> &answers)
{
  for (int i = 0; i < atom->nlocal; i++) {
    std::fill(state[i] + qm_force_column, state[i] + qm_force_column + 3, 0.0);
    std::fill(state[i] + added_force_column, state[i] + added_force_column + 3, 0.0);
    state[i][work_column] = 0.0;
  }
  for (const Answer &answer : answers) {
    double *known = state[answer.index];
    std::copy(answer.qm_force, answer.qm_force + 3, known + qm_force_column);
    std::copy(answer.added_force, answer.added_force + 3, known + added_force_column);
    for (int k = 0; k < 3; k++) atom->f[answer.index][k] += answer.added_force[k];
  }
}

/* ---- on the first process -------------------------------------------------------------------------------------------------------------- */

/* For each atom, what is added to its force; the summary is brought up to date. Throws InputError. */
std::vector<FixMTPQMML::Answer> FixMTPQMML::answer(
    const std::vector<SentAtom> &atoms, const Box &box, const std::array<bool, 3> &surrounds)
{
  std::vector<ClusterAtom> members;
  for (const SentAtom &atom : atoms)
    if (atom.where() != Zone::ml) members.push_back(atom);
  const auto is_qm = [](const ClusterAtom &atom) { return atom.where() == Zone::qm; };
  summary.qm_atoms = std::count_if(members.begin(), members.end(), is_qm);
  summary.buffer_atoms = static_cast<int64_t>(members.size()) - summary.qm_atoms;
  QMResult result = {0.0, {}};
  if (summary.qm_atoms > 0) result = ask(members, box, surrounds);
  summary.energy = result.energy * energy_unit();
  std::vector<Answer> answers = mix(result, atoms);
  for (size_t i = 0; i < atoms.size(); i++)
    summary.work += atoms[i].work + dot(vector_of(answers[i].added_force), vector_of(atoms[i].step)) / 2.0;
  return answers;
}

QMResult FixMTPQMML::ask(const std::vector<ClusterAtom> &members, const Box &box, const std::array<bool, 3> &surrounds)
{
  const bool is_new = cluster->update(members, box, surrounds);
  if (is_new)
    say(lmp, title + std::to_string(summary.qm_atoms) + " QM atoms and " + std::to_string(summary.buffer_atoms) + " around them, " +
                 cluster->description());
  const QMResult result = engine->forces(*cluster, is_new, structure_text(*cluster, element_of_type));
  summary.calls++;
  summary.seconds = engine->seconds();
  if (frames) frames->append(frame_text(*cluster, element_of_type, result, update->ntimestep, 1.0 / energy_unit()));
  return result;
}

/* w (F_QM − F_ML) for the QM atoms, zero for the others. If the net force is removed, each QM atom bears of it in proportion to its weight. */
std::vector<FixMTPQMML::Answer> FixMTPQMML::mix(const QMResult &result, const std::vector<SentAtom> &atoms)
{
  std::vector<Answer> answers;
  Vector net = {0.0, 0.0, 0.0};
  double weights = 0.0;
  summary.largest_difference = 0.0;
  size_t member = 0;
  for (const SentAtom &atom : atoms) {
    Answer answer = {atom.index, {0.0, 0.0, 0.0}, {0.0, 0.0, 0.0}};
    const bool is_member = atom.where() != Zone::ml && !result.forces.empty();
    if (is_member && atom.where() == Zone::qm) {
      const Vector force = energy_unit() * result.forces[member], difference = force - vector_of(atom.ml_force);
      const Vector added = atom.weight * difference;
      std::copy(force.begin(), force.end(), answer.qm_force);
      std::copy(added.begin(), added.end(), answer.added_force);
      net = net + added;
      weights += atom.weight;
      summary.largest_difference = std::max(summary.largest_difference, length(difference));
    }
    if (is_member) member++;
    answers.push_back(answer);
  }
  summary.net_force = length(net);
  if (settings.removes_net_force && weights > 0.0)
    for (size_t i = 0; i < atoms.size(); i++)
      for (int k = 0; k < 3; k++) answers[i].added_force[k] -= atoms[i].weight / weights * net[k];
  return answers;
}

/* ---- what users see -------------------------------------------------------------------------------------------------------------------- */

/* What has to be added to the energy of the potential for it to be conserved. */
double FixMTPQMML::compute_scalar() { return -summary.work; }

double FixMTPQMML::compute_vector(int i)
{
  const double values[] = {double(summary.qm_atoms), double(summary.buffer_atoms), double(summary.calls), summary.energy,
                           summary.largest_difference, summary.net_force,           summary.work,         summary.seconds};
  return values[i];
}
