/* The QM atoms and their buffer, cut out of the simulation: what an engine computes. */

#ifndef MTP_QMML_CLUSTER_H
#define MTP_QMML_CLUSTER_H

#include "box.h"
#include "region.h"

#include <cstdint>
#include <string>
#include <vector>

namespace MTP {

/* An atom of the cluster, as the process sends it that it belongs to. */
struct ClusterAtom {
  int64_t id, type, process, index;    // index: on its process
  int64_t region;
  double weight;
  double x[3], ml_force[3];

  Zone where() const { return static_cast<Zone>(region); }
};

struct ClusterSettings {
  /* Along which vectors of the box the cluster is periodic; -1: where its surroundings leave no gap. */
  std::array<int, 3> periodic = {-1, -1, -1};
  /* Å of empty space between the cluster and its images in the other directions. */
  double vacuum = 10.0;
};

/* Keeps its cell, and which image of each atom is meant, for as long as it has the same atoms. */
class Cluster {
 public:
  explicit Cluster(const ClusterSettings &settings) : settings(settings) {}

  /* Takes the atoms, in the order of their IDs, where they are now. Returns whether it is a new cluster, with other atoms or another cell.
     `surrounds`: whether the QM atoms and their buffer go all around the box along each vector. Throws InputError. */
  bool update(const std::vector<ClusterAtom> &atoms, const Box &box, const std::array<bool, 3> &surrounds);

  const std::vector<ClusterAtom> &atoms() const { return atoms_; }
  /* Lattice vectors; right-handed. */
  const std::array<Vector, 3> &cell() const { return cell_; }
  /* Within the cell in the directions of the vacuum, unwrapped in the others. */
  const std::vector<Vector> &positions() const { return positions_; }

  /* Such as "periodic along z, in a cell of 24.1 x 22.9 x 2.7 Å". */
  std::string description() const;

 private:
  const ClusterSettings settings;
  std::vector<ClusterAtom> atoms_;
  std::array<bool, 3> periodic = {false, false, false};
  std::array<Vector, 3> cell_;
  /* From places in the simulation to those in the cell. */
  Vector shift = {0.0, 0.0, 0.0};
  std::vector<Vector> positions_;

  std::array<bool, 3> periodicity(const Box &box, const std::array<bool, 3> &surrounds) const;
  bool has_same_atoms(const std::vector<ClusterAtom> &atoms) const;
  void follow(const Box &box);
  void begin(const Box &box);
  std::array<Vector, 3> directions(const Box &box) const;
  bool has_room() const;
};

}    // namespace MTP

#endif
