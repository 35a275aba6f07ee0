/* An engine that gave no forces; the text says why. Another attempt may succeed. */

#ifndef MTP_QMML_ENGINE_FAILURE_H
#define MTP_QMML_ENGINE_FAILURE_H

#include <stdexcept>

namespace MTP {

struct EngineFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}    // namespace MTP

#endif
