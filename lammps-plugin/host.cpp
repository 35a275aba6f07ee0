/* Asks LAMMPS through its C functions and the names of its symbols only: these can be relied upon whatever else differs. */

#include "host.h"

#include "library.h"
#include "lmptype.h"

#include <cstdlib>
#include <cstring>
#include <dlfcn.h>

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

bool process_has(const char *symbol) { return dlsym(RTLD_DEFAULT, symbol) != nullptr; }

/* The handles of OpenMPI are pointers, those of MPICH, of its relatives and of LAMMPS's serial stubs are integers. */
std::string mpi_of_process() { return process_has("ompi_mpi_comm_world") ? "OpenMPI" : "MPICH or none"; }

/* libstdc++ has two kinds of std::string, and the names of functions tell which they take. */
std::string strings_of_process() { return process_has("_ZN9LAMMPS_NS5Error3allERKSsiS2_") ? "older than C++11" : "C++11"; }

std::string describe(int version, const std::string &sizes, const std::string &mpi, const std::string &strings)
{
  return "LAMMPS " + version_name(version) + " (" + sizes + ", MPI: " + mpi + ", strings: " + strings + ")";
}

}    // namespace

std::string MTP::lammps_version_text() { return version_name(MTP_LAMMPS_VERSION, " "); }

std::string MTP::built_for()
{
  const char *strings = _GLIBCXX_USE_CXX11_ABI ? "C++11" : "older than C++11";
  return describe(MTP_LAMMPS_VERSION, integer_sizes(sizeof(tagint), sizeof(bigint)), MTP_MPI_FLAVOUR, strings);
}

bool MTP::mismatch_is_allowed()
{
  const char *allowed = std::getenv("MTP_ALLOW_LAMMPS_MISMATCH");
  return allowed && std::strcmp(allowed, "1") == 0;
}

std::string MTP::mismatch_with(void *lmp)
{
  const std::string host = describe(
      lammps_version(lmp), integer_sizes(lammps_extract_setting(lmp, "tagint"), lammps_extract_setting(lmp, "bigint")), mpi_of_process(),
      strings_of_process());
  if (host == built_for()) return "";
  return "it was built for " + built_for() + ", but this is " + host + "; build it for this one: make plugin LAMMPS=<where it is>";
}
