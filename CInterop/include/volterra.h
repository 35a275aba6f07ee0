/* volterra.h - moment tensor potentials, for C, C++ and everything that can call C.
 *
 * This header is the contract of libvolterra.
 *
 * Conventions
 *   Units        eV, Angstrom, eV/Angstrom. Virials in eV: the sum of r (x) f, positive when compressed.
 *   Order        Six components: xx yy zz xy xz yz. Nine: xx yy zz xy xz yz yx zx zy. (LAMMPS's orders.)
 *   Counting     Atoms and species are counted from 0. Messages about a system count atoms from 1, as files do; messages about a list
 *                call atoms by their IDs, if it has them.
 *   Handles      Opaque, never dereferenced by the library: a null, stale or invented handle is an error, not a crash.
 *   Errors       Every function that can fail returns a volterra_status. The text of the last error is kept with the handle that
 *                was used and fetched with volterra_..._error.
 *   Text         Functions that fill a buffer write at most `size` bytes, always a terminating null (unless size is 0), and return
 *                the length of the whole text. A null buffer with size 0 asks for the length.
 *   Threads      Any number of threads may call any function at the same time. Calls with the same evaluator exclude one another:
 *                one that finds it busy returns VOLTERRA_ERROR_USAGE. Evaluators of one potential run concurrently.
 *   Growth       Structures begin with their own size; set it with sizeof. Fields that are added later come at the end, and are zero
 *                for a caller that was compiled before. A size that no version of the structure had is VOLTERRA_ERROR_USAGE.
 *   Promises     No function prints, exits, or raises a signal.
 */
#ifndef VOLTERRA_H
#define VOLTERRA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The number of this contract; raised by changes that a compiled caller would notice. */
#define VOLTERRA_ABI_VERSION 1

typedef enum volterra_status {
    VOLTERRA_OK = 0,
    /* A null pointer, an unknown handle, a wrong size, an index out of range: a mistake of the caller. */
    VOLTERRA_ERROR_USAGE = 1,
    /* A file or a configuration that does not hold what it should. */
    VOLTERRA_ERROR_DATA = 2,
    /* Well-formed, but not something that Volterra does. */
    VOLTERRA_ERROR_UNSUPPORTED = 3,
    /* The operating system refused: no such file, no permission. */
    VOLTERRA_ERROR_IO = 4,
    /* A computation gave up. */
    VOLTERRA_ERROR_NOT_CONVERGED = 5
} volterra_status;

/* In which numbers an evaluator computes. */
typedef enum volterra_precision {
    VOLTERRA_DOUBLE = 0,
    /* The work on neighbours and the moments in single precision; energies, forces and sums over atoms in double precision.
     * dE/dtheta is in double precision in any case. */
    VOLTERRA_MIXED = 1
} volterra_precision;

typedef struct volterra_potential volterra_potential;
typedef struct volterra_evaluator volterra_evaluator;

/* ---- The library ---------------------------------------------------------------------------------------------------------- */

/* The VOLTERRA_ABI_VERSION that the library was built with. */
int volterra_abi_version(void);

/* "1.2.3"; static storage. */
const char *volterra_version(void);

/* What the library was compiled for, for instance "x86-64-v4, 8 lanes"; static storage. */
const char *volterra_instruction_set(void);

/* How many atoms one vector instruction works on in that volterra_precision; 0 for another number. */
int volterra_atoms_per_vector(int precision);

/* The best CPU level that this processor can run, for instance "x86-64-v3"; static storage. If volterra_instruction_set begins with a lower
 * one, a faster copy of the library exists: see docs/install.md. */
const char *volterra_processor_level(void);

/* A short English name of a status; static storage, never null. */
const char *volterra_status_name(int status);

/* ---- Potentials ----------------------------------------------------------------------------------------------------------- */

/* An empty potential, to load a file into. Null only if memory is exhausted. */
volterra_potential *volterra_potential_new(void);

/* Frees a potential; evaluators made from it stay valid. Null and unknown handles are ignored. */
void volterra_potential_delete(volterra_potential *potential);

/* Reads a potential file (.mtp, .almtp, .als). On failure the handle keeps what it held before. */
int volterra_potential_load(volterra_potential *potential, const char *path);

