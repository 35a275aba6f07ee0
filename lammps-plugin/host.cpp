#include "host.h"

#include "build_for.h"
#include "compatibility.h"
#include "library.h"
#include "lmptype.h"

#include <cstdlib>
#include <cstring>

using namespace LAMMPS_NS;

namespace {

/* "22Jul2025" from 20250722. */
std::string version_name(int version, const std::string &space = "")
{
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const int month = version / 100 % 100;
  if (month < 1 || month > 12) return std::to_string(version);
  return std::to_string(version % 100) + space + months[month - 1] + space + std::to_string(version / 10000);
}

std::string integer_sizes(size_t tag, size_t step)
{
  return tag == 8 ? "bigbig" : step == 8 ? "smallbig" : "smallsmall";
}

/* The handles of OpenMPI are pointers, those of MPICH, of its relatives and of LAMMPS's serial stubs are integers. */
std::string mpi_flavour() { return mpi_vendor() == "Open MPI" ? "OpenMPI" : "MPICH or none"; }

std::string describe(int version, const std::string &sizes, const std::string &mpi)
{
  return "LAMMPS " + version_name(version) + " (" + sizes + ", MPI: " + mpi + ")";
}

bool may_differ()
{
  const char *allowed = std::getenv("MTP_ALLOW_LAMMPS_MISMATCH");
  return allowed && std::strcmp(allowed, "1") == 0;
}

}    // namespace

std::string MTP::lammps_version_text() { return version_name(MTP_LAMMPS_VERSION, " "); }

std::string MTP::built_for()
{
  return describe(MTP_LAMMPS_VERSION, integer_sizes(sizeof(tagint), sizeof(bigint)), MTP_MPI_FLAVOUR);
}

std::string MTP::mismatch_with(void *lmp)
{
  const std::string host = describe(
      lammps_version(lmp), integer_sizes(lammps_extract_setting(lmp, "tagint"), lammps_extract_setting(lmp, "bigint")), mpi_flavour());
  if (host == built_for() || may_differ()) return "";
  return "it was built for " + built_for() + ", but this is " + host +
      "; build it for this one: make plugin LAMMPS=<where it is>";
}
