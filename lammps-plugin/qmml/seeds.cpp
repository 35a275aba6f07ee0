#include "seeds.h"

#include <algorithm>
#include <limits>

using namespace MTP;

Seeds::Seeds(const Box &box, std::vector<Vector> given, double reach) : box(box), positions(std::move(given)), reach(reach)
{
  // Not more bins than seeds are good for.
  const int most = std::max(1, static_cast<int>(std::cbrt(static_cast<double>(positions.size()))) * 4);
  for (int k = 0; k < 3; k++) bins[k] = reach > 0.0 ? std::clamp(static_cast<int>(box.height(k) / reach), 1, most) : 1;
  seeds_of_bin.resize(static_cast<size_t>(bins[0]) * bins[1] * bins[2]);
  for (size_t seed = 0; seed < positions.size(); seed++) seeds_of_bin[number(bin(positions[seed]))].push_back(static_cast<int>(seed));
}

std::array<int, 3> Seeds::bin(const Vector &x) const
{
  const Vector place = box.fractional(x);
  std::array<int, 3> found;
  for (int k = 0; k < 3; k++) {
    const double wrapped = box.is_periodic(k) ? place[k] - std::floor(place[k]) : place[k];
    found[k] = static_cast<int>(std::clamp(std::floor(wrapped * bins[k]), 0.0, bins[k] - 1.0));
  }
  return found;
}

/* A bin and those beside it, each once. */
std::vector<int> Seeds::neighbours(int k, int bin) const
{
  std::vector<int> found;
  for (int shift = -1; shift <= 1; shift++) {
    int other = bin + shift;
    if (box.is_periodic(k)) other = (other + bins[k]) % bins[k];
    if (other < 0 || other >= bins[k] || std::find(found.begin(), found.end(), other) != found.end()) continue;
    found.push_back(other);
  }
  return found;
}

double Seeds::distance(const Vector &x) const
{
  double nearest = reach * reach;
  bool is_in_reach = false;
  const std::array<int, 3> own = bin(x);
  for (int i : neighbours(0, own[0]))
    for (int j : neighbours(1, own[1]))
      for (int k : neighbours(2, own[2]))
        for (int seed : seeds_of_bin[number({i, j, k})]) {
          const Vector d = box.nearest(x - positions[seed]);
          if (dot(d, d) > nearest) continue;
          nearest = dot(d, d);
          is_in_reach = true;
        }
  return is_in_reach ? std::sqrt(nearest) : std::numeric_limits<double>::infinity();
}

bool Seeds::surround_the_box(int k) const
{
  if (!box.is_periodic(k) || positions.empty()) return false;
  std::vector<double> places;
  for (const Vector &x : positions) {
    const double place = box.fractional(x)[k];
    places.push_back(place - std::floor(place));
  }
  std::sort(places.begin(), places.end());
  double gap = places.front() + 1.0 - places.back();
  for (size_t i = 1; i < places.size(); i++) gap = std::max(gap, places[i] - places[i - 1]);
  return gap * box.height(k) <= 2.0 * reach;
}
