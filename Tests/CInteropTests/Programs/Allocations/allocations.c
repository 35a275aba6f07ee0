/* Counts what the library asks the system for: once it is warm, the evaluation of a list allocates nothing.
 *
 *     allocations POTENTIAL...
 *
 * The functions that allocate are replaced by ones that count, in the whole process. */
#include <errno.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <volterra.h>

/* glibc's own, under the names that it keeps for programs like this one. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_long allocations;

void *malloc(size_t size) {
    atomic_fetch_add(&allocations, 1);
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    atomic_fetch_add(&allocations, 1);
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    atomic_fetch_add(&allocations, 1);
    return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    atomic_fetch_add(&allocations, 1);
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    atomic_fetch_add(&allocations, 1);
    *memory = __libc_memalign(alignment, size);
    return *memory == NULL ? ENOMEM : 0;
}

static int failures;

static void check(int holds, const char *what, const char *path) {
    if (holds) return;
    failures++;
    printf("%s: does not hold: %s\n", path, what);
}

enum { EDGE = 5, ATOMS = EDGE * EDGE * EDGE };

/* A cubic crystal, displaced a little, in which all atoms are in the lists of all others; two of the types are seen. */
typedef struct {
    double positions[3 * ATOMS];
    int types[ATOMS], centres[ATOMS], counts[ATOMS], neighbours[ATOMS][ATOMS];
    const int *first_neighbours[ATOMS];
    int species_of_type[4];
} crystal;

static void fill(crystal *all, int species_count) {
    memcpy(all->species_of_type, (int[]){-1, 0, species_count - 1, -1}, sizeof all->species_of_type);
    for (int atom = 0; atom < ATOMS; atom++) {
        const int place[] = {atom % EDGE, atom / EDGE % EDGE, atom / EDGE / EDGE};
        for (int k = 0; k < 3; k++) all->positions[3 * atom + k] = 2.4 * place[k] + 0.1 * sin(3 * atom + k);
        all->types[atom] = 1 + atom % 3;
        all->centres[atom] = atom;
        all->first_neighbours[atom] = all->neighbours[atom];
        for (int other = 0; other < ATOMS; other++)
            if (other != atom) all->neighbours[atom][all->counts[atom]++] = other;
    }
}

static crystal all;
static double energy, forces[3 * ATOMS], virial[6], site_energies[ATOMS], site_virials[6 * ATOMS], tensors[9 * ATOMS];

static int evaluate(volterra_evaluator *evaluator, int centre_count) {
    volterra_list list = {
        .size = sizeof list, .atom_count = ATOMS, .positions = all.positions, .types = all.types,
        .species_of_type = all.species_of_type, .type_count = 3, .centre_count = centre_count, .centres = all.centres,
        .neighbour_counts = all.counts, .neighbours = all.first_neighbours, .neighbour_mask = 0x1FFFFFFF, .atom_ids = all.centres,
        .atom_id_size = sizeof(int)};
    volterra_results results = {
        .size = sizeof results, .energy = &energy, .forces = forces, .virial = virial, .site_energies = site_energies,
        .site_virials = site_virials, .site_virial_tensors = tensors};
    return volterra_evaluate_list(evaluator, &list, &results);
}

static void check_evaluator(const char *path, const volterra_potential *potential, const volterra_options *options) {
    long before = atomic_load(&allocations);
    volterra_evaluator *evaluator = NULL;
    check(volterra_evaluator_new_with_options(potential, options, &evaluator) == VOLTERRA_OK, "an evaluator is made", path);
    check(atomic_load(&allocations) > before, "what the library allocates is counted", path);

    int64_t new_bytes = 0, one_bytes = 0, bytes = 0, same_bytes = 0;
    check(volterra_evaluator_memory(evaluator, &new_bytes) == VOLTERRA_OK, "a new evaluator knows its size", path);
    check(evaluate(evaluator, 1) == VOLTERRA_OK, "one atom is evaluated", path);
    check(volterra_evaluator_memory(evaluator, &one_bytes) == VOLTERRA_OK && one_bytes > new_bytes, "neighbours need room", path);
    for (int round = 0; round < 2; round++) check(evaluate(evaluator, ATOMS) == VOLTERRA_OK, "the list is evaluated", path);
    check(volterra_evaluator_memory(evaluator, &bytes) == VOLTERRA_OK && bytes >= one_bytes, "the size never shrinks", path);

    before = atomic_load(&allocations);
    int status = VOLTERRA_OK;
    for (int round = 0; round < 10; round++) status |= evaluate(evaluator, ATOMS) | evaluate(evaluator, round);
    long after = atomic_load(&allocations);
    check(status == VOLTERRA_OK && isfinite(energy) && energy != 0, "the list is evaluated again", path);
    check(after == before, "a warm evaluator allocates nothing", path);
    printf("%s: %ld allocations in 20 evaluations, %lld bytes\n", path, after - before, (long long)bytes);
    check(volterra_evaluator_memory(evaluator, &same_bytes) == VOLTERRA_OK && same_bytes == bytes, "the size stays", path);
    volterra_evaluator_delete(evaluator);
}

/* Which thread sees which atoms is a matter of luck, and so is when the last of them is warm. What is allocated for every list never ends. */
static void check_threads(const char *path, const volterra_potential *potential) {
    volterra_options options = {.size = sizeof options, .threads = 2};
    volterra_evaluator *evaluator = NULL;
    check(volterra_evaluator_new_with_options(potential, &options, &evaluator) == VOLTERRA_OK, "an evaluator is made", path);
    long allocated = 1;
    int status = VOLTERRA_OK;
    for (int round = 0; round < 100 && allocated > 0; round++) {
        long before = atomic_load(&allocations);
        for (int k = 0; k < 20; k++) status |= evaluate(evaluator, ATOMS);
        allocated = atomic_load(&allocations) - before;
    }
    check(status == VOLTERRA_OK, "two threads evaluate the list", path);
    check(allocated == 0, "two warm threads allocate nothing", path);
    volterra_evaluator_delete(evaluator);
}

int main(int count, char **paths) {
    static const char *const elements[] = {"W", "Re", "Os", "Ir"};
    for (int k = 1; k < count; k++) {
        volterra_potential *potential = volterra_potential_new();
        int species_count = 0;
        check(volterra_potential_load(potential, paths[k]) == VOLTERRA_OK, "the potential is read", paths[k]);
        volterra_potential_species_count(potential, &species_count);
        for (int species = 0; species < species_count && species < 4; species++)
            volterra_potential_set_element(potential, species, elements[species]);
        memset(&all, 0, sizeof all);
        fill(&all, species_count);
        const volterra_options zbl = {.size = sizeof zbl, .energy_factor = 23.060549, .zbl_inner = 1, .zbl_outer = 2.3};
        check_evaluator(paths[k], potential, NULL);
        check_evaluator(paths[k], potential, &zbl);
        check_threads(paths[k], potential);
        volterra_potential_delete(potential);
    }
    return count > 1 && failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
