/* Evaluators with options: other units, a repulsion at short distances, and the elements that it needs. */
#include "check.h"
#include "two_atoms.h"

#include <limits.h>
#include <string.h>

/* The energy of two tungsten atoms, and the force on the first; NAN if the evaluator is not one. */
static double pair_energy(const volterra_evaluator *evaluator, double distance, double *force) {
    two_atoms atoms = two_atoms_at(distance);
    volterra_list list = list_of(&atoms);
    double energy = 0, forces[6] = {0};
    volterra_results results = {.size = sizeof results, .energy = &energy, .forces = forces};
    if (!CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list((volterra_evaluator *)evaluator, &list, &results))) return NAN;
    *force = forces[0];
    return energy;
}

static volterra_evaluator *made(const volterra_potential *potential, const volterra_options *options) {
    volterra_evaluator *evaluator = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new_with_options(potential, options, &evaluator));
    return evaluator;
}

/* No options, and options that are all zero, are those of volterra_evaluator_new. */
static void check_defaults(const volterra_potential *potential) {
    volterra_options zeros = {.size = sizeof zeros}, ones = {.size = sizeof ones, .threads = 2, .energy_factor = 1};
    const volterra_options *all[] = {NULL, &zeros, &ones};
    volterra_evaluator *plain = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, 1, &plain));
    double force = 0, expected = pair_energy(plain, 2.3, &force);
    for (int k = 0; k < 3; k++) {
        volterra_evaluator *evaluator = made(potential, all[k]);
        double same_force = 0;
        CHECK(pair_energy(evaluator, 2.3, &same_force) == expected && same_force == force);
        volterra_evaluator_delete(evaluator);
    }
    volterra_options quarter = {.size = sizeof quarter, .energy_factor = 0.25};
    volterra_evaluator *scaled = made(potential, &quarter);
    double scaled_force = 0;
    CHECK(pair_energy(scaled, 2.3, &scaled_force) == 0.25 * expected && scaled_force == 0.25 * force);
    volterra_evaluator_delete(scaled);
    volterra_evaluator_delete(plain);
}

/* What LAMMPS prints for two tungsten atoms with pair_style zbl 1 2. */
static void check_repulsion(const volterra_potential *potential) {
    const double distances[] = {0.9, 1.5}, energies[] = {651.08673042708494, 27.013747508318101};
    const double forces[] = {-3270.1746010290599, -179.72959989813799};
    volterra_options zbl = {.size = sizeof zbl, .zbl_inner = 1, .zbl_outer = 2};
    volterra_evaluator *plain = made(potential, NULL), *repelled = made(potential, &zbl);
    for (int k = 0; k < 2; k++) {
        double without = 0, with = 0;
        double total = pair_energy(repelled, distances[k], &with);
        CHECK(near(total - pair_energy(plain, distances[k], &without), energies[k], 1e-14, fabs(total)));
        CHECK(near(with - without, forces[k], 1e-14, fabs(with)));
    }
    double with = 0, without = 0;
    CHECK(pair_energy(repelled, 2, &with) == pair_energy(plain, 2, &without) && with == without);
    volterra_evaluator_delete(repelled);
    volterra_evaluator_delete(plain);
}

/* Mixed precision is near double precision, with and without the repulsion. */
static void check_precision(const volterra_potential *potential) {
    const double distances[] = {1.5, 2.3, 4.1};
    for (int with_zbl = 0; with_zbl < 2; with_zbl++) {
        volterra_options options = {.size = sizeof options, .zbl_inner = with_zbl, .zbl_outer = 2 * with_zbl};
        volterra_evaluator *exact = made(potential, &options);
        options.precision = VOLTERRA_MIXED;
        volterra_evaluator *mixed = made(potential, &options);
        for (int k = 0; k < 3; k++) {
            double force = 0, expected_force = 0, expected = pair_energy(exact, distances[k], &expected_force);
            CHECK(near(pair_energy(mixed, distances[k], &force), expected, 1e-5, fabs(expected)));
            CHECK(near(force, expected_force, 1e-4, fabs(expected_force)));
        }
        volterra_evaluator_delete(exact);
        volterra_evaluator_delete(mixed);
    }
    int lanes = volterra_atoms_per_vector(VOLTERRA_DOUBLE);
    CHECK(lanes >= 2 && volterra_atoms_per_vector(VOLTERRA_MIXED) == 2 * lanes);
    CHECK(volterra_atoms_per_vector(2) == 0 && volterra_atoms_per_vector(-1) == 0);
}

