#include "ipi_server.h"

#include "../input_error.h"
#include "engine_failure.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

using namespace MTP;

namespace {

/* CODATA 2018, as in the trainer. */
constexpr double bohr = 0.529177210903;
constexpr double hartree = 2 * 13.605693122994;

constexpr size_t header_length = 12;
constexpr int longest_remark = 1 << 28;
constexpr int poll_interval = 50;    // ms
constexpr timeval longest_send = {60, 0};    // for an engine that has said that it is ready

/* Only what the client sent can be wrong. */
[[noreturn]] void fail_malformed(const std::string &what) { throw EngineFailure("the engine sends " + what); }

}    // namespace

Patience::Patience(double seconds, std::function<void()> check) :
    seconds(seconds), deadline(Clock::now() + std::chrono::milliseconds(static_cast<int64_t>(1000 * seconds))), check(std::move(check))
{
}

void Patience::wait_for(int descriptor, const char *what) const
{
  while (true) {
    pollfd request = {descriptor, POLLIN, 0};
    if (poll(&request, 1, poll_interval) > 0) return;
    check();
    if (seconds > 0.0 && Clock::now() >= deadline)
      throw EngineFailure(std::string("no ") + what + " within the time-limit of " + std::to_string(std::lround(seconds)) + " s");
  }
}

/* ---- who talks ----------------------------------------------------------------------------------------------------------------------- */

IPIServer::IPIServer(const IPIAddress &address) : address_(address)
{
  listener = address.is_unix ? listen_on_file() : listen_on_port();
  if (listen(listener, 1) != 0) fail(std::strerror(errno));
}

IPIServer::~IPIServer()
{
  drop();
  if (listener < 0) return;
  close(listener);
  if (address_.is_unix) unlink(address_.path().c_str());
}

void IPIServer::fail(const std::string &what) const
{
  if (listener >= 0) close(listener);
  const std::string place = address_.is_unix ? "unix:" + address_.name + " (" + address_.path() + ")" : address_.argument();
  throw InputError("cannot listen at ipi " + place + ": " + what + "; choose another address");
}

int IPIServer::listen_on_file()
{
  sockaddr_un place = {};
  place.sun_family = AF_UNIX;
  std::strncpy(place.sun_path, address_.path().c_str(), sizeof place.sun_path - 1);
  const auto *generic = reinterpret_cast<const sockaddr *>(&place);
  // A file that nobody listens at was left by a run that was killed.
  const int trial = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool is_in_use = connect(trial, generic, sizeof place) == 0;
  const bool is_left_over = !is_in_use && errno == ECONNREFUSED;
  close(trial);
  if (is_in_use) fail("another program listens there");
  if (is_left_over) unlink(place.sun_path);
  listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0 || bind(listener, generic, sizeof place) != 0) fail(std::strerror(errno));
  return listener;
}

int IPIServer::listen_on_port()
{
  addrinfo hints = {}, *found = nullptr;
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(address_.host.c_str(), std::to_string(address_.port).c_str(), &hints, &found) != 0) fail("there is no such host");
  listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const int status = bind(listener, found->ai_addr, found->ai_addrlen);
  freeaddrinfo(found);
  if (status != 0) fail(std::strerror(errno));
  sockaddr_in bound = {};
  socklen_t size = sizeof bound;
  if (getsockname(listener, reinterpret_cast<sockaddr *>(&bound), &size) == 0) address_.port = ntohs(bound.sin_port);
  return listener;
}

void IPIServer::wait_for_client(const Patience &patience)
{
  patience.wait_for(listener, "engine connected");
  client = accept(listener, nullptr, nullptr);
  if (client < 0) throw EngineFailure(std::string("an engine could not connect: ") + std::strerror(errno));
  fcntl(client, F_SETFD, FD_CLOEXEC);
  setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &longest_send, sizeof longest_send);
  const int yes = 1;
  if (!address_.is_unix) setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

void IPIServer::dismiss()
{
  if (client < 0) return;
  try {
    send_header("EXIT");
  } catch (const EngineFailure &) {
    // It has gone already.
  }
  drop();
}

void IPIServer::drop()
{
  if (client >= 0) close(client);
  client = -1;
}

/* ---- what is said -------------------------------------------------------------------------------------------------------------------- */

