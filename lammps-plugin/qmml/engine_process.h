/* A program that LAMMPS has started, which ends when LAMMPS does, however that may be. */

#ifndef MTP_QMML_ENGINE_PROCESS_H
#define MTP_QMML_ENGINE_PROCESS_H

#include <string>
#include <sys/types.h>

namespace MTP {

class EngineProcess {
 public:
  /* Runs the command in a shell, with what it prints at the end of the file `log`. Throws InputError. */
  EngineProcess(const std::string &command, const std::string &log);
  /* Ends it, and what it has started. */
  ~EngineProcess();
  EngineProcess(const EngineProcess &) = delete;
  EngineProcess &operator=(const EngineProcess &) = delete;

  bool has_ended();
  /* Waits for its end; returns whether it came in time. */
  bool waits_for_end(double seconds);
  /* How it ended, and the last lines that it printed: "ended with status 1: ...". */
  std::string report() const;

 private:
  const std::string log;
  pid_t process = -1;
  /* The shell that watches over the command reads from here until LAMMPS is no more. */
  int life_line = -1;
  bool is_running = false, was_killed = false;
  int status = 0;

  void spawn(const std::string &command, int watched, int output);
};

}    // namespace MTP

#endif
