/* Who computes the forces of the cluster: a client of an i-PI socket, started by us or by the user. */

#ifndef MTP_QMML_ENGINE_H
#define MTP_QMML_ENGINE_H

#include "cluster.h"
#include "engine_process.h"
#include "ipi_server.h"

#include <functional>
#include <memory>
#include <string>

namespace MTP {

struct EngineSettings {
  IPIAddress address;
  /* How to start it; empty: the user does. */
  std::string command;
  /* Of a call, and of the start. */
  double time_limit = 3600.0;    // s; 0: none
  int retries = 2;
  /* The cluster, for the engine's input, and what it prints. */
  std::string structure_file, log_file;
};

class Engine {
 public:
  /* Listens from now on. `say`: a line for the user. Throws InputError. */
  Engine(const EngineSettings &settings, std::function<void(const std::string &)> say);
  /* Lets the engine end by itself, if it is quick. */
  ~Engine();

  /* Throws InputError when all retries have failed. `structure`: the text of the structure file. */
  QMResult forces(const Cluster &cluster, bool is_new, const std::string &structure);

  /* Spent waiting for it. */
  double seconds() const { return seconds_; }

 private:
  const EngineSettings settings;
  std::function<void(const std::string &)> say;
  IPIServer server;
  std::unique_ptr<EngineProcess> process;
  /* Whether it has computed this cluster before. */
  bool has_answered = false;
  double seconds_ = 0.0;

  void change(const std::string &structure);
  void start(size_t atoms, const Patience &patience);
  void finish();
  void check() const;
  QMResult attempt(const Cluster &cluster);
};

}    // namespace MTP

#endif