QMResult IPIServer::forces(const std::array<Vector, 3> &cell, const std::vector<Vector> &positions, const Patience &patience)
{
  bool has_sent = false;
  while (true) {
    send_header("STATUS");
    const std::string status = receive_header(patience);
    if (status == "NEEDINIT") {
      send_header("INIT");
      send_integer(0);
      send_integer(1);
      send_bytes(" ", 1);
    } else if (status == "READY" && !has_sent) {
      send_structure(cell, positions);
      has_sent = true;
    } else if (status == "HAVEDATA" && has_sent) {
      send_header("GETFORCE");
      const std::string answer = receive_header(patience);
      if (answer != "FORCEREADY") fail_malformed("'" + answer + "' instead of 'FORCEREADY'");
      return receive_result(positions.size(), patience);
    } else {
      fail_malformed("the status '" + status + "' where " + (has_sent ? "'HAVEDATA'" : "'NEEDINIT' or 'READY'") + " is due");
    }
  }
}

/* The bytes of a cell are those of the matrix with the lattice vectors as its columns, row by row. */
void IPIServer::send_structure(const std::array<Vector, 3> &cell, const std::vector<Vector> &positions) const
{
  const auto cross = [](const Vector &a, const Vector &b) {
    return Vector{a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  };
  const double volume = dot(cell[0], cross(cell[1], cell[2]));
  std::vector<double> matrix, inverse, coordinates;
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++) matrix.push_back(cell[column][row] / bohr);
  for (int row = 0; row < 3; row++)
    for (double number : cross(cell[(row + 1) % 3], cell[(row + 2) % 3])) inverse.push_back(number / volume * bohr);
  for (const Vector &x : positions)
    for (double number : x) coordinates.push_back(number / bohr);
  send_header("POSDATA");
  send_numbers(matrix);
  send_numbers(inverse);
  send_integer(static_cast<int>(positions.size()));
  send_numbers(coordinates);
}

QMResult IPIServer::receive_result(size_t atoms, const Patience &patience) const
{
  QMResult result;
  result.energy = receive_numbers(1, patience)[0] * hartree;
  const int count = receive_integer(patience);
  if (count != static_cast<int>(atoms)) fail_malformed("forces on " + std::to_string(count) + " atoms instead of " + std::to_string(atoms));
  const std::vector<double> forces = receive_numbers(3 * atoms, patience);
  for (size_t i = 0; i < atoms; i++) result.forces.push_back(hartree / bohr * Vector{forces[3 * i], forces[3 * i + 1], forces[3 * i + 2]});
  receive_numbers(9, patience);    // the virial, which means nothing for a cluster
  const int remark = receive_integer(patience);
  if (remark < 0 || remark > longest_remark) fail_malformed("a remark of " + std::to_string(remark) + " bytes");
  std::string text(remark, '\0');
  receive_bytes(&text[0], text.size(), patience);
  bool is_finite = std::isfinite(result.energy);
  for (double force : forces) is_finite = is_finite && std::isfinite(force);
  if (!is_finite) fail_malformed("an energy or forces that are no numbers");
  return result;
}

/* ---- bytes --------------------------------------------------------------------------------------------------------------------------- */

void IPIServer::send_bytes(const void *bytes, size_t count) const
{
  const char *rest = static_cast<const char *>(bytes);
  while (count > 0) {
    // Without a signal where nobody reads.
    const ssize_t sent = send(client, rest, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    const bool is_late = sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (sent < 0) throw EngineFailure(is_late ? "the engine does not read what it is sent" : "the engine closed its socket");
    rest += sent;
    count -= sent;
  }
}

void IPIServer::send_header(const std::string &header) const
{
  std::string filled = header;
  filled.resize(header_length, ' ');
  send_bytes(filled.data(), filled.size());
}

void IPIServer::send_integer(int value) const
{
  const int32_t integer = value;
  send_bytes(&integer, sizeof integer);
}

void IPIServer::send_numbers(const std::vector<double> &numbers) const { send_bytes(numbers.data(), numbers.size() * sizeof(double)); }

void IPIServer::receive_bytes(void *bytes, size_t count, const Patience &patience) const
{
  char *rest = static_cast<char *>(bytes);
  while (count > 0) {
    patience.wait_for(client, "answer of the engine");
    const ssize_t received = recv(client, rest, count, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) throw EngineFailure("the engine closed its socket");
    rest += received;
    count -= received;
  }
}

std::string IPIServer::receive_header(const Patience &patience) const
{
  std::string header(header_length, '\0');
  receive_bytes(&header[0], header.size(), patience);
  for (char character : header)
    if (character < ' ' || character > '~') fail_malformed("a header that is no text");
  return header.substr(0, header.find_last_not_of(' ') + 1);
}

int IPIServer::receive_integer(const Patience &patience) const
{
  int32_t integer;
  receive_bytes(&integer, sizeof integer, patience);
  return integer;
}

std::vector<double> IPIServer::receive_numbers(size_t count, const Patience &patience) const
{
  std::vector<double> numbers(count);
  receive_bytes(numbers.data(), count * sizeof(double), patience);
  return numbers;
}
