#include "execution.h"

#include "input_error.h"

#include <volterra.h>

#include <algorithm>

using namespace MTP;

namespace {

constexpr int most_threads = 1024;

/* The levels of one architecture are in alphabetical order. */
std::string advice(const std::string &level)
{
  const std::string best = volterra_processor_level();
  if (best <= level) return "";
  return "; this processor can run " + best + ", which is faster: install libvolterra with its folder glibc-hwcaps, which glibc 2.33 or newer "
         "looks into";
}

}    // namespace

void Execution::set_precision(const std::string &word)
{
  if (word == "double")
    precision = VOLTERRA_DOUBLE;
  else if (word == "mixed")
    precision = VOLTERRA_MIXED;
  else
    throw InputError("pair style mtp: precision is double or mixed" + (word.empty() ? "" : ", not '" + word + "'"));
}

void Execution::set_threads(const std::string &word)
{
  const bool is_number = !word.empty() && word.size() <= 4 && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  const int number = is_number ? std::stoi(word) : 0;
  if (number < 1 || number > most_threads)
    throw InputError("pair style mtp: threads needs a number from 1 to " + std::to_string(most_threads) +
                     (word.empty() ? "" : ", not '" + word + "'"));
  threads = number;
}

std::string Execution::description() const
{
  const std::string instruction_set = volterra_instruction_set(), level = instruction_set.substr(0, instruction_set.find(','));
  return level + " (" + std::to_string(volterra_atoms_per_vector(precision)) + " atoms per vector), " +
         (precision == VOLTERRA_MIXED ? "mixed" : "double") + " precision, " + std::to_string(threads) + (threads == 1 ? " thread" : " threads") +
         advice(level);
}
