/* fix mtp/qmml: forces from an engine on the atoms around some seeds, in a simulation that goes on with the pair style everywhere else. */

#ifndef LMP_FIX_MTP_QMML_H
#define LMP_FIX_MTP_QMML_H

#include "fix.h"

#include "box.h"
#include "cluster.h"
#include "../growing_file.h"
#include "engine.h"
#include "seeds.h"
#include "settings.h"

#include <memory>
#include <string>
#include <vector>

namespace LAMMPS_NS {

class FixMTPQMML : public Fix {
 public:
  FixMTPQMML(class LAMMPS *, int, char **);
  ~FixMTPQMML() override;

  int setmask() override;
  void init() override;
  void setup(int) override;
  void min_setup(int) override;
  void post_force(int) override;
  void min_post_force(int) override;

  double compute_scalar() override;
  double compute_vector(int) override;
  double memory_usage() override;

  /* What is known of each atom goes with it, and into restart files. */
  void grow_arrays(int) override;
  void copy_arrays(int, int, int) override;
  void set_arrays(int) override;
  int pack_exchange(int, double *) override;
  int unpack_exchange(int, double *) override;
  int pack_restart(int, double *) override;
  void unpack_restart(int, int) override;
  int size_restart(int) override;
  int maxsize_restart() override;
  void write_restart(FILE *) override;
  void restart(char *) override;

 private:
  /* Of each atom, and what dumps see as f_ID[1] and so on: LAMMPS reads all columns of an array, or none. */
  enum Column {
    region_column,
    qm_force_column,
    weight_column = qm_force_column + 3,
    added_force_column,
    seed_column = added_force_column + 3,
    place_column,                      // at the last step
    work_column = place_column + 3,    // of the added force since the last call
    column_count
  };

  /* What all processes know of the last call. */
  struct Summary {
    int64_t has_failed, qm_atoms, buffer_atoms, calls;
    double energy, largest_difference, net_force, work, seconds;
  };

  /* An atom of the cluster, or one that has just left it. */
  struct SentAtom : MTP::ClusterAtom {
    double step[3];    // its way since the last step
    double work;       // of the added force, up to what the new one does on half of that way
  };

  struct Answer {
    int64_t index;
    double qm_force[3], added_force[3];
  };

  /* In front of messages. */
  static const std::string title;

  MTP::QMMLSettings settings;
  std::vector<std::string> element_of_type;
  int seed_groupbit;
  double **state;
  Summary summary;

  /* On the first process. */
  std::unique_ptr<MTP::Cluster> cluster;
  std::unique_ptr<MTP::Engine> engine;
  std::unique_ptr<MTP::GrowingFile> frames;

  [[noreturn]] void stop(const std::string &problem);
  double energy_unit() const;
  void name_files();

  /* Before a run. */
  void check_seeds();
  class Compute *find_compute() const;
  void check_style_of_run();
  void check_order_of_fixes();
  void find_elements();
  void start_engine();

  /* On a step. */
  void apply(bool is_first);
  void hold();
  void call(bool is_first);
  void mark_seeds();
  MTP::Vector step_of(int i, const MTP::Box &box, bool is_first) const;
  MTP::Seeds all_seeds(const MTP::Box &box);
  void classify(const MTP::Seeds &seeds);
  std::vector<SentAtom> sent_atoms(const MTP::Box &box, bool is_first);
  std::vector<Answer> answer(const std::vector<SentAtom> &atoms, const MTP::Box &box, const std::array<bool, 3> &surrounds);
  std::vector<Answer> mix(const MTP::QMResult &result, const std::vector<SentAtom> &atoms);
  MTP::QMResult ask(const std::vector<MTP::ClusterAtom> &members, const MTP::Box &box, const std::array<bool, 3> &surrounds);
  void take(const std::vector<Answer> &answers);
};

}    // namespace LAMMPS_NS

#endif
