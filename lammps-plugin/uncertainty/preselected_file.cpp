#include "preselected_file.h"

#include "../input_error.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace MTP;

namespace {

const std::string record_end = "END_CFG\n";

std::string number(double value)
{
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, " %24.16g", value);
  return buffer;
}

/* An open file, closed when it goes out of scope. */
class Descriptor {
 public:
  Descriptor(const std::string &path) : path(path), descriptor(open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666))
  {
    if (descriptor < 0) fail();
  }
  ~Descriptor() { close(descriptor); }

  off_t size() const
  {
    struct stat status;
    if (fstat(descriptor, &status) != 0) fail();
    return status.st_size;
  }

  /* Whether it is one that has a size, and can be made shorter. */
  bool is_regular() const
  {
    struct stat status;
    return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  }

  std::string read(off_t begin, off_t end) const
  {
    std::string bytes(end - begin, '\0');
    if (pread(descriptor, &bytes[0], bytes.size(), begin) != static_cast<ssize_t>(bytes.size())) fail();
    return bytes;
  }

  void write(const std::string &bytes) const
  {
    const off_t before = is_regular() ? size() : 0;
    for (size_t written = 0; written < bytes.size();) {
      const ssize_t count = ::write(descriptor, bytes.data() + written, bytes.size() - written);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) {
        const int reason = errno;
        if (is_regular()) truncate(before);
        errno = reason;
        fail();
      }
      written += count;
    }
  }

  void truncate(off_t size) const
  {
    if (ftruncate(descriptor, size) != 0) fail();
  }

 private:
  std::string path;
  int descriptor;

  [[noreturn]] void fail() const { throw InputError(path + ": " + std::strerror(errno)); }
};

/* Where the last whole record ends. */
off_t end_of_last_record(const Descriptor &file)
{
  const off_t step = 1 << 20;
  const off_t size = file.size();
  for (off_t begin = size; begin > 0;) {
    // Pieces overlap, for an end that lies on the border of two.
    const off_t end = std::min<off_t>(begin + static_cast<off_t>(record_end.size()) - 1, size);
    begin = begin > step ? begin - step : 0;
    const size_t place = file.read(begin, end).rfind(record_end);
    if (place != std::string::npos) return begin + static_cast<off_t>(place + record_end.size());
  }
  return 0;
}

}    // namespace

std::string Preselected::text() const
{
  std::string text = "BEGIN_CFG\n Size\n    " + std::to_string(atoms.size()) + "\n";
  int vectors = 3;
  while (vectors > 0 && !is_periodic[vectors - 1]) vectors--;
  if (vectors > 0) text += " Supercell\n";
  for (int row = 0; row < vectors; row++) {
    text += "   ";
    for (int k = 0; k < 3; k++) text += number(is_periodic[row] ? cell[row][k] : 0.0);
    text += "\n";
  }
  text += " AtomData:  id type       cartes_x      cartes_y      cartes_z      nbh_grades\n";
  for (size_t i = 0; i < atoms.size(); i++) {
    const GradedAtom &atom = atoms[i];
    text += "    " + std::to_string(i + 1) + " " + std::to_string(label_of_type[atom.type]);
    for (double coordinate : atom.x) text += number(coordinate);
    text += number(atom.grade) + "\n";
  }
  text += " Feature   MV_grade\t" + number(grade).substr(number(grade).find_first_not_of(' ')) + "\n";
  if (!elements.empty()) {
    text += " Feature   elements\t";
    for (size_t i = 0; i < elements.size(); i++) text += (i > 0 ? " " : "") + elements[i];
    text += "\n";
  }
  text += " Feature   step\t" + std::to_string(step) + "\n";
  return text + record_end + "\n";
}

void PreselectedFile::append(const Preselected &configuration)
{
  const Descriptor file(path);
  if (!was_repaired && file.is_regular()) {
    const off_t end = end_of_last_record(file);
    // A blank line may follow.
    if (file.size() > end + 1) file.truncate(end);
  }
  was_repaired = true;
  file.write(configuration.text());
}
