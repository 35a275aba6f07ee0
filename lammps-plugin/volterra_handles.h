/* The handles of volterra.h, deleted when they go out of scope, and their texts as strings. */

#ifndef MTP_VOLTERRA_HANDLES_H
#define MTP_VOLTERRA_HANDLES_H

#include <volterra.h>

#include <memory>
#include <string>

namespace MTP {

struct Deleter {
  void operator()(volterra_potential *potential) const { volterra_potential_delete(potential); }
  void operator()(volterra_evaluator *evaluator) const { volterra_evaluator_delete(evaluator); }
};

using PotentialHandle = std::unique_ptr<volterra_potential, Deleter>;
using EvaluatorHandle = std::unique_ptr<volterra_evaluator, Deleter>;

/* The text that a function of volterra.h writes into a buffer. */
template <typename Function, typename... Arguments> std::string text(Function function, Arguments... arguments)
{
  std::string result(function(arguments..., nullptr, 0), '\0');
  if (!result.empty()) function(arguments..., &result[0], result.size() + 1);
  return result;
}

inline std::string error_of(const PotentialHandle &potential) { return text(volterra_potential_error, potential.get()); }
inline std::string error_of(const EvaluatorHandle &evaluator) { return text(volterra_evaluator_error, evaluator.get()); }

}    // namespace MTP

#endif
