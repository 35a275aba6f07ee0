/* Which atoms are QM atoms, and which are their buffer, by their distance d to the nearest seed. */

#ifndef MTP_QMML_REGION_H
#define MTP_QMML_REGION_H

namespace MTP {

enum class Zone { ml = 0, buffer = 1, qm = 2 };

struct RegionRule {
  /* Å. An atom becomes a QM atom at `radius` and is one until `release`. */
  double radius = -1.0, release = -1.0;
  /* With smooth blending QM forces count less from `radius` on, and nothing at `radius + blend`; there is no hysteresis then. */
  double blend = 0.0;
  /* Counted from where QM atoms end. */
  double buffer = -1.0, buffer_release = -1.0;

  /* Where QM atoms end. */
  double outer() const;
  /* Where the buffer ends. */
  double reach() const { return outer() + buffer_release; }

  /* `may_be_qm`: whether the forces on the atom may be replaced. */
  Zone zone(double distance, Zone before, bool may_be_qm) const;

  /* w in F = w F_QM + (1 − w) F_ML of a QM atom: with t = (d − radius) / blend, 1 − t² (3 − 2 t). */
  double weight(double distance) const;
};

}    // namespace MTP

#endif
