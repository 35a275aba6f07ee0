/* How long one atom takes: energies, forces and virial of a neighbour list as LAMMPS holds it, with a skin, bcc tungsten, on one core.
 *
 *     evaluation POTENTIAL                 2000 atoms
 *     evaluation POTENTIAL EVALUATIONS     128 atoms
 *
 * The first prints the instruction set, the mean number of neighbours within the cutoff, and the processor time in microseconds per atom: the
 * best of several rounds, because the machine may be busy with something else. Making the list is not timed. The second evaluates that many
 * times, for programs that count instructions, and prints the instruction set and the number of atoms. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <volterra.h>

enum { TIMED_EDGE = 10, COUNTED_EDGE = 4, ROUNDS = 5, MOST_NEIGHBOURS = 400 };

static const double lattice_constant = 3.165, skin = 0.3, round_seconds = 0.3;

typedef struct {
    int edge, centre_count, atom_count;
    double *positions;
    int *types, *centres, *counts, *species_of_type;
    const int **neighbours;
} crystal;

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) exit((fputs("evaluation: not enough memory\n", stderr), EXIT_FAILURE));
    return memory;
}

/* Within 1 % of the lattice constant, and the same in every run: no sum is zero by symmetry. */
static double displacement(void) {
    static unsigned state = 1;
    state = state * 1664525u + 1013904223u;
    return 0.02 * lattice_constant * ((double)(state >> 8) / (1 << 24) - 0.5);
}

/* The centres come first; the other atoms are in a margin around them as wide as the cutoff. */
static void add_atoms(crystal *all, int margin, int of_margin, int species_count) {
    const int edge = all->edge;
    for (int i = -margin; i < edge + margin; i++)
        for (int j = -margin; j < edge + margin; j++)
            for (int k = -margin; k < edge + margin; k++) {
                int inside = i >= 0 && i < edge && j >= 0 && j < edge && k >= 0 && k < edge;
                if (inside == of_margin) continue;
                for (int half = 0; half < 2; half++) {
                    double *x = &all->positions[3 * all->atom_count];
                    x[0] = (i + 0.5 * half) * lattice_constant + displacement();
                    x[1] = (j + 0.5 * half) * lattice_constant + displacement();
                    x[2] = (k + 0.5 * half) * lattice_constant + displacement();
                    all->types[all->atom_count] = 1 + (7 * i + 5 * j + 3 * k + half + 1000) % species_count;
                    all->atom_count++;
                }
            }
}

static double square_distance(const crystal *all, int first, int second) {
    const double *x = &all->positions[3 * first], *y = &all->positions[3 * second];
    return (x[0] - y[0]) * (x[0] - y[0]) + (x[1] - y[1]) * (x[1] - y[1]) + (x[2] - y[2]) * (x[2] - y[2]);
}

static crystal make_crystal(int edge, double cutoff, int species_count) {
    int margin = (int)ceil((cutoff + skin) / lattice_constant) + 1, whole_edge = edge + 2 * margin;
    size_t most = 2 * (size_t)whole_edge * (size_t)whole_edge * (size_t)whole_edge;
    crystal all = {
        .edge = edge, .centre_count = 2 * edge * edge * edge, .positions = allocate(3 * most, sizeof(double)),
        .types = allocate(most, sizeof(int)), .centres = allocate(most, sizeof(int)), .counts = allocate(most, sizeof(int)),
        .species_of_type = allocate((size_t)species_count + 1, sizeof(int)), .neighbours = allocate(most, sizeof(int *))};
    add_atoms(&all, margin, 0, species_count);
    add_atoms(&all, margin, 1, species_count);
    for (int type = 0; type <= species_count; type++) all.species_of_type[type] = type - 1;
    /* One list behind the other, as in the pages of LAMMPS. */
    int *list = allocate((size_t)all.centre_count * MOST_NEIGHBOURS, sizeof(int));
    for (int centre = 0; centre < all.centre_count; centre++) {
        int count = 0;
        for (int other = 0; other < all.atom_count && count < MOST_NEIGHBOURS; other++)
            if (other != centre && square_distance(&all, centre, other) < (cutoff + skin) * (cutoff + skin)) list[count++] = other;
        all.centres[centre] = centre;
        all.counts[centre] = count;
        all.neighbours[centre] = list;
        list += count;
    }
    return all;
}

static double mean_neighbours(const crystal *all, double cutoff) {
    int within = 0;
    for (int centre = 0; centre < all->centre_count; centre++)
        for (int index = 0; index < all->counts[centre]; index++)
            within += square_distance(all, centre, all->neighbours[centre][index]) < cutoff * cutoff;
    return (double)within / all->centre_count;
}

/* Seconds of processor time for one evaluation; negative if it fails. */
static double seconds_per_evaluation(volterra_evaluator *evaluator, const volterra_list *list, volterra_results *results) {
    double best = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        clock_t start = clock(), now = start;
        int evaluations = 0;
        for (; now - start < round_seconds * CLOCKS_PER_SEC; now = clock(), evaluations++)
            if (volterra_evaluate_list(evaluator, list, results) != VOLTERRA_OK) return -1;
        best = fmin(best, (double)(now - start) / CLOCKS_PER_SEC / evaluations);
    }
    return best;
}

int main(int count, char **arguments) {
    volterra_potential *potential = volterra_potential_new();
    volterra_evaluator *evaluator = NULL;
    double cutoff = 0, energy = 0, virial[6] = {0};
    int species_count = 0, evaluations = count == 3 ? atoi(arguments[2]) : 0;
    if (count != 2 && evaluations <= 0) return fprintf(stderr, "usage: %s POTENTIAL [EVALUATIONS]\n", arguments[0]), 2;
    if (volterra_potential_load(potential, arguments[1]) || volterra_evaluator_new(potential, 1, &evaluator)) {
        char why[300];
        volterra_potential_error(potential, why, sizeof why);
        return fprintf(stderr, "evaluation: %s\n", why), 1;
    }
    volterra_potential_cutoff(potential, &cutoff);
    volterra_potential_species_count(potential, &species_count);

    crystal all = make_crystal(evaluations ? COUNTED_EDGE : TIMED_EDGE, cutoff, species_count);
    volterra_list list = {
        .size = sizeof list, .atom_count = all.atom_count, .positions = all.positions, .types = all.types,
        .species_of_type = all.species_of_type, .type_count = species_count, .centre_count = all.centre_count, .centres = all.centres,
        .neighbour_counts = all.counts, .neighbours = all.neighbours, .neighbour_mask = 0x1FFFFFFF};
    volterra_results results = {
        .size = sizeof results, .energy = &energy, .forces = allocate(3 * (size_t)all.atom_count, sizeof(double)), .virial = virial};
    if (evaluations) {
        for (int index = 0; index < evaluations; index++)
            if (volterra_evaluate_list(evaluator, &list, &results) != VOLTERRA_OK) return fputs("evaluation: failed\n", stderr), 1;
        printf("%s\t%d\n", volterra_instruction_set(), all.centre_count);
        return 0;
    }
    double seconds = seconds_per_evaluation(evaluator, &list, &results);
    if (seconds < 0) return fputs("evaluation: failed\n", stderr), 1;
    printf("%s\t%.1f\t%.3f\n", volterra_instruction_set(), mean_neighbours(&all, cutoff), 1e6 * seconds / all.centre_count);
    return 0;
}
