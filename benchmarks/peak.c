/* The speed of light of one core: how many vector multiplications and additions it begins per second, and how many cycles there are in one.
 *
 *     peak
 *
 * prints vector instructions per second, floating-point operations per second, and cycles per second, for the instruction set that it is
 * compiled for. A fused multiply-add is one instruction and two operations; without it, a product and a sum are two of each. */
#include <stdio.h>
#include <time.h>

#if defined(__AVX512F__)
enum { BYTES = 64 };
#elif defined(__AVX__)
enum { BYTES = 32 };
#else
enum { BYTES = 16 };
#endif
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
enum { INSTRUCTIONS = 1 };
#else
enum { INSTRUCTIONS = 2 };
#endif

/* Enough independent sums to hide the latency, few enough for 16 registers. */
enum { SUMS = 12, STEPS = 20000000, ROUNDS = 5 };

typedef double lanes __attribute__((vector_size(BYTES)));

static double seconds(void) { return (double)clock() / CLOCKS_PER_SEC; }

static double multiply_adds_per_second(void) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        lanes sum[SUMS] = {{0}}, factor, term;
        for (unsigned lane = 0; lane < BYTES / sizeof(double); lane++) factor[lane] = 0.5, term[lane] = 1;
        double start = seconds();
        for (int step = 0; step < STEPS; step++) {
#pragma GCC unroll 12
            for (int k = 0; k < SUMS; k++) sum[k] = sum[k] * factor + term;
        }
        double rate = (double)STEPS * SUMS / (seconds() - start);
        for (int k = 0; k < SUMS; k++) __asm__ volatile("" ::"m"(sum[k]));
        if (rate > best) best = rate;
    }
    return best;
}

/* A chain of additions of integers, one cycle each. */
static double cycles_per_second(void) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        unsigned long chain = 1;
        double start = seconds();
        for (int step = 0; step < STEPS; step++) {
#pragma GCC unroll 8
            for (int k = 0; k < 8; k++) {
                chain += 3;
                __asm__ volatile("" : "+r"(chain));
            }
        }
        double rate = 8.0 * STEPS / (seconds() - start);
        if (rate > best) best = rate;
    }
    return best;
}

int main(void) {
    double rate = multiply_adds_per_second(), operations = 2.0 * (BYTES / sizeof(double));
    printf("%.4g %.4g %.4g\n", INSTRUCTIONS * rate, operations * rate, cycles_per_second());
    return 0;
}
