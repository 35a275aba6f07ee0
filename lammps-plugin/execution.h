/* How a potential is evaluated: the keywords precision and threads, and what the log says of them. */

#ifndef MTP_EXECUTION_H
#define MTP_EXECUTION_H

#include <cstdint>
#include <string>

namespace MTP {

struct Execution {
  int32_t precision = 0;    // a volterra_precision
  int threads = 1;

  /* Take the word behind the keyword; it is empty if there is none. */
  void set_precision(const std::string &word);
  void set_threads(const std::string &word);

  /* "x86-64-v3 (4 atoms per vector), double precision, 1 thread", and what to do if the processor could do better. */
  std::string description() const;
};

}    // namespace MTP

#endif
