/* lmp-mtp: LAMMPS as its own program runs it, with the command `plugin` and the pair style mtp. */

#include "creation.h"

#include "input.h"
#include "lammps.h"

#include <cstdio>
#include <mpi.h>

#if defined(LAMMPS_EXCEPTIONS)
#include "exceptions.h"
#endif

using namespace LAMMPS_NS;

namespace {

int stop(const char *problem)
{
  std::fprintf(stderr, "lmp-mtp: %s\n", problem);
  MPI_Abort(MPI_COMM_WORLD, 1);
  return 1;
}

void run(int argc, char **argv)
{
  LAMMPS *lammps = new LAMMPS(argc, argv, MPI_COMM_WORLD);
  if (!MTP::plugins_were_brought()) stop("this liblammps cannot be given plugins from outside; use its own lmp");
  lammps->input->file();
  delete lammps;
}

}    // namespace

int main(int argc, char **argv)
{
  MPI_Init(&argc, &argv);
#if defined(LAMMPS_EXCEPTIONS)
  try {
    run(argc, argv);
  } catch (LAMMPSAbortException &) {
    return stop("LAMMPS stopped");
  } catch (LAMMPSException &) {
    MPI_Finalize();
    return 1;
  }
#else
  run(argc, argv);
#endif
  MPI_Barrier(MPI_COMM_WORLD);
  MPI_Finalize();
  return 0;
}
