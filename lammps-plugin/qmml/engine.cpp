#include "engine.h"

#include "../input_error.h"
#include "engine_failure.h"

#include <chrono>
#include <cerrno>
#include <cstring>
#include <fstream>

using namespace MTP;

namespace {

constexpr double farewell = 5.0;    // s for an engine that was told to end

}    // namespace

Engine::Engine(const EngineSettings &settings, std::function<void(const std::string &)> say) :
    settings(settings), say(std::move(say)), server(settings.address)
{
}

Engine::~Engine() { finish(); }

void Engine::finish()
{
  server.dismiss();
  if (process) process->waits_for_end(farewell);
  process.reset();
}

QMResult Engine::forces(const Cluster &cluster, bool is_new, const std::string &structure)
{
  const auto begin = std::chrono::steady_clock::now();
  if (is_new) change(structure);
  for (int failures = 0;;) {
    try {
      QMResult result = attempt(cluster);
      has_answered = true;
      seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      return result;
    } catch (const EngineFailure &failure) {
      server.drop();
      process.reset();
      const std::string problem = failure.what();
      if (failures++ == settings.retries)
        throw InputError("no QM forces after " + std::to_string(failures) + " attempt" + (failures > 1 ? "s" : "") + ": " + problem);
      say(problem + "; trying again");
    }
  }
}

/* The atoms or the cell are others from now on. */
void Engine::change(const std::string &structure)
{
  if (settings.command.empty() && has_answered)
    throw InputError("the atoms or the cell of the cluster have changed, and an engine keeps those that it has begun with; let the fix "
                     "start the engine (launch \"command\"), or see to it that the cluster stays: larger 'release' distances, a fixed group of seeds");
  finish();
  has_answered = false;
  std::ofstream file(settings.structure_file);
  file << structure;
  file.close();
  if (!file) throw InputError(settings.structure_file + ": " + std::strerror(errno));
}

QMResult Engine::attempt(const Cluster &cluster)
{
  const Patience patience(settings.time_limit, [this] { check(); });
  if (!server.is_connected()) start(cluster.atoms().size(), patience);
  try {
    return server.forces(cluster.cell(), cluster.positions(), patience);
  } catch (const EngineFailure &) {
    // The end of a process says more than that of its socket.
    if (process && process->waits_for_end(1.0)) check();
    throw;
  }
}

void Engine::start(size_t atoms, const Patience &patience)
{
  if (settings.command.empty()) {
    say("waiting for an engine at " + server.address().argument() + " that computes the " + std::to_string(atoms) + " atoms of " +
        settings.structure_file);
  } else {
    std::string command = server.address().fill_in(settings.command);
    replace_all(command, "{structure}", settings.structure_file);
    process.reset(new EngineProcess(command, settings.log_file));
    say("started '" + command + "'");
  }
  server.wait_for_client(patience);
}

/* Whether it makes sense to wait. */
void Engine::check() const
{
  if (process && process->has_ended()) throw EngineFailure("the engine " + process->report());
}
