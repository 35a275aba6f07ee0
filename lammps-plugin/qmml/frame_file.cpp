#include "frame_file.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace MTP;

namespace {

std::string number(double value)
{
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, " %.16g", value);
  return buffer;
}

std::string numbers(const Vector &a) { return number(a[0]) + number(a[1]) + number(a[2]); }

/* Engines repeat the cell in all directions; where the cluster ends there is vacuum. */
std::string heading(const Cluster &cluster)
{
  std::string lattice;
  for (const Vector &side : cluster.cell()) lattice += numbers(side);
  return std::to_string(cluster.atoms().size()) + "\nLattice=\"" + lattice.substr(1) + "\" pbc=\"T T T\" Properties=species:S:1:pos:R:3";
}

std::string line(const Cluster &cluster, size_t i, const std::vector<std::string> &elements)
{
  return elements[cluster.atoms()[i].type] + numbers(cluster.positions()[i]);
}

/* Where the last whole frame ends. */
off_t end_of_last_frame(const Descriptor &file)
{
  const off_t size = file.size(), step = 1 << 20;
  off_t end = 0;
  std::string rest;     // bytes from `place` on that have been read
  off_t place = 0;
  long lines_left = 0;  // of the frame, behind its first line
  for (off_t begin = 0; begin < size; begin += step) {
    rest += file.read(begin, std::min(begin + step, size));
    size_t used = 0;
    for (size_t line_end; (line_end = rest.find('\n', used)) != std::string::npos; used = line_end + 1) {
      lines_left = lines_left == 0 ? std::strtol(rest.c_str() + used, nullptr, 10) + 1 : lines_left - 1;
      if (lines_left == 0) end = place + static_cast<off_t>(line_end) + 1;
    }
    rest.erase(0, used);
    place += static_cast<off_t>(used);
  }
  return end;
}

}    // namespace

std::string MTP::structure_text(const Cluster &cluster, const std::vector<std::string> &elements)
{
  std::string text = heading(cluster) + "\n";
  for (size_t i = 0; i < cluster.atoms().size(); i++) text += line(cluster, i, elements) + "\n";
  return text;
}

std::string MTP::frame_text(const Cluster &cluster, const std::vector<std::string> &elements, const QMResult &result, int64_t step,
                            double force_unit)
{
  std::string text = heading(cluster) + ":forces:R:3:region:S:1:ml_forces:R:3:weight:R:1:id:I:1 energy=" + number(result.energy).substr(1) +
      " step=" + std::to_string(step) + "\n";
  for (size_t i = 0; i < cluster.atoms().size(); i++) {
    const ClusterAtom &atom = cluster.atoms()[i];
    const double *f = atom.ml_force;
    text += line(cluster, i, elements) + numbers(result.forces[i]) + (atom.where() == Zone::qm ? " QM" : " buffer") +
        numbers(force_unit * Vector{f[0], f[1], f[2]}) + number(atom.weight) + " " + std::to_string(atom.id) + "\n";
  }
  return text;
}

GrowingFile MTP::frame_file(const std::string &path) { return GrowingFile(path, end_of_last_frame); }
