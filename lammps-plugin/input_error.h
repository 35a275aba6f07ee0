/* Something in the user's script that cannot be done; the text says what to write instead. The pair style hands it to LAMMPS. */

#ifndef MTP_INPUT_ERROR_H
#define MTP_INPUT_ERROR_H

#include <stdexcept>

namespace MTP {

struct InputError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}    // namespace MTP

#endif
