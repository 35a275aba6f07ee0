#include "shared_file.h"

#include "comm.h"
#include "error.h"
#include "input_error.h"
#include "utils.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

using namespace LAMMPS_NS;
using namespace MTP;

namespace {

/* Where LAMMPS would look for a potential, or nothing. Debian's LAMMPS knows only a folder of its own, so the variable is read here too. */
std::string find_file(const std::string &name)
{
  const std::string path = utils::get_potential_file_path(name);
  const char *folders = std::getenv("LAMMPS_POTENTIALS");
  if (!path.empty() || !folders) return path;
  std::istringstream list(folders);
  for (std::string folder; std::getline(list, folder, ':');) {
    const std::string candidate = folder + "/" + name.substr(name.rfind('/') + 1);
    if (std::ifstream(candidate)) return candidate;
  }
  return "";
}

/* Everything in a file; `problem` says why not. */
std::string read_file(const std::string &path, std::string &problem)
{
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (file) content << file.rdbuf();
  if (!file || file.bad() || content.str().empty())
    problem = path + ": " + (errno != 0 ? std::strerror(errno) : "the file is empty");
  return content.str();
}

std::string not_found(const std::string &name)
{
  const char *folders = std::getenv("LAMMPS_POTENTIALS");
  return "cannot find the potential file " + name + ", neither here nor in LAMMPS_POTENTIALS (" +
      (folders ? folders : "which is not set") + ")";
}

/* LAMMPS sends lines of text between ranks. A file may contain anything, so it travels in hexadecimal digits. */
std::string hexadecimal(const std::string &bytes)
{
  static const char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (unsigned char byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

int value_of_digit(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

std::string bytes_of(const std::string &text)
{
  std::string bytes(text.size() / 2, '\0');
  for (size_t i = 0; i < bytes.size(); i++)
    bytes[i] = static_cast<char>(value_of_digit(text[2 * i]) << 4 | value_of_digit(text[2 * i + 1]));
  return bytes;
}

}    // namespace

SharedFile::SharedFile(LAMMPS *lmp, const std::string &name) : Pointers(lmp)
{
  std::string path, content, problem;
  if (comm->me == 0) {
    path = find_file(name);
    errno = 0;
    if (path.empty())
      problem = not_found(name);
    else
      content = read_file(path, problem);
  }
  problem = broadcast(problem);
  if (!problem.empty()) throw InputError(problem);
  path_ = broadcast(path);
  content_ = broadcast(content);
}

/* The bytes of rank 0, on all ranks. */
std::string SharedFile::broadcast(const std::string &bytes) const
{
  if (comm->nprocs == 1) return bytes;
  const int width = 12;
  const std::string text = hexadecimal(bytes);
  std::string length = std::to_string(text.size());
  length.insert(0, width - length.size(), '0');
  const int count = std::atoi(broadcast_line(length, width).c_str());
  return count == 0 ? std::string() : bytes_of(broadcast_line(text, count));
}

/* A line of `length` characters: LAMMPS reads it from what it takes for a file on rank 0, and sends it to all. */
std::string SharedFile::broadcast_line(const std::string &line, int length) const
{
  std::string buffer(length + 3, '\0');
  FILE *source = nullptr;
  if (comm->me == 0) {
    source = fmemopen(const_cast<char *>(line.data()), line.size(), "r");
    if (!source) error->one(FLERR, std::string("out of memory while a potential file is distributed"));
  }
  utils::read_lines_from_file(source, 1, length + 2, &buffer[0], comm->me, world);
  if (source) fclose(source);
  buffer.resize(length);
  return buffer;
}
