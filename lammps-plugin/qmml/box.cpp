#include "box.h"

#include "domain.h"

using namespace MTP;

Box::Box(const LAMMPS_NS::Domain *domain) :
    origin{domain->boxlo[0], domain->boxlo[1], domain->boxlo[2]},
    vectors{Vector{domain->xprd, 0.0, 0.0}, Vector{domain->xy, domain->yprd, 0.0}, Vector{domain->xz, domain->yz, domain->zprd}},
    is_tilted(domain->triclinic != 0)
{
  for (int k = 0; k < 3; k++) {
    periodic[k] = domain->periodicity[k] != 0;
    // Fractional coordinate k changes by one over the height.
    Vector gradient;
    for (int axis = 0; axis < 3; axis++) {
      Vector unit = {0.0, 0.0, 0.0};
      unit[axis] = 1.0;
      gradient[axis] = fractional_difference(unit)[k];
    }
    heights[k] = 1.0 / length(gradient);
  }
}

Vector Box::fractional_difference(const Vector &d) const
{
  const auto &[a, b, c] = vectors;
  const double third = d[2] / c[2];
  const double second = (d[1] - c[1] * third) / b[1];
  return {(d[0] - b[0] * second - c[0] * third) / a[0], second, third};
}

Vector Box::nearest(Vector d) const
{
  for (int k = 2; k >= 0; k--)
    if (periodic[k]) d = d - std::round(d[k] / vectors[k][k]) * vectors[k];
  if (!is_tilted) return d;
  Vector shortest = d;
  const int i_end = periodic[0], j_end = periodic[1], k_end = periodic[2];
  for (int i = -i_end; i <= i_end; i++)
    for (int j = -j_end; j <= j_end; j++)
      for (int k = -k_end; k <= k_end; k++) {
        const Vector other = d + double(i) * vectors[0] + double(j) * vectors[1] + double(k) * vectors[2];
        if (dot(other, other) < dot(shortest, shortest)) shortest = other;
      }
  return shortest;
}
