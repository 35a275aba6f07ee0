/* Every function of volterra.h, called from C11. Usage: c11 POTENTIAL, which must be examples/01-evaluate/W-08.mtp. */
#include "check.h"

#include <stdlib.h>

atomic_int checks, failures;

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: %s POTENTIAL\n", arguments[0]);
        return 2;
    }
    check_library();
    check_potentials(arguments[1]);
    check_systems(arguments[1]);
    check_lists(arguments[1]);
    check_atom_ids(arguments[1]);
    check_older_callers(arguments[1]);
    check_options(arguments[1]);
    check_misuse(arguments[1]);
    check_threads(arguments[1]);
    check_uncertainty(arguments[1]);
    printf("%d checks, %d failed\n", atomic_load(&checks), atomic_load(&failures));
    return atomic_load(&failures) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
