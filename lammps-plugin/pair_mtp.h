/* pair_style mtp: moment tensor potentials. LAMMPS's arrays go to libvolterra as they are, forces, energies and virials come back. */

#ifndef LMP_PAIR_MTP_H
#define LMP_PAIR_MTP_H

#include "pair.h"

#include "execution.h"
#include "uncertainty/extrapolation.h"
#include "uncertainty/site_values.h"
#include "volterra_handles.h"

#include <memory>
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
  void *extract(const char *, int &) override;
  /* Since 2022; before, nobody calls it. */
  virtual void *extract_peratom(const char *, int &);

  /* Under which names LAMMPS knows the style. */
  static const char *const style_names[2];

  /* For the computes, which throw what is wrong (InputError) with their name in front. */
  void check_active_set(const std::string &who) const;
  void use_posterior(const std::string &who, const std::string &name);

  /* What is known of each local atom at this step, evaluated now unless it was announced. */
  const double *site_values(MTP::SiteQuantity);

  /* The local atoms that the potential sees, with the grades of this step. */
  std::vector<MTP::GradedAtom> graded_atoms();
  /* By what number the file calls the species of each type, 1 and up. */
  std::vector<int> label_of_type() const;
  /* The elements in the order of these numbers; none if not all are known, or there are gaps. */
  std::vector<std::string> elements_by_label() const;

 private:
  /* What pair_style says. */
  std::vector<std::string> species_names;
  double zbl_inner, zbl_outer;    // distance; 0: no repulsion is added
  MTP::Execution execution;
  std::unique_ptr<MTP::ExtrapolationSettings> extrapolation_settings;

  /* What pair_coeff says. */
  std::string file;
  MTP::PotentialHandle potential;
  MTP::EvaluatorHandle evaluator;
  std::vector<int> species_of_type;
  double cutoff;

  /* Grades and deviations. */
  std::string posterior_file;
  MTP::SiteValues values[3];
  int gamma_flag;                   // set by fix pair on the steps on which it wants grades
  double extrapolating_count;       // of this process, for compute pair
  std::unique_ptr<MTP::Extrapolation> extrapolation;

  void allocate();
  void forget_coefficients();
  int parse_keyword(int iarg, int narg, char **arg);
  MTP::PotentialHandle load(const std::string &name);
  void name_species() const;
  void map_types(const std::vector<std::string> &words);
  void compile();
  void report_execution() const;
  double energy_factor() const;
  void check_units() const;
  void check_special_bonds() const;
  bool has_grades() const;
  bool is_wanted(MTP::SiteQuantity) const;
  bool is_extrapolation_due() const;
  MTP::SiteValues &values_of(MTP::SiteQuantity quantity) { return values[static_cast<int>(quantity)]; }
  void request(MTP::SiteQuantity, volterra_results &);
  void evaluate(volterra_results &);
  void count_extrapolating();
  [[noreturn]] void fail(const std::string &problem) const;
};

}    // namespace LAMMPS_NS

#endif
