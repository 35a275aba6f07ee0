/* The smallest list: two atoms, each the neighbour of the other. */
#ifndef TWO_ATOMS_H
#define TWO_ATOMS_H

#include <volterra.h>

typedef struct {
    double positions[6];
    int types[2], species_of_type[2], centres[2], counts[2], neighbour_indices[2];
    const int *neighbours[2];
} two_atoms;

/* `distance` Angstrom apart along x. */
static inline two_atoms two_atoms_at(double distance) {
    return (two_atoms){
        .positions = {0, 0, 0, distance, 0, 0}, .types = {1, 1}, .species_of_type = {-1, 0}, .centres = {0, 1}, .counts = {1, 1},
        .neighbour_indices = {1, 0}};
}

static inline volterra_list list_of(two_atoms *atoms) {
    for (int k = 0; k < 2; k++) atoms->neighbours[k] = &atoms->neighbour_indices[k];
    return (volterra_list){
        .size = sizeof(volterra_list), .atom_count = 2, .positions = atoms->positions, .types = atoms->types,
        .species_of_type = atoms->species_of_type, .type_count = 1, .centre_count = 2, .centres = atoms->centres,
        .neighbour_counts = atoms->counts, .neighbours = atoms->neighbours, .neighbour_mask = 0x1FFFFFFF};
}

#endif
