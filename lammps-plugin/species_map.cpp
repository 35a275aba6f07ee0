#include "species_map.h"

#include "input_error.h"

using namespace MTP;

namespace {

std::string name_of(const volterra_potential *potential, int species, bool &is_element)
{
  const std::string element = text(volterra_potential_species_element, potential, species);
  is_element = !element.empty();
  if (is_element) return element;
  int label = species;
  volterra_potential_species_label(potential, species, &label);
  return std::to_string(label);
}

std::string joined(const std::vector<std::string> &words, const std::string &separator)
{
  std::string line;
  for (const std::string &word : words) line += (line.empty() ? "" : separator) + word;
  return line;
}

std::string counted(size_t count, const std::string &noun)
{
  return std::to_string(count) + " " + noun + (count == 1 || noun == "species" ? "" : "s");
}

}    // namespace

SpeciesMap::SpeciesMap(
    const volterra_potential *potential, const std::string &file, int types, const std::vector<std::string> &words) :
    has_elements_(true)
{
  int count = 0;
  volterra_potential_species_count(potential, &count);
  for (int species = 0; species < count; species++) {
    bool is_element;
    names_.push_back(name_of(potential, species, is_element));
    has_elements_ = has_elements_ && is_element;
  }
  species_of_type_.assign(types + 1, -1);
  if (words.empty())
    take_in_order(file, types);
  else
    take_words(file, types, words);
}

void SpeciesMap::take_in_order(const std::string &file, int types)
{
  if (has_elements_)
    throw InputError("pair_coeff does not say which elements the atom types are; write, in the order of the types: pair_coeff * * " +
                     file + " " + joined(names_, " "));
  if (types != static_cast<int>(names_.size()))
    throw InputError("pair_coeff does not say which species the atom types are: there are " + counted(types, "type") + ", but " +
                     counted(names_.size(), "species") + " in " + file + "; write for each type one of " + joined(names_, ", ") +
                     ", or NULL");
  for (int type = 1; type <= types; type++) species_of_type_[type] = type - 1;
  assumption_ = file + " does not name its species; the atom types are taken for them in their order (" + description() +
      "); write pair_coeff * * " + file + " " + joined(names_, " ") + " if that is meant";
}

void SpeciesMap::take_words(const std::string &file, int types, const std::vector<std::string> &words)
{
  if (types != static_cast<int>(words.size()))
    throw InputError("pair_coeff names " + counted(words.size(), "species") + " (" + joined(words, " ") + ") for " +
                     counted(types, "atom type") + "; name one for each type, or NULL for types that " + file + " shall not see");
  bool sees_something = false;
  for (int type = 1; type <= types; type++) {
    if (words[type - 1] == "NULL") continue;
    species_of_type_[type] = species_named(file, words[type - 1]);
    sees_something = true;
  }
  if (!sees_something) throw InputError("pair_coeff names NULL for every atom type; at least one has to be a species of " + file);
  if (!has_elements_)
    assumption_ = file + " does not say which elements its species are; nothing checks that " + description() + " is meant";
}

int SpeciesMap::species_named(const std::string &file, const std::string &word) const
{
  for (size_t species = 0; species < names_.size(); species++)
    if (names_[species] == word) return static_cast<int>(species);
  if (has_elements_)
    throw InputError("pair_coeff names " + word + ", but " + file + " is for " + joined(names_, ", ") +
                     "; types that it shall not see are NULL");
  throw InputError("pair_coeff names " + word + ", but " + file + " does not say which elements its species are; write their numbers (" +
                   joined(names_, ", ") + ") instead, or name them in the order of the file: pair_style mtp species " + word +
                   (names_.size() > 1 ? " ..." : ""));
}

std::string SpeciesMap::description() const
{
  std::string line;
  for (size_t type = 1; type < species_of_type_.size(); type++) {
    const int species = species_of_type_[type];
    line += (line.empty() ? "type " : ", type ") + std::to_string(type) + " = ";
    if (species < 0)
      line += "NULL";
    else
      line += (has_elements_ ? "" : "species ") + names_[species];
  }
  return line;
}