/* The same from memory, for instance a file that one MPI rank has read for all; `name` (may be null) is used in messages. */
int volterra_potential_load_bytes(volterra_potential *potential, const void *bytes, size_t count, const char *name);

/* The text of the last error of this handle; empty if there was none. */
size_t volterra_potential_error(const volterra_potential *potential, char *buffer, size_t size);

/* The name that the file gives. */
size_t volterra_potential_name(const volterra_potential *potential, char *buffer, size_t size);

int volterra_potential_is_trained(const volterra_potential *potential, int *is_trained);
int volterra_potential_species_count(const volterra_potential *potential, int *count);

/* The integer by which the file calls a species. */
int volterra_potential_species_label(const volterra_potential *potential, int species, int *label);

/* The chemical symbol of a species; empty if the file does not tell, or there is no such species. */
size_t volterra_potential_species_element(const volterra_potential *potential, int species, char *buffer, size_t size);

/* Says which element a species is, for files that do not tell; VOLTERRA_ERROR_USAGE if `element` is no chemical symbol or another
 * species has it. Evaluators that were made before do not notice. */
int volterra_potential_set_element(volterra_potential *potential, int species, const char *element);

/* The species of that chemical symbol; VOLTERRA_ERROR_DATA if there is none. */
int volterra_potential_find_species(const volterra_potential *potential, const char *element, int *species);

/* Angstrom. */
int volterra_potential_cutoff(const volterra_potential *potential, double *cutoff);
int volterra_potential_minimum_distance(const volterra_potential *potential, double *distance);

/* The length of the vector of all parameters: radial, then species, then linear coefficients. */
int volterra_potential_parameter_count(const volterra_potential *potential, int64_t *count);

/* Whose gradients the rows of an active set are, against which grades are measured. */
typedef enum volterra_active_set_rows {
    VOLTERRA_NO_ACTIVE_SET = 0,
    VOLTERRA_ROWS_OF_CONFIGURATIONS = 1,
    /* Only these give grades of atoms. */
    VOLTERRA_ROWS_OF_ATOMS = 2,
    VOLTERRA_ROWS_OF_SEVERAL_KINDS = 3
} volterra_active_set_rows;

/* The active set of the file (.almtp, .als): a volterra_active_set_rows, and the number of its rows; either may be null. */
int volterra_potential_active_set(const volterra_potential *potential, int *rows, int64_t *size);

/* Reads a posterior (.posterior), from which the deviations of site energies follow, for the potential that is loaded; VOLTERRA_ERROR_DATA
 * if it belongs to another one. Loading a potential forgets it. Evaluators that were made before do not notice. */
int volterra_potential_load_posterior(volterra_potential *potential, const void *bytes, size_t count, const char *name);

/* ---- Evaluators ----------------------------------------------------------------------------------------------------------- */

/* Compiles a potential for evaluation. `threads` (at least 1), of which the caller's is one, share each evaluation; results are the
 * same to the last bit every time. On failure *evaluator is null and the text is kept with the potential. */
int volterra_evaluator_new(const volterra_potential *potential, int threads, volterra_evaluator **evaluator);

/* How a potential is compiled; what is zero has its default. */
typedef struct volterra_options {
    size_t size;                    /* sizeof(volterra_options) */
    int threads;                    /* as in volterra_evaluator_new; 0 means 1 */
    double energy_factor;           /* energies, forces and virials are multiplied by it: 1 for eV (0 means 1), 23.06... for kcal/mol */
    double zbl_inner, zbl_outer;    /* Angstrom; Ziegler-Biersack-Littmark repulsion is added below zbl_outer (both 0: none) */
    int32_t precision;              /* a volterra_precision; 0 means VOLTERRA_DOUBLE */
} volterra_options;

/* volterra_evaluator_new with options; null for all defaults. Costs nothing in an evaluation, ZBL only for atoms that are that close.
 * dE/dtheta is the gradient of the multiplied energy with respect to the parameters as the file gives them.
 * ZBL needs 0 < zbl_inner < zbl_outer <= cutoff, otherwise VOLTERRA_ERROR_USAGE; and the element of every species, otherwise
 * VOLTERRA_ERROR_DATA: see volterra_potential_set_element. */
