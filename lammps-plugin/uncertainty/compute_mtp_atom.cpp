#include "compute_mtp_atom.h"

#include "../input_error.h"
#include "../pair_mtp.h"
#include "atom.h"
#include "error.h"
#include "force.h"
#include "memory.h"
#include "update.h"
#include "utils.h"

using namespace LAMMPS_NS;
using MTP::InputError;
using MTP::SiteQuantity;

ComputeMTPAtom::ComputeMTPAtom(LAMMPS *lmp, int narg, char **arg) :
    Compute(lmp, narg, arg), title(std::string("compute ") + style), quantity(SiteQuantity::grade), number(0), pair(nullptr), room(0),
    values(nullptr)
{
  peratom_flag = 1;
  size_peratom_cols = 0;
  timeflag = 1;
}

ComputeMTPAtom::~ComputeMTPAtom() { memory->destroy(values); }

/* The last word, if there is one more. */
void ComputeMTPAtom::parse_number(int iarg, int narg, char **arg)
{
  if (iarg == narg) return;
  number = utils::is_integer(arg[iarg]) ? utils::inumeric(FLERR, arg[iarg], false, lmp) : 0;
  if (number < 1 || iarg + 1 < narg)
    error->all(FLERR, title + ": '" + arg[iarg] + "' is not the number of one of several styles mtp, and nothing else can stand there");
}

void ComputeMTPAtom::init() { pair = find_pair(); }

PairMTP *ComputeMTPAtom::find_pair() const
{
  for (const char *name : PairMTP::style_names)
    if (auto *found = dynamic_cast<PairMTP *>(force->pair_match(name, 1, number))) return found;
  if (number > 0) error->all(FLERR, title + ": there is no pair style mtp number " + std::to_string(number));
  error->all(FLERR, title + " needs one pair style mtp; if there are several, say which: compute " + id + " ... " + style + " ... N, N as in pair_coeff");
  return nullptr;
}

bool ComputeMTPAtom::wants(const PairMTP *from, SiteQuantity wanted, bigint step)
{
  return from == pair && wanted == quantity && matchstep(step);
}

void ComputeMTPAtom::compute_peratom()
{
  invoked_peratom = update->ntimestep;
  if (atom->nmax > room) {
    room = atom->nmax;
    memory->destroy(values);
    memory->create(values, room, "mtp/atom:values");
    vector_atom = values;
  }
  const double *found = pair->site_values(quantity);
  for (int i = 0; i < atom->nlocal; i++) values[i] = atom->mask[i] & groupbit ? found[i] : 0.0;
}

double ComputeMTPAtom::memory_usage() { return static_cast<double>(room) * sizeof(double); }

/* ---- compute ID group mtp/grade/atom [N] ------------------------------------------------------------------------------------------- */

ComputeMTPGradeAtom::ComputeMTPGradeAtom(LAMMPS *lmp, int narg, char **arg) : ComputeMTPAtom(lmp, narg, arg), given(nullptr)
{
  parse_number(3, narg, arg);
}

void ComputeMTPGradeAtom::init()
{
  if (given)
    pair = given;
  else
    ComputeMTPAtom::init();
  try {
    pair->check_active_set(title);
  } catch (const InputError &problem) {
    error->all(FLERR, std::string(problem.what()));
  }
}

/* ---- compute ID group mtp/std/atom FILE [relative] [N] ------------------------------------------------------------------------------- */

ComputeMTPStdAtom::ComputeMTPStdAtom(LAMMPS *lmp, int narg, char **arg) : ComputeMTPAtom(lmp, narg, arg)
{
  if (narg < 4) error->all(FLERR, title + " needs the file of the posterior: compute ID group mtp/std/atom FILE [relative] [N]");
  file = arg[3];
  const bool is_relative = narg > 4 && std::string(arg[4]) == "relative";
  quantity = is_relative ? SiteQuantity::relative_deviation : SiteQuantity::deviation;
  parse_number(is_relative ? 5 : 4, narg, arg);
}

void ComputeMTPStdAtom::init()
{
  ComputeMTPAtom::init();
  try {
    pair->use_posterior(title, file);
  } catch (const InputError &problem) {
    error->all(FLERR, std::string(problem.what()));
  }
}
