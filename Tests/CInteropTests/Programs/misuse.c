/* Calls that are wrong: each must be answered with a status and a text, never with a crash, and must leave results alone. */
#include "check.h"
#include "tungsten.h"
#include "two_atoms.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <volterra.h>

/* Every function with a handle that is null, invented, of the other kind, or deleted. */
static void check_handle(const void *handle) {
    volterra_potential *potential = (volterra_potential *)(uintptr_t)handle;
    volterra_evaluator *evaluator = (volterra_evaluator *)(uintptr_t)handle, *made = (volterra_evaluator *)&made;
    int number = 7;
    int64_t count = 7;
    double value = 7;
    char text[64] = "";
    volterra_list list = {.size = sizeof list};
    volterra_system system = {.size = sizeof system};
    volterra_results results = {.size = sizeof results, .energy = &value};

    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_load(potential, "any.mtp"));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_load_bytes(potential, "MTP", 3, "any"));
    CHECK(volterra_potential_error(potential, text, sizeof text) > 0 && strlen(text) > 0);
    CHECK(volterra_potential_name(potential, text, sizeof text) == 0);
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_is_trained(potential, &number));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_species_count(potential, &number));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_species_label(potential, 0, &number));
    CHECK(volterra_potential_species_element(potential, 0, text, sizeof text) == 0);
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_find_species(potential, "W", &number));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_cutoff(potential, &value));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_minimum_distance(potential, &value));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_parameter_count(potential, &count));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluator_new(potential, 1, &made));
    CHECK(made == NULL);
    made = (volterra_evaluator *)&made;
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluator_new_with_options(potential, NULL, &made));
    CHECK(made == NULL);
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_set_element(potential, 0, "W"));
    CHECK(volterra_evaluator_error(evaluator, text, sizeof text) > 0 && strlen(text) > 0);
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluate_list(evaluator, &list, &results));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluate_system(evaluator, &system, &results));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluator_memory(evaluator, &count));
    CHECK(number == 7 && count == 7 && value == 7);
    volterra_potential_delete(potential);
    volterra_evaluator_delete(evaluator);
}

static void check_handles(const char *path) {
    volterra_potential *deleted = volterra_potential_new(), *replaced = volterra_potential_new();
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(deleted, path));
    volterra_evaluator *evaluator = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(deleted, 1, &evaluator));
    volterra_evaluator_delete(evaluator);
    volterra_potential_delete(replaced);
    volterra_potential_delete(deleted);
    volterra_potential *live = volterra_potential_new(); /* takes the place of a deleted one */
    CHECK(live != deleted && live != replaced);

    const void *wrong[] = {
        NULL, deleted, replaced, evaluator, &deleted, (void *)(uintptr_t)1, (void *)UINTPTR_MAX, (void *)(UINTPTR_MAX / 2),
        (void *)(uintptr_t)0xa5, (void *)(uintptr_t)0x5a, (const char *)live + 1, (const char *)live + 256};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) check_handle(wrong[k]);
    CHECK(volterra_potential_error(live, NULL, 0) == 0);
    volterra_potential_delete(live);
}

/* A potential that was never loaded, and null pointers beside good handles. */
static void check_arguments(const char *path) {
    volterra_potential *potential = volterra_potential_new();
    volterra_evaluator *evaluator = (volterra_evaluator *)&potential;
    double cutoff = 7;
    char text[256];
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_cutoff(potential, &cutoff));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluator_new(potential, 1, &evaluator));
    CHECK(evaluator == NULL && cutoff == 7);
    CHECK(volterra_potential_name(potential, text, sizeof text) == 0);
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_load(potential, NULL));
    CHECK(volterra_potential_error(potential, text, sizeof text) > 0 && strstr(text, "path") != NULL);
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_load_bytes(potential, NULL, 10, "x"));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_load_bytes(potential, "MTP", SIZE_MAX, "x"));
    CHECK_STATUS(VOLTERRA_ERROR_DATA, volterra_potential_load_bytes(potential, "", 0, "empty.mtp"));
    CHECK_STATUS(VOLTERRA_ERROR_DATA, volterra_potential_load_bytes(potential, "\xff\xfe\0garbage", 10, "\xff.mtp"));

    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_is_trained(potential, NULL));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_species_count(potential, NULL));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_species_label(potential, 0, NULL));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_find_species(potential, "W", NULL));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_find_species(potential, NULL, &(int){0}));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_cutoff(potential, NULL));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_minimum_distance(potential, NULL));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_parameter_count(potential, NULL));
    const int no_species[] = {-1, 1, INT_MAX, INT_MIN};
    for (int k = 0; k < 4; k++) {
        int label = 7;
        CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_species_label(potential, no_species[k], &label));
        CHECK(label == 7 && volterra_potential_species_element(potential, no_species[k], text, sizeof text) == 0);
    }
    const int no_threads[] = {0, -1, INT_MIN, INT_MAX};
    for (int k = 0; k < 4; k++) CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluator_new(potential, no_threads[k], &evaluator));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluator_new(potential, 1, NULL));
    volterra_potential_delete(potential);
}

