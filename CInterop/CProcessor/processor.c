#include "processor.h"

#include "any_processor.h"

#include <stdio.h>
#include <stdlib.h>

// The macros of -march, which is that of the Swift code, say what that code may contain.

#define REQUIRE(name) \
    if (!__builtin_cpu_supports(name)) return name

ON_ANY_PROCESSOR const char *missing_instruction_set(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
#endif
#if defined(__SSE4_2__)
    REQUIRE("sse4.2");
#endif
#if defined(__POPCNT__)
    REQUIRE("popcnt");
#endif
#if defined(__AVX__)
    REQUIRE("avx");
#endif
#if defined(__AVX2__)
    REQUIRE("avx2");
#endif
#if defined(__FMA__)
    REQUIRE("fma");
#endif
#if defined(__BMI2__)
    REQUIRE("bmi2");
#endif
#if defined(__AVX512F__)
    REQUIRE("avx512f");
#endif
#if defined(__AVX512DQ__)
    REQUIRE("avx512dq");
#endif
#if defined(__AVX512BW__)
    REQUIRE("avx512bw");
#endif
#if defined(__AVX512VL__)
    REQUIRE("avx512vl");
#endif
#if defined(__AVX512IFMA__)
    REQUIRE("avx512ifma");
#endif
#if defined(__AVX512VBMI__)
    REQUIRE("avx512vbmi");
#endif
#if defined(__AVX512VBMI2__)
    REQUIRE("avx512vbmi2");
#endif
#if defined(__AVX512VNNI__)
    REQUIRE("avx512vnni");
#endif
#if defined(__AVX512BITALG__)
    REQUIRE("avx512bitalg");
#endif
#if defined(__AVX512VPOPCNTDQ__)
    REQUIRE("avx512vpopcntdq");
#endif
#if defined(__GFNI__)
    REQUIRE("gfni");
#endif
#if defined(__VPCLMULQDQ__)
    REQUIRE("vpclmulqdq");
#endif
    return NULL;
}

ON_ANY_PROCESSOR void require_instruction_sets(const char *program) {
    const char *missing = missing_instruction_set();
    if (missing == NULL) return;
    fprintf(stderr, "%s: this copy was compiled for a processor with %s, which this one lacks\n", program, missing);
    fputs("Build it on this machine (make build), or for more processors: make build VOLTERRA_MARCH=x86-64-v2\n", stderr);
    exit(EXIT_FAILURE);
}
