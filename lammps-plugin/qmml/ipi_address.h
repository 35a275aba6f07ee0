/* Where an i-PI server listens. */

#ifndef MTP_QMML_IPI_ADDRESS_H
#define MTP_QMML_IPI_ADDRESS_H

#include <string>

namespace MTP {

struct IPIAddress {
  bool is_unix = true;
  /* Of a UNIX socket, which is the file /tmp/ipi_NAME. */
  std::string name;
  std::string host;
  /* 0: one that is free. */
  int port = 0;

  /* HOST:PORT or unix:NAME. Throws InputError. */
  static IPIAddress parse(const std::string &text);

  std::string path() const { return "/tmp/ipi_" + name; }
  /* HOST:PORT or NAME:UNIX, as pw.x --ipi wants it. */
  std::string argument() const;
  /* Replaces {ipi}, {host}, {port} and {name}. */
  std::string fill_in(std::string command) const;
};

void replace_all(std::string &text, const std::string &what, const std::string &with);

}    // namespace MTP

#endif
