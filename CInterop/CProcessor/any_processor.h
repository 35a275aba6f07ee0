#ifndef VOLTERRA_ANY_PROCESSOR_H
#define VOLTERRA_ANY_PROCESSOR_H

// Functions here are compiled with the same -march as the Swift code, but must run on any processor: they are kept from using it.
#if defined(__x86_64__)
#define ON_ANY_PROCESSOR __attribute__((noinline, target("no-avx,no-bmi,no-bmi2,no-sse4.2,no-sse4.1,no-ssse3,no-sse3")))
#else
#define ON_ANY_PROCESSOR
#endif

#endif
