#ifndef VOLTERRA_PROCESSOR_H
#define VOLTERRA_PROCESSOR_H

/// An instruction set that the compiler was allowed to use and that this processor lacks, such as "avx512f"; NULL if there is none.
const char *missing_instruction_set(void);

/// Ends the process with status 1 and an explanation on standard error if an instruction set is missing. To be called first, before
/// any code that may use one: see docs/decisions/0002-trainer-for-one-processor.md.
void require_instruction_sets(const char *program);

#endif
