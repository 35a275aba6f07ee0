/* Neighbour lists, as LAMMPS makes them: the four atoms, and their periodic images as ghosts. */
#include "check.h"
#include "tungsten.h"

#include <stdlib.h>
#include <string.h>
#include <volterra.h>

enum { IMAGES = 4, MOST = ATOMS * (2 * IMAGES + 1) * (2 * IMAGES + 1) * (2 * IMAGES + 1), MASK = 0x1FFFFFFF };

/* A list with room for all images; too large for the stack of a thread. */
typedef struct {
    int atom_count;
    double positions[3 * MOST];
    int types[MOST];
    int owner[MOST];
    int centres[ATOMS];
    int neighbour_counts[MOST];
    int neighbours[ATOMS][MOST];
    const int *first_neighbours[MOST];
} neighbourhood;

static double distance(const double *a, const double *b) {
    double square = 0;
    for (int k = 0; k < 3; k++) square += (a[k] - b[k]) * (a[k] - b[k]);
    return sqrt(square);
}

static void add_atom(neighbourhood *all, int owner, int i, int j, int k) {
    double *position = &all->positions[3 * all->atom_count];
    for (int x = 0; x < 3; x++)
        position[x] = tungsten_positions[3 * owner + x] + i * tungsten_cell[x] + j * tungsten_cell[3 + x] + k * tungsten_cell[6 + x];
    all->types[all->atom_count] = 1;
    all->owner[all->atom_count] = owner;
    all->atom_count++;
}

/* Lists go a little beyond the cutoff, and the neighbours carry bits that are not part of their index. */
static neighbourhood *make_neighbourhood(void) {
    neighbourhood *all = calloc(1, sizeof *all);
    if (all == NULL) return NULL;
    for (int atom = 0; atom < ATOMS; atom++) add_atom(all, atom, 0, 0, 0);
    for (int i = -IMAGES; i <= IMAGES; i++)
        for (int j = -IMAGES; j <= IMAGES; j++)
            for (int k = -IMAGES; k <= IMAGES; k++)
                for (int atom = 0; atom < ATOMS; atom++)
                    if (i != 0 || j != 0 || k != 0) add_atom(all, atom, i, j, k);
    for (int atom = 0; atom < ATOMS; atom++) {
        all->centres[atom] = atom;
        all->first_neighbours[atom] = all->neighbours[atom];
        for (int other = 0; other < all->atom_count; other++)
            if (other != atom && distance(&all->positions[3 * atom], &all->positions[3 * other]) < 5.3)
                all->neighbours[atom][all->neighbour_counts[atom]++] = other | (int)((unsigned)(other % 4) << 30);
    }
    return all;
}

static const int species_of_type[] = {-1, 0, -1};

static volterra_list as_list(const neighbourhood *all) {
    return (volterra_list){
        .size = sizeof(volterra_list), .atom_count = all->atom_count, .positions = all->positions, .types = all->types,
        .species_of_type = species_of_type, .type_count = 2, .centre_count = ATOMS, .centres = all->centres,
        .neighbour_counts = all->neighbour_counts, .neighbours = all->first_neighbours, .neighbour_mask = MASK};
}

/* Room for everything that a list gives. */
typedef struct {
    double energy, forces[3 * MOST], virial[6], site_energies[MOST], site_virials[6 * MOST], tensors[9 * MOST];
} sums;

static volterra_results into(sums *room) {
    return (volterra_results){
        .size = sizeof(volterra_results), .energy = &room->energy, .forces = room->forces, .virial = room->virial,
        .site_energies = room->site_energies, .site_virials = room->site_virials, .site_virial_tensors = room->tensors};
}

static void check_sums(const neighbourhood *all, const sums *room, double factor) {
    CHECK(near(room->energy, factor * tungsten_energy, 1e-12, 40 * factor));
    double forces[3 * ATOMS] = {0}, of_pairs[6] = {0}, of_moved[6] = {0}, sites = 0;
    for (int atom = 0; atom < all->atom_count; atom++) {
        for (int k = 0; k < 3; k++) forces[3 * all->owner[atom] + k] += room->forces[3 * atom + k];
        for (int k = 0; k < 6; k++) of_pairs[k] += room->site_virials[6 * atom + k];
        for (int k = 0; k < 6; k++) of_moved[k] += room->tensors[9 * atom + k];
        sites += room->site_energies[atom];
    }
    for (int k = 0; k < 3 * ATOMS; k++) CHECK(near(forces[k], factor * tungsten_forces[k], 1e-10, 2.27 * factor));
    for (int k = 0; k < 6; k++) {
        CHECK(near(room->virial[k], factor * tungsten_virial[k], 1e-10, 17.1 * factor));
        CHECK(near(of_pairs[k], room->virial[k], 1e-12, 17.1 * factor));
        CHECK(near(of_moved[k], room->virial[k], 1e-12, 17.1 * factor));
    }
    CHECK(near(sites, room->energy, 1e-12, 40 * factor));
}

void check_lists(const char *path) {
    volterra_potential *potential = volterra_potential_new();
    volterra_evaluator *evaluator = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, 1, &evaluator));
    neighbourhood *all = make_neighbourhood();
    sums *room = calloc(1, sizeof *room);
    if (!CHECK(all != NULL && room != NULL)) return;
    volterra_list list = as_list(all);
    volterra_results results = into(room);

    /* All centres at once; then one at a time, which adds the same again. */
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &list, &results));
    check_sums(all, room, 1);
    int64_t bytes = 0, bytes_after = 0;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_memory(evaluator, &bytes));
    CHECK(bytes > 10000 && bytes < 1000000);
    for (int atom = 0; atom < ATOMS; atom++) {
        volterra_list one = list;
        one.centres = &all->centres[atom];
        one.centre_count = 1;
        CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &one, &results));
    }
    check_sums(all, room, 2);
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_memory(evaluator, &bytes_after));
    CHECK(bytes_after == bytes);

    /* Nobody at home: a rank without atoms, and atoms that the potential does not see. */
    volterra_list nobody = list;
    nobody.centre_count = 0;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &nobody, &results));
    for (int atom = 0; atom < all->atom_count; atom++) all->types[atom] = 2;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &list, &results));
    check_sums(all, room, 2);

    /* One centre that is seen among neighbours that are not: an isolated atom. */
    all->types[0] = 1;
    room->energy = 0;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &list, &results));
    CHECK(room->energy == -7.877085534693492);

    free(all);
    free(room);
    volterra_evaluator_delete(evaluator);
    volterra_potential_delete(potential);
}
