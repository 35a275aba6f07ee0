/* Atoms in a cell. */
#include "check.h"
#include "tungsten.h"

#include <string.h>
#include <volterra.h>

static volterra_system tungsten(void) {
    volterra_system system = {.size = sizeof system, .atom_count = ATOMS, .positions = tungsten_positions, .species = tungsten_species};
    memcpy(system.cell, tungsten_cell, sizeof tungsten_cell);
    for (int k = 0; k < 3; k++) system.periodic[k] = 1;
    return system;
}

static void check_against_mlip(volterra_evaluator *evaluator) {
    double energy = 1, forces[3 * ATOMS], virial[6], site_energies[ATOMS], site_virials[6 * ATOMS], tensors[9 * ATOMS], gradient[26];
    volterra_results results = {
        .size = sizeof results, .energy = &energy, .forces = forces, .virial = virial, .site_energies = site_energies,
        .site_virials = site_virials, .site_virial_tensors = tensors, .parameter_gradient = gradient};
    volterra_system system = tungsten();
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_system(evaluator, &system, &results));

    CHECK(near(energy, tungsten_energy, 1e-12, fabs(tungsten_energy)));
    for (int k = 0; k < 3 * ATOMS; k++) CHECK(near(forces[k], tungsten_forces[k], 1e-10, 2.27));
    for (int k = 0; k < 6; k++) CHECK(near(virial[k], tungsten_virial[k], 1e-10, 17.1));

    /* The shares of the atoms add up. */
    double sum = 0;
    for (int atom = 0; atom < ATOMS; atom++) sum += site_energies[atom];
    CHECK(near(sum, energy, 1e-13, fabs(energy)));
    for (int k = 0; k < 6; k++) {
        double of_pairs = 0, of_moved = 0;
        for (int atom = 0; atom < ATOMS; atom++) {
            of_pairs += site_virials[6 * atom + k];
            of_moved += tensors[9 * atom + k];
        }
        CHECK(near(of_pairs, virial[k], 1e-12, 17.1));
        CHECK(near(of_moved, virial[k], 1e-12, 17.1));
    }
    /* The energy is linear in the coefficient of a species, which every atom counts once: radial 16, then species. */
    CHECK(gradient[16] == ATOMS);
}

/* Results that are not wanted are not written, those that are wanted do not depend on the others. */
static void check_parts(volterra_evaluator *evaluator) {
    volterra_system system = tungsten();
    double energy = 0, alone = 0, forces[3 * ATOMS];
    volterra_results nothing = {.size = sizeof nothing};
    volterra_results one = {.size = sizeof one, .energy = &alone};
    volterra_results two = {.size = sizeof two, .energy = &energy, .forces = forces};
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_system(evaluator, &system, &nothing));
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_system(evaluator, &system, &one));
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_system(evaluator, &system, &two));
    CHECK(alone == energy);
}

static void check_without_cell(volterra_evaluator *evaluator) {
    double energy = 1, force[3] = {1, 1, 1};
    volterra_results results = {.size = sizeof results, .energy = &energy, .forces = force};
    volterra_system atom = {.size = sizeof atom, .atom_count = 1, .positions = tungsten_positions, .species = tungsten_species};
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_system(evaluator, &atom, &results));
    CHECK(energy == -7.877085534693492);
    CHECK(force[0] == 0 && force[1] == 0 && force[2] == 0);

    volterra_system empty = {.size = sizeof empty};
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_system(evaluator, &empty, &results));
    CHECK(energy == 0);
}

void check_systems(const char *path) {
    volterra_potential *potential = volterra_potential_new();
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    for (int threads = 1; threads <= 3; threads++) {
        volterra_evaluator *evaluator = NULL;
        CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, threads, &evaluator));
        CHECK(volterra_evaluator_error(evaluator, NULL, 0) == 0);
        check_against_mlip(evaluator);
        check_parts(evaluator);
        check_without_cell(evaluator);
        volterra_evaluator_delete(evaluator);
    }
    volterra_potential_delete(potential);
}
