/* The side of an i-PI socket that moves the atoms, for one client after the other.

   Messages begin with a header of twelve characters; integers have four bytes, numbers eight. Outside: hartree and bohr. */

#ifndef MTP_QMML_IPI_SERVER_H
#define MTP_QMML_IPI_SERVER_H

#include "box.h"
#include "ipi_address.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace MTP {

/* When to give up, and whether there is still somebody to wait for; both throw EngineFailure. */
class Patience {
 public:
  using Clock = std::chrono::steady_clock;

  /* `seconds` 0: for ever. `check` is called now and then. */
  Patience(double seconds, std::function<void()> check);

  /* Returns when the descriptor can be read. */
  void wait_for(int descriptor, const char *what) const;

 private:
  double seconds;
  Clock::time_point deadline;
  std::function<void()> check;
};

struct QMResult {
  /* eV */
  double energy;
  /* eV/Å */
  std::vector<Vector> forces;
};

class IPIServer {
 public:
  /* Listens from now on. Throws InputError. */
  explicit IPIServer(const IPIAddress &address);
  ~IPIServer();
  IPIServer(const IPIServer &) = delete;
  IPIServer &operator=(const IPIServer &) = delete;

  /* With the port that was found. */
  const IPIAddress &address() const { return address_; }

  bool is_connected() const { return client >= 0; }
  void wait_for_client(const Patience &patience);

  /* Lattice vectors and positions in Å. */
  QMResult forces(const std::array<Vector, 3> &cell, const std::vector<Vector> &positions, const Patience &patience);

  /* Tells the client that it is not needed any longer. */
  void dismiss();
  /* Without a word. */
  void drop();

 private:
  IPIAddress address_;
  int listener = -1, client = -1;

  int listen_on_file();
  int listen_on_port();
  [[noreturn]] void fail(const std::string &what) const;

  void send_bytes(const void *bytes, size_t count) const;
  void send_header(const std::string &header) const;
  void send_integer(int value) const;
  void send_numbers(const std::vector<double> &numbers) const;
  void send_structure(const std::array<Vector, 3> &cell, const std::vector<Vector> &positions) const;
  void receive_bytes(void *bytes, size_t count, const Patience &patience) const;
  std::string receive_header(const Patience &patience) const;
  int receive_integer(const Patience &patience) const;
  std::vector<double> receive_numbers(size_t count, const Patience &patience) const;
  QMResult receive_result(size_t atoms, const Patience &patience) const;
};

}    // namespace MTP

#endif
