/* Clusters as extended XYZ: what an engine is given, and what it answered. */

#ifndef MTP_QMML_FRAME_FILE_H
#define MTP_QMML_FRAME_FILE_H

#include "../growing_file.h"
#include "cluster.h"
#include "ipi_server.h"

#include <string>
#include <vector>

namespace MTP {

/* The cluster as one frame, without labels; `elements` are those of the types, 1 and up. Å. */
std::string structure_text(const Cluster &cluster, const std::vector<std::string> &elements);

/* With energy, forces, the forces before they were replaced (ml_forces), and w (weight); eV, Å. `force_unit`: of LAMMPS, in eV/Å. */
std::string frame_text(const Cluster &cluster, const std::vector<std::string> &elements, const QMResult &result, int64_t step,
                       double force_unit);

/* A file of such frames. */
GrowingFile frame_file(const std::string &path);

}    // namespace MTP

#endif
