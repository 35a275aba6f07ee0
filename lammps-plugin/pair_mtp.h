/* pair_style mtp: moment tensor potentials. LAMMPS's arrays go to libvolterra as they are, forces, energies and virials come back. */

#ifndef LMP_PAIR_MTP_H
#define LMP_PAIR_MTP_H

#include "pair.h"

#include "execution.h"
#include "volterra_handles.h"

#include <string>
#include <vector>

namespace LAMMPS_NS {

class PairMTP : public Pair {
 public:
  PairMTP(class LAMMPS *);
  ~PairMTP() override;

  void settings(int, char **) override;
  void coeff(int, char **) override;
  void init_style() override;
  double init_one(int, int) override;
  void compute(int, int) override;
  double memory_usage() override;

 private:
  /* What pair_style says. */
  std::vector<std::string> species_names;
  double zbl_inner, zbl_outer;    // distance; 0: no repulsion is added
  MTP::Execution execution;

  /* What pair_coeff says. */
  std::string file;
  MTP::EvaluatorHandle evaluator;
  std::vector<int> species_of_type;
  double cutoff;

  void allocate();
  void forget_coefficients();
  int parse_keyword(int iarg, int narg, char **arg);
  MTP::PotentialHandle load(const std::string &name);
  void name_species(const MTP::PotentialHandle &potential) const;
  void map_types(const MTP::PotentialHandle &potential, const std::vector<std::string> &words);
  void compile(const MTP::PotentialHandle &potential);
  double energy_factor() const;
  void check_units() const;
  void check_special_bonds() const;
  void evaluate();
  [[noreturn]] void fail(const std::string &problem) const;
};

}    // namespace LAMMPS_NS

#endif
