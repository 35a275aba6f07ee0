#include "processor.h"

#include "any_processor.h"

ON_ANY_PROCESSOR int processor_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("sse4.2") || !__builtin_cpu_supports("popcnt")) return 1;
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("bmi2")) return 2;
    if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw") || !__builtin_cpu_supports("avx512cd") ||
        !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl"))
        return 3;
    return 4;
#else
    return 0;
#endif
}

ON_ANY_PROCESSOR const char *processor_level_name(int level) {
#if defined(__x86_64__)
    static const char *const names[] = {"", "x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4"};
    return level >= 1 && level <= 4 ? names[level] : "";
#elif defined(__aarch64__)
    return level == 0 ? "armv8-a" : "";
#else
    return "";
#endif
}
