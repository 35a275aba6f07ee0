/* The library and potentials: what can be asked, and how texts are copied. */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <volterra.h>

void check_library(void) {
    CHECK(volterra_abi_version() == VOLTERRA_ABI_VERSION);
    CHECK(strchr(volterra_version(), '.') != NULL);
    CHECK(strlen(volterra_instruction_set()) > 0);
    CHECK(strlen(volterra_processor_level()) > 0);
    printf("%s for %s\n", volterra_version(), volterra_instruction_set());

    for (int status = VOLTERRA_OK; status <= VOLTERRA_ERROR_NOT_CONVERGED; status++) {
        CHECK(strlen(volterra_status_name(status)) > 0);
        for (int other = VOLTERRA_OK; other < status; other++)
            CHECK(strcmp(volterra_status_name(status), volterra_status_name(other)) != 0);
    }
    CHECK(strlen(volterra_status_name(-1)) > 0 && strlen(volterra_status_name(1000000)) > 0);
}

/* What is known of W-08.mtp. */
static void check_properties(const volterra_potential *potential) {
    int is_trained = -1, species_count = -1, label = -1;
    double cutoff = 0, distance = 0;
    int64_t parameters = 0;
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_is_trained(potential, &is_trained));
    CHECK(is_trained == 1);
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_species_count(potential, &species_count));
    CHECK(species_count == 1);
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_species_label(potential, 0, &label));
    CHECK(label == 0);
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_cutoff(potential, &cutoff));
    CHECK(cutoff == 5);
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_minimum_distance(potential, &distance));
    CHECK(distance == 1.887076832794225);
    /* 2 radial functions of 8 coefficients, 1 species, 9 scalars */
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_parameter_count(potential, &parameters));
    CHECK(parameters == 2 * 8 + 1 + 9);
    /* The file does not say which element it is for. */
    char element[4] = "???";
    CHECK(volterra_potential_species_element(potential, 0, element, sizeof element) == 0);
    CHECK(element[0] == '\0');
}

static void check_texts(const volterra_potential *potential) {
    char name[32], cut[4];
    size_t length = volterra_potential_name(potential, NULL, 0);
    CHECK(length == strlen("MTP1m"));
    CHECK(volterra_potential_name(potential, name, sizeof name) == length);
    CHECK(strcmp(name, "MTP1m") == 0);
    memset(cut, '#', sizeof cut);
    CHECK(volterra_potential_name(potential, cut, 3) == length);
    CHECK(strcmp(cut, "MT") == 0 && cut[3] == '#');
    cut[0] = '#';
    CHECK(volterra_potential_name(potential, cut, 0) == length && cut[0] == '#');
}

/* The whole file; NULL if it cannot be read. To be freed. */
static char *contents(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    char *bytes = malloc(1 << 20);
    *size = bytes == NULL ? 0 : fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

static void check_named_elements(volterra_potential *potential, const char *bytes) {
    /* The species of a potential are named in its tag. */
    const char *tag = strstr(bytes, "potential_tag = ");
    if (!CHECK(tag != NULL)) return;
    char *named = malloc(strlen(bytes) + 32);
    if (!CHECK(named != NULL)) return;
    size_t before = (size_t)(tag - bytes) + strlen("potential_tag = ");
    memcpy(named, bytes, before);
    strcpy(named + before, "species: W");
    strcat(named, bytes + before);
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load_bytes(potential, named, strlen(named), "named.mtp"));
    free(named);

    char element[4];
    CHECK(volterra_potential_species_element(potential, 0, element, sizeof element) == 1);
    CHECK(strcmp(element, "W") == 0);
    int species = -1;
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_find_species(potential, "W", &species));
    CHECK(species == 0);
    CHECK_STATUS(VOLTERRA_ERROR_DATA, volterra_potential_find_species(potential, "Re", &species));
    CHECK(species == 0);
}

void check_potentials(const char *path) {
    volterra_potential *potential = volterra_potential_new();
    if (!CHECK(potential != NULL)) return;
    CHECK(volterra_potential_error(potential, NULL, 0) == 0);
    CHECK_STATUS(VOLTERRA_OK, volterra_potential_load(potential, path));
    check_properties(potential);
    check_texts(potential);

    /* A failure is explained, and leaves the handle as it was. */
    char text[256];
    CHECK_STATUS(VOLTERRA_ERROR_IO, volterra_potential_load(potential, "/nowhere/at-all.mtp"));
    CHECK(volterra_potential_error(potential, text, sizeof text) > 0);
    CHECK(strstr(text, "/nowhere/at-all.mtp") != NULL);
    check_properties(potential);

    size_t size = 0;
    char *bytes = contents(path, &size);
    if (CHECK(bytes != NULL && size > 0)) {
        bytes[size] = '\0';
        CHECK_STATUS(VOLTERRA_OK, volterra_potential_load_bytes(potential, bytes, size, NULL));
        check_properties(potential);
        CHECK_STATUS(VOLTERRA_ERROR_DATA, volterra_potential_load_bytes(potential, bytes, size / 2, "half.mtp"));
        CHECK(volterra_potential_error(potential, text, sizeof text) > 0 && strstr(text, "half.mtp") != NULL);
        check_named_elements(potential, bytes);
    }
    free(bytes);
    volterra_potential_delete(potential);
}
