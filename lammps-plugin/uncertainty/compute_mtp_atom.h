/* compute mtp/grade/atom and compute mtp/std/atom: what the pair style finds of each atom, on the steps that somebody asks for. */

#ifndef LMP_COMPUTE_MTP_ATOM_H
#define LMP_COMPUTE_MTP_ATOM_H

#include "compute.h"

#include "site_values.h"

#include <string>

namespace LAMMPS_NS {

class PairMTP;

class ComputeMTPAtom : public Compute {
 public:
  ComputeMTPAtom(class LAMMPS *, int, char **);
  ~ComputeMTPAtom() override;

  void init() override;
  void compute_peratom() override;
  double memory_usage() override;

  /* Whether the pair style shall find that quantity while it computes the forces of a step: LAMMPS has announced that it will be asked for. */
  bool wants(const PairMTP *, MTP::SiteQuantity, bigint step);

 protected:
  /* How the compute is called in messages. */
  const std::string title;
  MTP::SiteQuantity quantity;
  /* Which of several styles mtp; 0 if there is one only. */
  int number;
  PairMTP *pair;

  void parse_number(int iarg, int narg, char **arg);
  PairMTP *find_pair() const;

 private:
  int room;
  double *values;
};

/* compute ID group mtp/grade/atom [N] */
class ComputeMTPGradeAtom : public ComputeMTPAtom {
 public:
  ComputeMTPGradeAtom(class LAMMPS *, int, char **);
  void init() override;

  /* Takes the grades of this pair style, whatever others there are. */
  void use(PairMTP *only) { given = only; }

 private:
  PairMTP *given;
};

/* compute ID group mtp/std/atom FILE [relative] [N] */
class ComputeMTPStdAtom : public ComputeMTPAtom {
 public:
  ComputeMTPStdAtom(class LAMMPS *, int, char **);
  void init() override;

 private:
  std::string file;
};

}    // namespace LAMMPS_NS

#endif