int volterra_evaluator_new_with_options(
    const volterra_potential *potential, const volterra_options *options, volterra_evaluator **evaluator);

/* Null and unknown handles are ignored. */
void volterra_evaluator_delete(volterra_evaluator *evaluator);

/* The text of the last error of this handle; empty if there was none. */
size_t volterra_evaluator_error(const volterra_evaluator *evaluator, char *buffer, size_t size);

/* The memory that an evaluator and its compiled potential occupy, in bytes; grows to what the largest neighbourhood needs, and does not
 * depend on the number of atoms; with several threads, also to some hundred bytes per atom of the longest list. Evaluators of one
 * potential count their own copies. */
int volterra_evaluator_memory(const volterra_evaluator *evaluator, int64_t *bytes);

/* A full neighbour list, as LAMMPS holds it. Nothing is copied, nothing is kept. */
typedef struct volterra_list {
    size_t size;                    /* sizeof(volterra_list) */
    int64_t atom_count;             /* local atoms and ghosts */
    const double *positions;        /* [3 atom_count] x y z */
    const int *types;               /* [atom_count] 0 ... type_count */
    const int *species_of_type;     /* [type_count + 1] species of the potential; -1: the potential does not see such atoms */
    int type_count;
    int centre_count;               /* atoms whose energies are wanted ("inum"; may be less than the number of local atoms) */
    const int *centres;             /* [centre_count] their indices ("ilist") */
    const int *neighbour_counts;    /* [atom_count] by atom ("numneigh") */
    const int *const *neighbours;   /* [atom_count] by atom ("firstneigh"); distances beyond the cutoff are welcome */
    int neighbour_mask;             /* the bits of a neighbour that are its index ("NEIGHMASK") */
    const void *atom_ids;           /* [atom_count] what messages call the atoms, int32_t or int64_t; null: their indices, from 0 */
    int atom_id_size;               /* 4 or 8, the bytes of one; ignored without atom_ids */
} volterra_list;

/* Where results go; null for what is not wanted. */
typedef struct volterra_results {
    size_t size;                    /* sizeof(volterra_results) */
    double *energy;                 /* [1] */
    double *forces;                 /* [3 atoms] */
    double *virial;                 /* [6] */
    double *site_energies;          /* [atoms] */
    double *site_virials;           /* [6 atoms] each pair shared half and half by its atoms */
    double *site_virial_tensors;    /* [9 atoms] all of a pair at the atom that is moved: for heat fluxes */
    double *parameter_gradient;     /* [parameter_count] dE/dtheta; systems only, must be null for lists */
    double *site_grades;            /* [atoms] how far each atom is from those of the active set: above 1, the potential extrapolates */
    double *site_deviations;        /* [atoms] standard deviations of the site energies, of the posterior */
    double *site_relative_deviations;   /* [atoms] 0 ... 1, what the data have left of what was unknown */
} volterra_results;

/* Evaluates a list and ADDS to the results, which must hold something; ghosts receive forces and virials, too. Only grades and deviations
 * are not added but SET, for the centres. Without an active set, or a posterior, they are VOLTERRA_ERROR_DATA; against an active set whose
 * rows are not those of atoms, VOLTERRA_ERROR_UNSUPPORTED. They are in double precision in any case. After an error the results are incomplete. */
int volterra_evaluate_list(volterra_evaluator *evaluator, const volterra_list *list, volterra_results *results);

/* Atoms in a cell. */
typedef struct volterra_system {
    size_t size;                    /* sizeof(volterra_system) */
    int64_t atom_count;
    const double *positions;        /* [3 atom_count]; may lie outside the cell */
    const int *species;             /* [atom_count] species of the potential */
    double cell[9];                 /* lattice vectors a, b, c; those that are not periodic may be zero */
    int periodic[3];                /* along a, b, c: 0 or 1 */
} volterra_system;

/* Evaluates a system and SETS the results. After an error they are untouched. */
int volterra_evaluate_system(volterra_evaluator *evaluator, const volterra_system *system, volterra_results *results);

#ifdef __cplusplus
}
#endif

#endif
