#ifndef VOLTERRA_PROCESSOR_H
#define VOLTERRA_PROCESSOR_H

/// An instruction set that the compiler was allowed to use and that this processor lacks, such as "avx512f"; NULL if there is none.
const char *missing_instruction_set(void);

/// Ends the process with status 1 and an explanation on standard error if an instruction set is missing. To be called first, before
/// any code that may use one: see docs/decisions/0002-trainer-for-one-processor.md.
void require_instruction_sets(const char *program);

/// The best level of x86-64 that this processor can run, 1 to 4; 0 on another architecture.
int processor_level(void);

/// "x86-64-v3" for 3; for 0 the only level of the architecture, "armv8-a". Empty for a number that is none.
const char *processor_level_name(int level);

#endif
