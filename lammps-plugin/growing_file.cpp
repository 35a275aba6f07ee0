#include "growing_file.h"

#include "input_error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace MTP;

Descriptor::Descriptor(const std::string &path) : path(path), descriptor(open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666))
{
  if (descriptor < 0) fail();
}

Descriptor::~Descriptor() { close(descriptor); }

off_t Descriptor::size() const
{
  struct stat status;
  if (fstat(descriptor, &status) != 0) fail();
  return status.st_size;
}

bool Descriptor::is_regular() const
{
  struct stat status;
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

std::string Descriptor::read(off_t begin, off_t end) const
{
  std::string bytes(end - begin, '\0');
  if (pread(descriptor, &bytes[0], bytes.size(), begin) != static_cast<ssize_t>(bytes.size())) fail();
  return bytes;
}

void Descriptor::write(const std::string &bytes) const
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

void Descriptor::truncate(off_t size) const
{
  if (ftruncate(descriptor, size) != 0) fail();
}

void Descriptor::fail() const { throw InputError(path + ": " + std::strerror(errno)); }

void GrowingFile::append(const std::string &record)
{
  const Descriptor file(path);
  if (!was_repaired && file.is_regular()) {
    const off_t end = end_of_records(file);
    if (file.size() > end) file.truncate(end);
  }
  was_repaired = true;
  file.write(record);
}
