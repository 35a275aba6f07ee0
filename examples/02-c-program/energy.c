#include <stdio.h>
#include <volterra.h>

int main(void) {
    volterra_potential *potential = volterra_potential_new();
    volterra_evaluator *evaluator = NULL;
    if (volterra_potential_load(potential, "W-08.mtp") || volterra_evaluator_new(potential, 1, &evaluator)) {
        char why[200];
        volterra_potential_error(potential, why, sizeof why);
        return fprintf(stderr, "%s\n", why), 1;
    }

    /* One tungsten atom in the primitive cell of bcc. */
    const double h = 1.5877132402714709, position[3] = {0};
    const int species[1] = {0};
    volterra_system crystal = {sizeof crystal, 1, position, species, {-h, h, h, h, -h, h, h, h, -h}, {1, 1, 1}};
    double energy, virial[6];
    volterra_results results = {.size = sizeof results, .energy = &energy, .virial = virial};
    if (volterra_evaluate_system(evaluator, &crystal, &results)) return 1;
    printf("%.6f eV, virial %.6f eV along each axis\n", energy, virial[0]);

    volterra_evaluator_delete(evaluator);
    volterra_potential_delete(potential);
    return 0;
}
