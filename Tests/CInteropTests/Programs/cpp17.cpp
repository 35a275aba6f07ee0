// Every function of volterra.h, called from C++17. Usage: cpp17 POTENTIAL, which must be examples/01-evaluate/W-08.mtp.
#include "tungsten.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
#include <volterra.h>

namespace {

int failures = 0;

void check(bool holds, const char *what) {
    if (holds) return;
    failures += 1;
    std::printf("does not hold: %s\n", what);
}

template <typename Fill> std::string text(Fill fill) {
    std::string result(fill(nullptr, 0), '\0');
    fill(result.data(), result.size() + 1);
    return result;
}

struct Delete {
    void operator()(volterra_potential *potential) const { volterra_potential_delete(potential); }
    void operator()(volterra_evaluator *evaluator) const { volterra_evaluator_delete(evaluator); }
};

using Potential = std::unique_ptr<volterra_potential, Delete>;
using Evaluator = std::unique_ptr<volterra_evaluator, Delete>;

Potential load(const std::string &path) {
    Potential potential(volterra_potential_new());
    if (int status = volterra_potential_load(potential.get(), path.c_str()); status != VOLTERRA_OK) {
        auto why = text([&](char *buffer, size_t size) { return volterra_potential_error(potential.get(), buffer, size); });
        throw std::runtime_error(std::string(volterra_status_name(status)) + ": " + why);
    }
    return potential;
}

Evaluator make_evaluator(const Potential &potential) {
    volterra_evaluator *evaluator = nullptr;
    if (volterra_evaluator_new(potential.get(), 2, &evaluator) != VOLTERRA_OK) throw std::runtime_error("no evaluator");
    return Evaluator(evaluator);
}

template <typename Value, typename Function> Value get(Function function, const Potential &potential) {
    Value value{};
    check(function(potential.get(), &value) == VOLTERRA_OK, "a property can be read");
    return value;
}

void check_queries(const Potential &potential, const std::string &path) {
    check(volterra_abi_version() == VOLTERRA_ABI_VERSION, "header and library agree");
    check(!std::string(volterra_version()).empty(), "there is a version");
    check(!std::string(volterra_instruction_set()).empty(), "there is an instruction set");
    check(!std::string(volterra_processor_level()).empty(), "there is a CPU level");
    check(volterra_atoms_per_vector(VOLTERRA_DOUBLE) > 0, "there are atoms in a vector");
    check(get<int>(volterra_potential_is_trained, potential) == 1, "the potential is trained");
    check(get<int>(volterra_potential_species_count, potential) == 1, "there is one species");
    check(get<double>(volterra_potential_cutoff, potential) == 5, "the cutoff is 5");
    check(get<double>(volterra_potential_minimum_distance, potential) > 1.88, "there is a minimum distance");
    check(get<int64_t>(volterra_potential_parameter_count, potential) == 26, "there are 26 parameters");
    int rows = -1;
    check(volterra_potential_active_set(potential.get(), &rows, nullptr) == VOLTERRA_OK && rows == VOLTERRA_NO_ACTIVE_SET, "no active set");
    check(volterra_potential_load_posterior(potential.get(), "?", 1, nullptr) == VOLTERRA_ERROR_DATA, "a question mark is no posterior");
    int label = -1, species = 7;
    check(volterra_potential_species_label(potential.get(), 0, &label) == VOLTERRA_OK && label == 0, "the label is 0");
    check(volterra_potential_find_species(potential.get(), "W", &species) == VOLTERRA_ERROR_DATA && species == 7, "W is not named");
    check(text([&](char *b, size_t n) { return volterra_potential_species_element(potential.get(), 0, b, n); }).empty(), "no element");
    check(text([&](char *b, size_t n) { return volterra_potential_name(potential.get(), b, n); }) == "MTP1m", "the name is MTP1m");

    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    Potential copy(volterra_potential_new());
    check(volterra_potential_load_bytes(copy.get(), bytes.data(), bytes.size(), "copy") == VOLTERRA_OK, "bytes can be loaded");
    check(get<int64_t>(volterra_potential_parameter_count, copy) == 26, "bytes hold the same potential");
}

int evaluate(const Evaluator &evaluator, const std::vector<double> &positions, double &energy, std::vector<double> &forces) {
    volterra_system system{};
    system.size = sizeof system;
    system.atom_count = ATOMS;
    system.positions = positions.data();
    system.species = tungsten_species;
    std::copy(std::begin(tungsten_cell), std::end(tungsten_cell), system.cell);
    std::fill(std::begin(system.periodic), std::end(system.periodic), 1);
    volterra_results results{};
    results.size = sizeof results;
    results.energy = &energy;
    results.forces = forces.data();
    return volterra_evaluate_system(evaluator.get(), &system, &results);
}

void check_system(const Evaluator &evaluator) {
    std::vector<double> positions(std::begin(tungsten_positions), std::end(tungsten_positions)), forces(3 * ATOMS);
    double energy = 0;
    check(evaluate(evaluator, positions, energy, forces) == VOLTERRA_OK, "the system is evaluated");
    check(std::abs(energy - tungsten_energy) < 1e-10, "the energy is MLIP's");
    for (int k = 0; k < 3 * ATOMS; k++) check(std::abs(forces[k] - tungsten_forces[k]) < 1e-9, "the forces are MLIP's");

    positions[5] = std::numeric_limits<double>::quiet_NaN();
    energy = 7;
    check(evaluate(evaluator, positions, energy, forces) == VOLTERRA_ERROR_DATA && energy == 7, "NaN is refused");
    const auto why = text([&](char *buffer, size_t size) { return volterra_evaluator_error(evaluator.get(), buffer, size); });
    check(why.find("atom 2") != std::string::npos, "the message names the atom");
}

// Tungsten in kcal/mol, with a repulsion that no pair is close enough for.
void check_options(const Potential &potential) {
    check(volterra_potential_set_element(potential.get(), 0, "W") == VOLTERRA_OK, "the species is named");
    volterra_options options{};
    options.size = sizeof options;
    options.energy_factor = 23.060549;
    options.zbl_inner = 0.5;
    options.zbl_outer = 1;
    volterra_evaluator *made = nullptr;
    check(volterra_evaluator_new_with_options(potential.get(), &options, &made) == VOLTERRA_OK, "there is an evaluator");
    const Evaluator evaluator(made);
    const std::vector<double> positions(std::begin(tungsten_positions), std::end(tungsten_positions));
    std::vector<double> forces(3 * ATOMS);
    double energy = 0;
    check(evaluate(evaluator, positions, energy, forces) == VOLTERRA_OK, "the system is evaluated");
    check(std::abs(energy - 23.060549 * tungsten_energy) < 1e-9, "the energy is in kcal/mol");
}

// Two atoms, each the neighbour of the other.
void check_list(const Evaluator &evaluator) {
    const double positions[] = {0, 0, 0, 2.5, 0, 0};
    const int types[] = {1, 1}, species_of_type[] = {-1, 0}, centres[] = {0, 1}, counts[] = {1, 1}, first[] = {1}, second[] = {0};
    const int *const neighbours[] = {first, second};
    volterra_list list{};
    list.size = sizeof list;
    list.atom_count = list.centre_count = 2;
    list.positions = positions;
    list.types = types;
    list.species_of_type = species_of_type;
    list.type_count = 1;
    list.centres = centres;
    list.neighbour_counts = counts;
    list.neighbours = neighbours;
    list.neighbour_mask = 0x1FFFFFFF;
    double energy = 0, forces[6] = {};
    volterra_results results{};
    results.size = sizeof results;
    results.energy = &energy;
    results.forces = forces;
    check(volterra_evaluate_list(evaluator.get(), &list, &results) == VOLTERRA_OK, "the list is evaluated");
    check(std::isfinite(energy) && energy != 0, "the list has an energy");
    check(forces[0] != 0 && std::abs(forces[0] + forces[3]) < 1e-12, "action is reaction");
    int64_t bytes = 0;
    check(volterra_evaluator_memory(evaluator.get(), &bytes) == VOLTERRA_OK && bytes > 0, "the evaluator knows its size");
    list.centre_count = -1;
    check(volterra_evaluate_list(evaluator.get(), &list, &results) == VOLTERRA_ERROR_USAGE, "a wrong count is refused");
}

}  // namespace

int main(int count, char **arguments) {
    if (count != 2) return 2;
    try {
        const auto potential = load(arguments[1]);
        check_queries(potential, arguments[1]);
        std::vector<std::thread> threads;
        for (int k = 0; k < 3; k++) threads.emplace_back([&] { check(make_evaluator(potential) != nullptr, "threads make evaluators"); });
        for (auto &thread : threads) thread.join();
        const auto evaluator = make_evaluator(potential);
        check_system(evaluator);
        check_list(evaluator);
        check_options(potential);
    } catch (const std::exception &error) {
        check(false, error.what());
    }
    std::printf("%d failed\n", failures);
    return failures == 0 ? 0 : 1;
}
