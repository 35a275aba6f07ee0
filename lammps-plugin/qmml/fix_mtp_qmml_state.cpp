/* What fix mtp/qmml knows of each atom, from one step, process and run to the next. */

#include "fix_mtp_qmml.h"

#include "atom.h"
#include "comm.h"
#include "memory.h"

#include <algorithm>
#include <cstdio>

using namespace LAMMPS_NS;

void FixMTPQMML::grow_arrays(int atoms)
{
  memory->grow(state, atoms, column_count, "mtp/qmml:state");
  array_atom = state;
}

void FixMTPQMML::copy_arrays(int from, int to, int) { std::copy(state[from], state[from] + column_count, state[to]); }

void FixMTPQMML::set_arrays(int i)
{
  std::fill(state[i], state[i] + column_count, 0.0);
  std::copy(atom->x[i], atom->x[i] + 3, state[i] + place_column);
}

int FixMTPQMML::pack_exchange(int i, double *buffer)
{
  std::copy(state[i], state[i] + column_count, buffer);
  return column_count;
}

int FixMTPQMML::unpack_exchange(int i, double *buffer)
{
  std::copy(buffer, buffer + column_count, state[i]);
  return column_count;
}

/* The first number says how many there are. */
int FixMTPQMML::pack_restart(int i, double *buffer)
{
  buffer[0] = column_count + 1;
  std::copy(state[i], state[i] + column_count, buffer + 1);
  return column_count + 1;
}

/* What the fixes of the restart file know of an atom lies one after the other; this is number `place`. */
void FixMTPQMML::unpack_restart(int i, int place)
{
  const double *known = atom->extra[i];
  for (int other = 0; other < place; other++) known += static_cast<int>(known[0]);
  std::copy(known + 1, known + 1 + column_count, state[i]);
}

int FixMTPQMML::size_restart(int) { return maxsize_restart(); }

int FixMTPQMML::maxsize_restart() { return column_count + 1; }

void FixMTPQMML::write_restart(FILE *file)
{
  if (comm->me != 0) return;
  const double known[] = {summary.work, static_cast<double>(summary.calls)};
  const int size = sizeof known;
  std::fwrite(&size, sizeof size, 1, file);
  std::fwrite(known, size, 1, file);
}

void FixMTPQMML::restart(char *bytes)
{
  const double *known = reinterpret_cast<const double *>(bytes);
  summary.work = known[0];
  summary.calls = static_cast<int64_t>(known[1]);
}

double FixMTPQMML::memory_usage() { return static_cast<double>(atom->nmax) * column_count * sizeof(double); }
