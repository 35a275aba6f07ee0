// BLAS comes with its own header; of LAPACK, which libopenblas also contains, only what is called is declared here.
#include <cblas.h>

/// Singular value decomposition, divide and conquer (LAPACK, column-major).
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt,
             double *work, const int *lwork, int *iwork, int *info);
