#include "ipi_address.h"

#include "../input_error.h"

#include <cstdlib>
#include <sys/un.h>

using namespace MTP;

IPIAddress IPIAddress::parse(const std::string &text)
{
  const size_t colon = text.rfind(':');
  const std::string first = text.substr(0, colon), last = colon == std::string::npos ? "" : text.substr(colon + 1);
  IPIAddress address;
  address.is_unix = first == "unix";
  char *end = nullptr;
  const long port = std::strtol(last.c_str(), &end, 10);
  if (last.empty() || first.empty() || (!address.is_unix && (*end != '\0' || port < 0 || port > 65535)))
    throw InputError("ipi needs HOST:PORT or unix:NAME, not '" + text + "'");
  if (address.is_unix)
    address.name = last;
  else
    address.host = first, address.port = static_cast<int>(port);
  if (address.is_unix && (last.find('/') != std::string::npos || address.path().size() >= sizeof(sockaddr_un::sun_path)))
    throw InputError("ipi unix:NAME is the socket /tmp/ipi_NAME; '" + last + "' cannot be such a name");
  return address;
}

std::string IPIAddress::argument() const { return is_unix ? name + ":UNIX" : host + ":" + std::to_string(port); }

std::string IPIAddress::fill_in(std::string command) const
{
  replace_all(command, "{ipi}", argument());
  replace_all(command, "{host}", host);
  replace_all(command, "{port}", std::to_string(port));
  replace_all(command, "{name}", name);
  return command;
}

void MTP::replace_all(std::string &text, const std::string &what, const std::string &with)
{
  for (size_t place = text.find(what); place != std::string::npos; place = text.find(what, place + with.size()))
    text.replace(place, what.size(), with);
}
