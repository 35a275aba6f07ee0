#include "preselected_file.h"

#include <algorithm>
#include <cstdio>

using namespace MTP;

namespace {

const std::string record_end = "END_CFG\n";

std::string number(double value)
{
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, " %24.16g", value);
  return buffer;
}

/* Where the last whole record ends, with the blank line behind it. */
off_t end_of_last_record(const Descriptor &file)
{
  const off_t step = 1 << 20;
  const off_t size = file.size();
  for (off_t begin = size; begin > 0;) {
    // Pieces overlap, for an end that lies on the border of two.
    const off_t end = std::min<off_t>(begin + static_cast<off_t>(record_end.size()) - 1, size);
    begin = begin > step ? begin - step : 0;
    const size_t place = file.read(begin, end).rfind(record_end);
    if (place == std::string::npos) continue;
    const off_t last = begin + static_cast<off_t>(place + record_end.size());
    return last < size && file.read(last, last + 1) == "\n" ? last + 1 : last;
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

PreselectedFile::PreselectedFile(const std::string &path) : file(path, end_of_last_record) {}

void PreselectedFile::append(const Preselected &configuration) { file.append(configuration.text()); }
