/* Callers that were compiled with a header in which the structures had fewer fields. */
#include "check.h"
#include "two_atoms.h"

#include <stdlib.h>
#include <string.h>

/* What the list is for a caller who knows its first `size` bytes only: nothing sensible follows. */
static volterra_list *as_older(const volterra_list *list, size_t size) {
    volterra_list *older = malloc(sizeof *older);
    memset(older, 0xff, sizeof *older);
    memcpy(older, list, size);
    older->size = size;
    return older;
}

static void check_size(volterra_evaluator *evaluator, const volterra_list *list, size_t size, int status, const char *words) {
    double energy = 0;
    volterra_results results = {.size = sizeof results, .energy = &energy};
    volterra_list *older = as_older(list, size < sizeof *list ? size : sizeof *list);
    older->size = size;
    char text[256] = "";
    CHECK_STATUS(status, volterra_evaluate_list(evaluator, older, &results));
    CHECK((energy != 0) == (status == VOLTERRA_OK));
    volterra_evaluator_error(evaluator, text, sizeof text);
    if (status != VOLTERRA_OK && !CHECK(strstr(text, words) != NULL)) printf("  %s, in: %s\n", words, text);
    free(older);
}

void check_older_callers(const char *path) {
    volterra_potential *potential = volterra_potential_new();
    volterra_evaluator *evaluator = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, 1, &evaluator));
    two_atoms atoms = two_atoms_at(2.5);
    const int32_t ids[] = {4711, 4712};
    volterra_list list = list_of(&atoms);
    list.atom_ids = ids, list.atom_id_size = sizeof *ids;

    /* The first version ended with neighbour_mask. */
    const size_t first = offsetof(volterra_list, atom_ids);
    check_size(evaluator, &list, first, VOLTERRA_OK, "");
    check_size(evaluator, &list, sizeof list, VOLTERRA_OK, "");
    check_size(evaluator, &list, first - 1, VOLTERRA_ERROR_USAGE, "size of volterra_list");
    check_size(evaluator, &list, sizeof list + 1, VOLTERRA_ERROR_USAGE, "size of volterra_list");
    check_size(evaluator, &list, 0, VOLTERRA_ERROR_USAGE, "size of volterra_list");
    check_size(evaluator, &list, SIZE_MAX, VOLTERRA_ERROR_USAGE, "size of volterra_list");

    /* Fields that the caller does not have are not read: its atoms have no IDs. */
    atoms.positions[3] = 0;
    check_size(evaluator, &list, sizeof list, VOLTERRA_ERROR_DATA, "atom 4711");
    check_size(evaluator, &list, first, VOLTERRA_ERROR_DATA, "atom 0");

    volterra_evaluator_delete(evaluator);
    volterra_potential_delete(potential);
}