/* The call is refused with `status`, a text that contains `word`, and the energy is not touched. */
static void refused_system(volterra_evaluator *evaluator, volterra_system system, int status, const char *word) {
    double energy = 7, forces[3 * ATOMS] = {7};
    volterra_results results = {.size = sizeof results, .energy = &energy, .forces = forces};
    char text[512] = "";
    CHECK_STATUS(status, volterra_evaluate_system(evaluator, &system, &results));
    volterra_evaluator_error(evaluator, text, sizeof text);
    if (!CHECK(strstr(text, word) != NULL)) printf("  in: %s\n", text);
    CHECK(energy == 7 && forces[0] == 7);
}

static void check_bad_systems(volterra_evaluator *evaluator) {
    volterra_system good = {.size = sizeof good, .atom_count = ATOMS, .positions = tungsten_positions, .species = tungsten_species,
                            .periodic = {1, 1, 1}};
    memcpy(good.cell, tungsten_cell, sizeof tungsten_cell);
    volterra_results results = {.size = sizeof results};
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluate_system(evaluator, NULL, &results));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluate_system(evaluator, &good, NULL));
    results.size = 0;
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluate_system(evaluator, &good, &results));

    volterra_system bad = good;
    bad.size = sizeof bad - 1, refused_system(evaluator, bad, VOLTERRA_ERROR_USAGE, "size");
    bad.size = SIZE_MAX, refused_system(evaluator, bad, VOLTERRA_ERROR_USAGE, "size");
    bad = good, bad.positions = NULL, refused_system(evaluator, bad, VOLTERRA_ERROR_USAGE, "positions");
    bad = good, bad.species = NULL, refused_system(evaluator, bad, VOLTERRA_ERROR_USAGE, "species");
    bad = good, bad.atom_count = -1, refused_system(evaluator, bad, VOLTERRA_ERROR_USAGE, "atom_count");
    bad = good, bad.atom_count = INT64_MAX, refused_system(evaluator, bad, VOLTERRA_ERROR_USAGE, "atom_count");

    const int species[ATOMS] = {0, 0, 1, INT_MIN};
    bad = good, bad.species = species, refused_system(evaluator, bad, VOLTERRA_ERROR_DATA, "atom 3");
    const double not_finite[] = {NAN, INFINITY, -INFINITY, 1e300};
    for (int k = 0; k < 4; k++) {
        double positions[3 * ATOMS];
        memcpy(positions, tungsten_positions, sizeof positions);
        positions[4] = not_finite[k];
        bad = good, bad.positions = positions, refused_system(evaluator, bad, VOLTERRA_ERROR_DATA, "");
        bad = good, bad.cell[0] = not_finite[k], refused_system(evaluator, bad, VOLTERRA_ERROR_DATA, "");
    }
    double same[3 * ATOMS] = {0};
    bad = good, bad.positions = same, refused_system(evaluator, bad, VOLTERRA_ERROR_DATA, "atom");
    bad = good, memset(bad.cell, 0, sizeof bad.cell), refused_system(evaluator, bad, VOLTERRA_ERROR_DATA, "");
    bad = good, bad.cell[0] = 1e-9, refused_system(evaluator, bad, VOLTERRA_ERROR_DATA, "");
}

