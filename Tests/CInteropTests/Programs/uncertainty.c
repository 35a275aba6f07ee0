/* Grades and deviations of atoms. */
#include "check.h"
#include "two_atoms.h"

#include <stdlib.h>
#include <string.h>

/* A file in memory. */
typedef struct {
    unsigned char *bytes;
    size_t count;
} content;

static void append(content *file, const void *bytes, size_t count) {
    file->bytes = realloc(file->bytes, file->count + count);
    memcpy(file->bytes + file->count, bytes, count);
    file->count += count;
}

static void append_text(content *file, const char *text) { append(file, text, strlen(text)); }

/* The unit matrix times a number. */
static void append_diagonal(content *file, int64_t size, double value) {
    for (int64_t row = 0; row < size; row++)
        for (int64_t column = 0; column < size; column++) {
            const double element = row == column ? value : 0;
            append(file, &element, sizeof element);
        }
}

/* The potential with an active set in the form of MLIP-3: A is twice the unit matrix. */
static content with_active_set(const char *path, int64_t size, int is_of_atoms) {
    content file = {NULL, 0};
    char buffer[4096];
    FILE *source = fopen(path, "rb");
    for (size_t count; source != NULL && (count = fread(buffer, 1, sizeof buffer, source)) > 0;) append(&file, buffer, count);
    if (source != NULL) fclose(source);
    append_text(&file, "\n#MVS_v1.1\n");
    append_text(&file, is_of_atoms ? "energy_weight 0\n" : "energy_weight 1\n");
    append_text(&file, "force_weight 0\nstress_weight 0\n");
    append_text(&file, is_of_atoms ? "site_en_weight 1\n" : "site_en_weight 0\n");
    append_text(&file, "weight_scaling 2\n#");
    append_diagonal(&file, size, 2);
    append_diagonal(&file, size, 0.5);
    append_text(&file, "\n#\n");
    for (int64_t row = 0; row < size; row++) append_text(&file, "-1 -1\n");
    append_text(&file, "#\n");
    return file;
}

static volterra_system system_of(const two_atoms *atoms, const int *species) {
    return (volterra_system){.size = sizeof(volterra_system), .atom_count = 2, .positions = atoms->positions, .species = species};
}

/* Both atoms see the same, so that each has half of the derivatives; their grade is the largest of these, halved. */
static double expected_grade(volterra_evaluator *evaluator, const two_atoms *atoms, int64_t parameters) {
    const int species[2] = {0, 0};
    volterra_system system = system_of(atoms, species);
    double *gradient = calloc((size_t)parameters, sizeof *gradient);
    volterra_results results = {.size = sizeof results, .parameter_gradient = gradient};
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_system(evaluator, &system, &results));
    double largest = 0;
    for (int64_t parameter = 0; parameter < parameters; parameter++) largest = fmax(largest, fabs(gradient[parameter]));
    free(gradient);
    return 0.25 * largest;
}

static void check_grades(volterra_evaluator *evaluator, int64_t parameters) {
    const int species[2] = {0, 0};
    two_atoms atoms = two_atoms_at(2.5);
    const double expected = expected_grade(evaluator, &atoms, parameters);
    double grades[2] = {-1, -1};
    volterra_results results = {.size = sizeof results, .site_grades = grades};
    volterra_system system = system_of(&atoms, species);
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_system(evaluator, &system, &results));
    CHECK(near(grades[0], expected, 1e-12, expected) && near(grades[1], expected, 1e-12, expected));

    /* In lists they are set, not added, and for the centres only. */
    volterra_list list = list_of(&atoms);
    list.centre_count = 1;
    grades[0] = grades[1] = 1000;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &list, &results));
    CHECK(near(grades[0], expected, 1e-12, expected));
    CHECK(grades[1] == 1000);

    /* An older caller does not have the field. */
    grades[0] = 1000;
    results.size = offsetof(volterra_results, site_grades);
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluate_list(evaluator, &list, &results));
    CHECK(grades[0] == 1000);
}

static void check_refused(volterra_evaluator *evaluator, int wants_deviations, int status, const char *words) {
    two_atoms atoms = two_atoms_at(2.5);
    volterra_list list = list_of(&atoms);
    double values[2] = {0, 0};
    volterra_results results = {.size = sizeof results};
    *(wants_deviations ? &results.site_deviations : &results.site_grades) = values;
    char text[256] = "";
    CHECK_STATUS(status, volterra_evaluate_list(evaluator, &list, &results));
    volterra_evaluator_error(evaluator, text, sizeof text);
    if (!CHECK(strstr(text, words) != NULL)) printf("  %s, in: %s\n", words, text);
}

static volterra_evaluator *loaded(volterra_potential *potential, const content *file, int rows, int64_t size) {
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load_bytes(potential, file->bytes, file->count, "with its active set"));
    int found_rows = -1;
    int64_t found_size = -1;
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_active_set(potential, &found_rows, &found_size));
    CHECK(found_rows == rows && found_size == size);
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_active_set(potential, NULL, NULL));
    volterra_evaluator *evaluator = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, 1, &evaluator));
    return evaluator;
}

static void check_posterior(volterra_potential *potential) {
    char text[256] = "";
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_load_posterior(potential, NULL, 0, NULL));
    CHECK_STATUS(VOLTERRA_ERROR_DATA, volterra_potential_load_posterior(potential, "nonsense", 8, "W.posterior"));
    volterra_potential_error(potential, text, sizeof text);
    CHECK(strstr(text, "W.posterior") != NULL);
}

void check_uncertainty(const char *path) {
    volterra_potential *potential = volterra_potential_new();
    int rows = -1;
    int64_t parameters = 0, size = -1;
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_active_set(potential, &rows, &size));
    CHECK_STATUS(VOLTERRA_ERROR_USAGE, volterra_potential_load_posterior(potential, "nonsense", 8, NULL));
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_parameter_count(potential, &parameters));
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_active_set(potential, &rows, &size));
    CHECK(rows == VOLTERRA_NO_ACTIVE_SET && size == 0);
    check_posterior(potential);

    volterra_evaluator *plain = NULL;
    CHECK_STATUS(VOLTERRA_OK, volterra_evaluator_new(potential, 1, &plain));
    check_refused(plain, 0, VOLTERRA_ERROR_DATA, "no active set");
    check_refused(plain, 1, VOLTERRA_ERROR_DATA, "no posterior");

    content of_atoms = with_active_set(path, parameters, 1), of_configurations = with_active_set(path, parameters, 0);
    volterra_evaluator *evaluator = loaded(potential, &of_atoms, VOLTERRA_ROWS_OF_ATOMS, parameters);
    check_grades(evaluator, parameters);
    volterra_evaluator *other = loaded(potential, &of_configurations, VOLTERRA_ROWS_OF_CONFIGURATIONS, parameters);
    check_refused(other, 0, VOLTERRA_ERROR_UNSUPPORTED, "--mode neighbourhood");
    /* The first one keeps what it was made with. */
    check_grades(evaluator, parameters);

    volterra_evaluator_delete(plain);
    volterra_evaluator_delete(evaluator);
    volterra_evaluator_delete(other);
    volterra_potential_delete(potential);
    free(of_atoms.bytes);
    free(of_configurations.bytes);
}
