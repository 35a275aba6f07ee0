/* Several threads at once: each with its own evaluator, all with one, and handles that come and go meanwhile. */
#include "check.h"
#include "tungsten.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <volterra.h>

enum { THREADS = 4, ROUNDS = 200 };

typedef struct {
    const char *path;
    volterra_potential *potential;
    volterra_evaluator *shared;
    int evaluated;
} work;

static int evaluate(volterra_evaluator *evaluator, double *energy) {
    volterra_system system = {.size = sizeof system, .atom_count = ATOMS, .positions = tungsten_positions, .species = tungsten_species,
                              .periodic = {1, 1, 1}};
    memcpy(system.cell, tungsten_cell, sizeof tungsten_cell);
    volterra_results results = {.size = sizeof results, .energy = energy};
    return volterra_evaluate_system(evaluator, &system, &results);
}

static void *evaluate_with_own(void *argument) {
    work *mine = argument;
    volterra_evaluator *evaluator = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(mine->potential, 2, &evaluator));
    for (int round = 0; round < ROUNDS; round++) {
        double energy = 0;
        CHECK_STATUS(VOLTERRA_OK, evaluate(evaluator, &energy));
        CHECK(near(energy, tungsten_energy, 1e-12, 40));
    }
    volterra_evaluator_delete(evaluator);
    return NULL;
}

/* An evaluator serves one at a time; whoever finds it busy is told so. */
static void *evaluate_with_shared(void *argument) {
    work *mine = argument;
    for (int round = 0; round < ROUNDS; round++) {
        double energy = 0;
        int status = evaluate(mine->shared, &energy);
        if (status == VOLTERRA_OK) {
            CHECK(near(energy, tungsten_energy, 1e-12, 40));
            mine->evaluated++;
        } else {
            char text[256];
            CHECK(status == VOLTERRA_ERROR_USAGE && energy == 0);
            int64_t bytes = -1;
            status = volterra_evaluator_memory(mine->shared, &bytes);
            CHECK(status == VOLTERRA_OK ? bytes > 0 : status == VOLTERRA_ERROR_USAGE && bytes == -1);
            CHECK(volterra_evaluator_error(mine->shared, text, sizeof text) > 0);
        }
    }
    return NULL;
}

static void *load_and_delete(void *argument) {
    const work *mine = argument;
    for (int round = 0; round < ROUNDS; round++) {
        volterra_potential *potential = volterra_potential_new();
        volterra_evaluator *evaluator = NULL;
        double energy = 0;
        char text[256];
        CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, mine->path));
        CHECK_STATUS(VOLTERRA_ERROR_IO, volterra_potential_load(potential, "/nowhere/at-all.mtp"));
        CHECK(volterra_potential_error(potential, text, sizeof text) > 0);
        CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, 1, &evaluator));
        volterra_potential_delete(potential); /* the evaluator stays valid */
        CHECK_STATUS(VOLTERRA_OK, evaluate(evaluator, &energy));
        CHECK(near(energy, tungsten_energy, 1e-12, 40));
        volterra_evaluator_delete(evaluator);
        CHECK_STATUS(VOLTERRA_ERROR_USAGE, evaluate(evaluator, &energy));
    }
    return NULL;
}

static int in_threads(void *(*body)(void *), work common) {
    pthread_t threads[THREADS];
    work works[THREADS];
    int evaluated = 0;
    for (int k = 0; k < THREADS; k++) {
        works[k] = common;
        CHECK(pthread_create(&threads[k], NULL, body, &works[k]) == 0);
    }
    for (int k = 0; k < THREADS; k++) {
        pthread_join(threads[k], NULL);
        evaluated += works[k].evaluated;
    }
    return evaluated;
}

void check_threads(const char *path) {
    work common = {.path = path, .potential = volterra_potential_new()};
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(common.potential, path));
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(common.potential, 1, &common.shared));
    in_threads(evaluate_with_own, common);
    CHECK(in_threads(evaluate_with_shared, common) > 0);
    in_threads(load_and_delete, common);
    volterra_evaluator_delete(common.shared);
    volterra_potential_delete(common.potential);
}