/* No evaluator is made, and the text contains `words`. */
static void refused(const volterra_potential *potential, volterra_options options, int status, const char *words) {
    volterra_evaluator *evaluator = (volterra_evaluator *)&options;
    char text[512] = "";
    CHECK_STATUS(status, volterra_evaluator_new_with_options(potential, &options, &evaluator));
    CHECK(evaluator == NULL);
    volterra_potential_error(potential, text, sizeof text);
    if (!CHECK(strstr(text, words) != NULL)) printf("  %s, in: %s\n", words, text);
}

static void check_wrong_options(const volterra_potential *potential) {
    const volterra_options good = {.size = sizeof good, .zbl_inner = 1, .zbl_outer = 2};
    volterra_options bad = good;
    bad.size = 0, refused(potential, bad, VOLTERRA_ERROR_USAGE, "size of volterra_options");
    bad.size = offsetof(volterra_options, precision) - 1, refused(potential, bad, VOLTERRA_ERROR_USAGE, "size of volterra_options");
    bad.size = SIZE_MAX, refused(potential, bad, VOLTERRA_ERROR_USAGE, "size of volterra_options");
    bad = good, bad.threads = -1, refused(potential, bad, VOLTERRA_ERROR_USAGE, "-1 threads");
    bad = good, bad.threads = INT_MAX, refused(potential, bad, VOLTERRA_ERROR_USAGE, "threads");
    bad = good, bad.energy_factor = -1, refused(potential, bad, VOLTERRA_ERROR_USAGE, "energy factor");
    bad = good, bad.energy_factor = NAN, refused(potential, bad, VOLTERRA_ERROR_USAGE, "energy factor");
    bad = good, bad.energy_factor = INFINITY, refused(potential, bad, VOLTERRA_ERROR_USAGE, "energy factor");
    bad = good, bad.zbl_inner = 0, refused(potential, bad, VOLTERRA_ERROR_USAGE, "inner");
    bad = good, bad.zbl_inner = -1, refused(potential, bad, VOLTERRA_ERROR_USAGE, "inner");
    bad = good, bad.zbl_inner = NAN, refused(potential, bad, VOLTERRA_ERROR_USAGE, "inner");
    bad = good, bad.zbl_outer = 0, refused(potential, bad, VOLTERRA_ERROR_USAGE, "outer");
    bad = good, bad.zbl_outer = 1, refused(potential, bad, VOLTERRA_ERROR_USAGE, "outer");
    bad = good, bad.zbl_outer = NAN, refused(potential, bad, VOLTERRA_ERROR_USAGE, "outer");
    bad = good, bad.zbl_outer = 5.1, refused(potential, bad, VOLTERRA_ERROR_USAGE, "cutoff");
    bad = good, bad.precision = 2, refused(potential, bad, VOLTERRA_ERROR_USAGE, "there is no precision 2");
    bad = good, bad.precision = -1, refused(potential, bad, VOLTERRA_ERROR_USAGE, "there is no precision -1");
    bad.size = offsetof(volterra_options, precision); /* an older caller, who does not know it */
    volterra_evaluator_delete(made(potential, &bad));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluator_new_with_options(potential, &good, NULL));
}

static void check_elements(volterra_potential *potential) {
    const volterra_options zbl = {.size = sizeof zbl, .zbl_inner = 1, .zbl_outer = 2};
    char element[8] = "?";
    int species = -1;
    refused(potential, zbl, VOLTERRA_ERROR_DATA, "volterra_potential_set_element");
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_set_element(potential, 0, NULL));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_set_element(potential, 0, ""));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_set_element(potential, 0, "w"));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_set_element(potential, 0, "\xff"));
    const int no_species[] = {-1, 1, INT_MAX, INT_MIN};
    for (int k = 0; k < 4; k++) CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_set_element(potential, no_species[k], "W"));
    CHECK(volterra_potential_species_element(potential, 0, element, sizeof element) == 0);

    CHECK_STATUS(VOLTERRA_OK, volterra_potential_set_element(potential, 0, "W"));
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_set_element(potential, 0, "W"));
    CHECK(volterra_potential_species_element(potential, 0, element, sizeof element) == 1 && strcmp(element, "W") == 0);
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_find_species(potential, "W", &species));
    CHECK(species == 0);
}

void check_options(const char *path) {
    volterra_potential *potential = volterra_potential_new();
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_set_element(potential, 0, "W"));
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    check_elements(potential);
    check_defaults(potential);
    check_repulsion(potential);
    check_precision(potential);
    check_wrong_options(potential);
    volterra_potential_delete(potential);
}
