/* Messages about a list call its atoms as the caller does. */
#include "check.h"
#include "two_atoms.h"

#include <string.h>

/* The list is refused, with a text that contains `words`. */
static void refused(volterra_evaluator *evaluator, const volterra_list *list, const char *words) {
    double energy = 7;
    volterra_results results = {.size = sizeof results, .energy = &energy};
    char text[512] = "";
    CHECK(volterra_evaluate_list(evaluator, list, &results) != VOLTERRA_OK && energy == 7);
    volterra_evaluator_error(evaluator, text, sizeof text);
    if (!CHECK(strstr(text, words) != NULL)) printf("  %s, in: %s\n", words, text);
}

/* Everything that can be wrong with an atom, with two atoms of that name. */
static void check_messages(volterra_evaluator *evaluator, two_atoms *atoms, volterra_list list, const char *first, const char *second) {
    char text[128];
    atoms->positions[3] = 0;
    snprintf(text, sizeof text, "the energy of %s is not finite: its neighbour, %s, is", first, second);
    refused(evaluator, &list, text);
    atoms->positions[3] = NAN;
    snprintf(text, sizeof text, "%s has a coordinate that is not finite", second);
    refused(evaluator, &list, text);
    list.centre_count = 1;
    snprintf(text, sizeof text, "its neighbour, %s, is nan", second);
    refused(evaluator, &list, text);
    atoms->positions[3] = 2.5;
    atoms->types[1] = 9;
    snprintf(text, sizeof text, "%s has type 9", second);
    refused(evaluator, &list, text);
    list.centre_count = 2;
    refused(evaluator, &list, text);
    atoms->types[1] = 1;
    atoms->neighbour_indices[1] = 5;
    snprintf(text, sizeof text, "%s has a neighbour with the index 5", second);
    refused(evaluator, &list, text);
    atoms->neighbour_indices[1] = 0;
    atoms->neighbours[1] = NULL;
    snprintf(text, sizeof text, "%s has 1 neighbours, but no list", second);
    refused(evaluator, &list, text);
    atoms->neighbours[1] = &atoms->neighbour_indices[1];
}

static void check_id_sizes(volterra_evaluator *evaluator, volterra_list list) {
    const int sizes[] = {0, 1, 2, -4, 16, 0x7fffffff};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        list.atom_id_size = sizes[k];
        refused(evaluator, &list, "atom_id_size");
        volterra_list nobody = list;
        nobody.centre_count = 0;
        refused(evaluator, &nobody, "atom_id_size");
    }
    double energy = 0;
    volterra_results results = {.size = sizeof results, .energy = &energy};
    list.atom_ids = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &list, &results));
}

void check_atom_ids(const char *path) {
    volterra_potential *potential = volterra_potential_new();
    volterra_evaluator *evaluator = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, 1, &evaluator));
    two_atoms atoms = two_atoms_at(2.5);
    volterra_list list = list_of(&atoms);
    check_messages(evaluator, &atoms, list, "atom 0", "atom 1");

    const int32_t small[] = {4711, -3};
    list.atom_ids = small, list.atom_id_size = sizeof *small;
    check_messages(evaluator, &atoms, list, "atom 4711", "atom -3");

    const int64_t large[] = {4711, INT64_C(9000000000)};
    list.atom_ids = large, list.atom_id_size = sizeof *large;
    check_messages(evaluator, &atoms, list, "atom 4711", "atom 9000000000");

    check_id_sizes(evaluator, list);
    volterra_evaluator_delete(evaluator);
    volterra_potential_delete(potential);
}
