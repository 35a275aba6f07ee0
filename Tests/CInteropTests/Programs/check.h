/* Checks that go on after a failure, and say at the end how many there were. */
#ifndef CHECK_H
#define CHECK_H

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>

extern atomic_int checks, failures;

static inline int check(int holds, const char *what, const char *file, int line) {
    atomic_fetch_add(&checks, 1);
    if (holds) return 1;
    atomic_fetch_add(&failures, 1);
    printf("%s:%d: does not hold: %s\n", file, line, what);
    return 0;
}

/* Equal within `tolerance` times `scale`; false if either is not a number. */
static inline int near(double a, double b, double tolerance, double scale) { return fabs(a - b) <= tolerance * scale; }

#define CHECK(condition) check((condition) != 0, #condition, __FILE__, __LINE__)
#define CHECK_STATUS(status, call) check((call) == (status), #call " == " #status, __FILE__, __LINE__)

void check_library(void);
void check_potentials(const char *path);
void check_systems(const char *path);
void check_lists(const char *path);
void check_atom_ids(const char *path);
void check_older_callers(const char *path);
void check_options(const char *path);
void check_misuse(const char *path);
void check_threads(const char *path);
void check_uncertainty(const char *path);

#endif
