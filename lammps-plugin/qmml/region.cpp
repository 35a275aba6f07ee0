#include "region.h"

#include <algorithm>

using namespace MTP;

double RegionRule::outer() const { return blend > 0.0 ? radius + blend : release; }

Zone RegionRule::zone(double distance, Zone before, bool may_be_qm) const
{
  const double qm_end = blend > 0.0 ? outer() : before == Zone::qm ? release : radius;
  if (distance <= qm_end) return may_be_qm ? Zone::qm : Zone::buffer;
  return distance <= outer() + (before == Zone::ml ? buffer : buffer_release) ? Zone::buffer : Zone::ml;
}

double RegionRule::weight(double distance) const
{
  if (!(blend > 0.0)) return 1.0;
  const double t = std::clamp((distance - radius) / blend, 0.0, 1.0);
  return 1.0 - t * t * (3.0 - 2.0 * t);
}
