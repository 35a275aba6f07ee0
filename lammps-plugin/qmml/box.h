/* The simulation box, as a set of lattice vectors. */

#ifndef MTP_QMML_BOX_H
#define MTP_QMML_BOX_H

#include <array>
#include <cmath>

namespace LAMMPS_NS {
class Domain;
}

namespace MTP {

using Vector = std::array<double, 3>;

inline Vector operator+(const Vector &a, const Vector &b) { return {a[0] + b[0], a[1] + b[1], a[2] + b[2]}; }
inline Vector operator-(const Vector &a, const Vector &b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }
inline Vector operator*(double factor, const Vector &a) { return {factor * a[0], factor * a[1], factor * a[2]}; }
inline double dot(const Vector &a, const Vector &b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline double length(const Vector &a) { return std::sqrt(dot(a, a)); }

class Box {
 public:
  explicit Box(const LAMMPS_NS::Domain *domain);

  const Vector &vector(int k) const { return vectors[k]; }
  bool is_periodic(int k) const { return periodic[k]; }
  /* The distance of the two faces that vector k leads from and to. */
  double height(int k) const { return heights[k]; }

  /* In units of the vectors; 0 … 1 in the box. */
  Vector fractional(const Vector &x) const { return fractional_difference(x - origin); }
  Vector fractional_difference(const Vector &d) const;

  /* The shortest of the vectors that differ from d by lattice vectors of the periodic directions. */
  Vector nearest(Vector d) const;

 private:
  Vector origin;
  std::array<Vector, 3> vectors;
  std::array<bool, 3> periodic;
  std::array<double, 3> heights;
  bool is_tilted;
};

}    // namespace MTP

#endif