static void refused_list(volterra_evaluator *evaluator, volterra_list list, int status, const char *word) {
    double energy = 7;
    volterra_results results = {.size = sizeof results, .energy = &energy};
    char text[512] = "";
    CHECK_STATUS(status, volterra_evaluate_list(evaluator, &list, &results));
    volterra_evaluator_error(evaluator, text, sizeof text);
    if (!CHECK(strstr(text, word) != NULL)) printf("  in: %s\n", text);
    CHECK(energy == 7);
}

static void check_bad_lists(volterra_evaluator *evaluator) {
    two_atoms atoms = two_atoms_at(2.5);
    volterra_list good = list_of(&atoms);
    double value = 0;
    volterra_results results = {.size = sizeof results, .energy = &value};
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &good, &results));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluate_list(evaluator, NULL, &results));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluate_list(evaluator, &good, NULL));
    results.parameter_gradient = &value;
    CHECK_STATUS(VOLTERRA_ERROR_UNSUPPORTED, volterra_evaluate_list(evaluator, &good, &results));

    volterra_list bad = good;
    bad.size = 0, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "size");
    bad = good, bad.positions = NULL, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "positions");
    bad = good, bad.types = NULL, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "types");
    bad = good, bad.species_of_type = NULL, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "species_of_type");
    bad = good, bad.centres = NULL, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "centres");
    bad = good, bad.neighbour_counts = NULL, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "neighbour_counts");
    bad = good, bad.neighbours = NULL, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "neighbours");
    bad = good, bad.atom_count = -1, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "atom_count");
    bad = good, bad.atom_count = INT64_MAX, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "atom_count");
    bad = good, bad.atom_count = 1, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "atom");
    bad = good, bad.centre_count = -1, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "centre_count");
    bad = good, bad.type_count = -1, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "type_count");
    bad = good, bad.type_count = 0, refused_list(evaluator, bad, VOLTERRA_ERROR_USAGE, "type 1");

    atoms.species_of_type[1] = 1, refused_list(evaluator, good, VOLTERRA_ERROR_USAGE, "species 1"), atoms.species_of_type[1] = 0;
    atoms.centres[1] = 2, refused_list(evaluator, good, VOLTERRA_ERROR_USAGE, "index 2"), atoms.centres[1] = 1;
    atoms.centres[0] = -5, refused_list(evaluator, good, VOLTERRA_ERROR_USAGE, "index -5"), atoms.centres[0] = 0;
    atoms.neighbour_indices[0] = 2, refused_list(evaluator, good, VOLTERRA_ERROR_USAGE, "index 2"), atoms.neighbour_indices[0] = 1;
    atoms.neighbours[0] = NULL, refused_list(evaluator, good, VOLTERRA_ERROR_USAGE, "atom 0");
    atoms.neighbours[0] = &atoms.neighbour_indices[0];
    atoms.types[1] = 9, refused_list(evaluator, good, VOLTERRA_ERROR_USAGE, "type 9"), atoms.types[1] = 1;
    atoms.types[1] = -1, refused_list(evaluator, good, VOLTERRA_ERROR_USAGE, "type -1"), atoms.types[1] = 1;
    atoms.positions[4] = NAN, refused_list(evaluator, good, VOLTERRA_ERROR_DATA, "atom"), atoms.positions[4] = 0;
    atoms.positions[0] = INFINITY, refused_list(evaluator, good, VOLTERRA_ERROR_DATA, "atom 0"), atoms.positions[0] = 0;
    atoms.positions[3] = 0, refused_list(evaluator, good, VOLTERRA_ERROR_DATA, "atom"), atoms.positions[3] = 2.5;

    /* After all this, the evaluator still works. */
    results.parameter_gradient = NULL;
    double before = value;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &good, &results));
    CHECK(value == 2 * before);
}

void check_misuse(const char *path) {
    check_handles(path);
    check_arguments(path);
    volterra_potential *potential = volterra_potential_new();
    volterra_evaluator *evaluator = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, 1, &evaluator));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_evaluator_memory(evaluator, NULL));
    check_bad_systems(evaluator);
    check_bad_lists(evaluator);
    volterra_evaluator_delete(evaluator);
    volterra_potential_delete(potential);
}
