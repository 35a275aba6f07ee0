#include "cluster.h"

#include "../input_error.h"

#include <algorithm>
#include <cstdio>

using namespace MTP;

namespace {

/* The part of a cell's vacuum that may be used up by atoms that move apart before the cell is made larger. */
constexpr double vacuum_reserve = 0.25;

/* The middle of what periodic places 0 … 1 take up: opposite of the largest gap between them. */
double middle(std::vector<double> places)
{
  for (double &place : places) place -= std::floor(place);
  std::sort(places.begin(), places.end());
  double gap = places.front() + 1.0 - places.back(), end = places.front();
  for (size_t i = 1; i < places.size(); i++)
    if (places[i] - places[i - 1] > gap) {
      gap = places[i] - places[i - 1];
      end = places[i];
    }
  return end + (1.0 - gap) / 2.0;
}

/* The smallest and the largest component along a direction of unit length. */
std::array<double, 2> extent(const std::vector<Vector> &positions, const Vector &direction)
{
  std::array<double, 2> found = {dot(positions.front(), direction), dot(positions.front(), direction)};
  for (const Vector &x : positions) {
    found[0] = std::min(found[0], dot(x, direction));
    found[1] = std::max(found[1], dot(x, direction));
  }
  return found;
}

Vector unit(const Vector &a) { return 1.0 / length(a) * a; }

const char *const names[3] = {"x", "y", "z"};

}    // namespace

bool Cluster::update(const std::vector<ClusterAtom> &atoms, const Box &box, const std::array<bool, 3> &surrounds)
{
  const std::array<bool, 3> now = periodicity(box, surrounds);
  const bool is_same = now == periodic && has_same_atoms(atoms);
  atoms_ = atoms;
  if (is_same) {
    follow(box);
    if (has_room()) return false;
  }
  periodic = now;
  begin(box);
  return true;
}

std::array<bool, 3> Cluster::periodicity(const Box &box, const std::array<bool, 3> &surrounds) const
{
  std::array<bool, 3> found;
  for (int k = 0; k < 3; k++) {
    found[k] = settings.periodic[k] < 0 ? surrounds[k] : settings.periodic[k] == 1;
    const std::string name = names[k];
    if (found[k] && !box.is_periodic(k))
      throw InputError("the cluster cannot be periodic along " + name + ", where the box is not; leave " + name + " out of 'periodic'");
    if (!found[k] && surrounds[k])
      throw InputError("the QM atoms and their buffer go all around the box along " + name + "; add " + name +
                       " to 'periodic', or make the box larger");
  }
  return found;
}

bool Cluster::has_same_atoms(const std::vector<ClusterAtom> &atoms) const
{
  return std::equal(atoms.begin(), atoms.end(), atoms_.begin(), atoms_.end(),
                    [](const ClusterAtom &a, const ClusterAtom &b) { return a.id == b.id && a.type == b.type; });
}

/* The image of each atom that is nearest to where it was. */
void Cluster::follow(const Box &box)
{
  for (size_t i = 0; i < atoms_.size(); i++) {
    const double *x = atoms_[i].x;
    positions_[i] = positions_[i] + box.nearest(Vector{x[0], x[1], x[2]} + shift - positions_[i]);
  }
  for (int k = 0; k < 3; k++)
    if (periodic[k]) cell_[k] = box.vector(k);
}

void Cluster::begin(const Box &box)
{
  positions_.clear();
  for (const ClusterAtom &atom : atoms_) positions_.push_back({atom.x[0], atom.x[1], atom.x[2]});
  // All on one side of the gap, in the directions of the vacuum.
  for (int k = 2; k >= 0; k--) {
    if (periodic[k] || !box.is_periodic(k)) continue;
    std::vector<double> places;
    for (const Vector &x : positions_) places.push_back(box.fractional(x)[k]);
    const double centre = middle(places);
    for (size_t i = 0; i < places.size(); i++) positions_[i] = positions_[i] - std::round(places[i] - centre) * box.vector(k);
  }
  cell_ = directions(box);
  shift = {0.0, 0.0, 0.0};
  for (int k = 0; k < 3; k++) {
    if (periodic[k]) continue;
    const Vector direction = unit(cell_[k]);
    const std::array<double, 2> ends = extent(positions_, direction);
    const double side = std::ceil(ends[1] - ends[0] + settings.vacuum);
    shift = shift + (side / 2.0 - (ends[0] + ends[1]) / 2.0) * direction;
    cell_[k] = side * direction;
  }
  for (Vector &x : positions_) x = x + shift;
}

/* The box's own vectors where the cluster is periodic, and vectors that are perpendicular to these and to one another. */
std::array<Vector, 3> Cluster::directions(const Box &box) const
{
  std::array<Vector, 3> found = {box.vector(0), box.vector(1), box.vector(2)};
  std::vector<Vector> basis;    // of what the vectors so far span
  const auto without_basis = [&](Vector a) {
    for (const Vector &b : basis) a = a - dot(a, b) * b;
    return a;
  };
  for (bool is_periodic : {true, false})
    for (int k = 0; k < 3; k++) {
      if (periodic[k] != is_periodic) continue;
      const Vector rest = without_basis(found[k]);
      if (!is_periodic) found[k] = rest;
      basis.push_back(unit(rest));
    }
  return found;
}

bool Cluster::has_room() const
{
  for (int k = 0; k < 3; k++) {
    if (periodic[k]) continue;
    const std::array<double, 2> ends = extent(positions_, unit(cell_[k]));
    if (length(cell_[k]) - (ends[1] - ends[0]) < (1.0 - vacuum_reserve) * settings.vacuum) return false;
  }
  return true;
}

std::string Cluster::description() const
{
  std::string along, sides;
  for (int k = 0; k < 3; k++) {
    if (periodic[k]) along += std::string(along.empty() ? "" : ", ") + names[k];
    char side[32];
    std::snprintf(side, sizeof side, "%s%.4g", k > 0 ? " x " : "", length(cell_[k]));
    sides += side;
  }
  return (along.empty() ? "not periodic" : "periodic along " + along) + ", in a cell of " + sides;
}
