// BLAS comes with its own header; of LAPACK, which libopenblas also contains, only what is called is declared here.
#include <cblas.h>

/// Singular value decomposition, divide and conquer (LAPACK, column-major).
void dgesdd_(const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s,
             double *u, const int *ldu, double *vt, const int *ldvt,
             double *work, const int *lwork, int *iwork, int *info);

/// Cholesky decomposition of a symmetric positive definite matrix.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);

/// Solution of a system with a matrix that dpotrf_ has decomposed.
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b, const int *ldb, int *info);

/// Inverse of a matrix that dpotrf_ has decomposed.
void dpotri_(const char *uplo, const int *n, double *a, const int *lda, int *info);

/// Inverse of a triangular matrix.
void dtrtri_(const char *uplo, const char *diag, const int *n, double *a, const int *lda, int *info);

/// Eigenvalues and eigenvectors of a symmetric matrix, divide and conquer.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info);

/// Eigenvalues of a complex Hermitian matrix; complex numbers are pairs of doubles.
void zheev_(const char *jobz, const char *uplo, const int *n, void *a, const int *lda, double *w,
            void *work, const int *lwork, double *rwork, int *info);

/// Decomposition of a general matrix, with exchanges of rows: A = P L U.
void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info);

/// Solution of systems with a matrix that dgetrf_ has decomposed.
void dgetrs_(const char *trans, const int *n, const int *nrhs, const double *a, const int *lda, const int *ipiv,
             double *b, const int *ldb, int *info);

/// Inverse of a matrix that dgetrf_ has decomposed.
void dgetri_(const int *n, double *a, const int *lda, const int *ipiv, double *work, const int *lwork, int *info);

/// Eigenvalues and eigenvectors of a real matrix, which may be complex: the parts of conjugate pairs are in neighbouring columns.
void dgeev_(const char *jobvl, const char *jobvr, const int *n, double *a, const int *lda, double *wr, double *wi,
            double *vl, const int *ldvl, double *vr, const int *ldvr, double *work, const int *lwork, int *info);

/// QR decomposition with column pivoting, and the product with its Q.
void dgeqp3_(const int *m, const int *n, double *a, const int *lda, int *jpvt, double *tau, double *work, const int *lwork, int *info);
void dormqr_(const char *side, const char *trans, const int *m, const int *n, const int *k, const double *a, const int *lda,
             const double *tau, double *c, const int *ldc, double *work, const int *lwork, int *info);
