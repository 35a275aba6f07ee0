#include "engine_process.h"

#include "../input_error.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

extern char **environ;

using namespace MTP;

namespace {

constexpr double grace = 3.0;    // s, between being asked to end and being ended

/* Ends all processes of the group when LAMMPS does not hold the other end of descriptor 3 any more. */
const char *const watched_command =
    "(trap '' TERM; read -r line; kill -TERM 0; sleep 3; kill -KILL 0) <&3 & watcher=$!\n"
    "exec 3<&-\n"
    "(eval \"$1\")\n"
    "status=$?\n"
    "kill -KILL $watcher\n"
    "exit $status\n";

/* What mpirun tells its own processes would make those of another mpirun, or an engine with MPI, believe that they are some of them. */
bool belongs_to_mpi(const std::string &variable)
{
  if (variable.compare(0, 11, "OMPI_ALLOW_") == 0) return false;
  for (const char *prefix : {"OMPI_", "PMIX_", "PRTE_", "PMI_", "PMI2_", "HYD", "MPIR_", "MPI_LOCAL"})
    if (variable.compare(0, std::strlen(prefix), prefix) == 0) return true;
  return false;
}

std::vector<char *> environment_without_mpi()
{
  std::vector<char *> variables;
  for (char **variable = environ; *variable; variable++)
    if (!belongs_to_mpi(*variable)) variables.push_back(*variable);
  variables.push_back(nullptr);
  return variables;
}

std::string last_lines(const std::string &file)
{
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);)
    if (line.find_first_not_of(" \t\r") != std::string::npos) lines.push_back(line);
  std::string text;
  for (size_t i = lines.size() > 5 ? lines.size() - 5 : 0; i < lines.size(); i++) text += "\n    " + lines[i];
  return text;
}

}    // namespace

EngineProcess::EngineProcess(const std::string &command, const std::string &log) : log(log)
{
  int ends[2];
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (output < 0) throw InputError(log + ": " + std::strerror(errno));
  if (pipe2(ends, O_CLOEXEC) != 0) throw InputError(std::string("cannot start the engine: ") + std::strerror(errno));
  life_line = ends[1];
  spawn(command, ends[0], output);
  close(ends[0]);
  close(output);
  if (!is_running) {
    close(life_line);
    throw InputError(std::string("cannot start the engine: ") + std::strerror(errno));
  }
}

void EngineProcess::spawn(const std::string &command, int watched, int output)
{
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, output, 1);
  posix_spawn_file_actions_adddup2(&files, output, 2);
  posix_spawn_file_actions_adddup2(&files, watched, 3);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // A group of its own, so that it can be ended with all that it starts.
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setpgroup(&attributes, 0);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  const char *const words[] = {"sh", "-c", watched_command, "sh", command.c_str(), nullptr};
  const std::vector<char *> environment = environment_without_mpi();
  errno = posix_spawn(&process, "/bin/sh", &files, &attributes, const_cast<char *const *>(words), environment.data());
  is_running = errno == 0;
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
}

EngineProcess::~EngineProcess()
{
  if (!has_ended()) {
    kill(-process, SIGTERM);
    waits_for_end(grace);
  }
  // Its number belongs to it, and to its group, until here.
  kill(-process, SIGKILL);
  while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) continue;
  close(life_line);
}

bool EngineProcess::has_ended()
{
  siginfo_t end = {};
  if (is_running && (waitid(P_PID, process, &end, WEXITED | WNOHANG | WNOWAIT) != 0 || end.si_pid == process)) {
    is_running = false;
    was_killed = end.si_code != CLD_EXITED;
    status = end.si_status;
  }
  return !is_running;
}

bool EngineProcess::waits_for_end(double seconds)
{
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(static_cast<int64_t>(1000 * seconds));
  while (!has_ended()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

std::string EngineProcess::report() const
{
  const std::string end = (was_killed ? "was ended by signal " : "ended with status ") + std::to_string(status);
  const std::string lines = last_lines(log);
  return end + (lines.empty() ? "" : "; " + log + " ends with:" + lines);
}
