/* A file that grows by whole records, whatever happens to the process. */

#ifndef MTP_GROWING_FILE_H
#define MTP_GROWING_FILE_H

#include <functional>
#include <string>
#include <sys/types.h>

namespace MTP {

/* An open file, closed when it goes out of scope. What fails throws InputError. */
class Descriptor {
 public:
  explicit Descriptor(const std::string &path);
  ~Descriptor();
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;

  off_t size() const;
  /* Whether it is one that has a size, and can be made shorter. */
  bool is_regular() const;
  std::string read(off_t begin, off_t end) const;
  /* At the end, all or nothing. */
  void write(const std::string &bytes) const;
  void truncate(off_t size) const;

 private:
  std::string path;
  int descriptor;

  [[noreturn]] void fail() const;
};

class GrowingFile {
 public:
  /* Says where the last whole record of a file ends. */
  using EndOfRecords = std::function<off_t(const Descriptor &)>;

  GrowingFile(const std::string &path, EndOfRecords end_of_records) : path(path), end_of_records(std::move(end_of_records)) {}

  /* Appends to the file, or makes it. A record that a run was killed over is taken away before. Throws InputError. */
  void append(const std::string &record);

 private:
  std::string path;
  EndOfRecords end_of_records;
  bool was_repaired = false;
};

}    // namespace MTP

#endif
