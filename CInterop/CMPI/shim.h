// MPI as Swift can call it: its handles are macros that Swift does not see.
#include <mpi.h>

/// Starts MPI for a program in which one thread at a time calls it. Returns an MPI error code.
static inline int mpi_start(void) {
    int provided;
    return MPI_Init_thread(NULL, NULL, MPI_THREAD_SERIALIZED, &provided);
}

static inline int mpi_rank(void) {
    int rank;
    return MPI_Comm_rank(MPI_COMM_WORLD, &rank) == MPI_SUCCESS ? rank : 0;
}

static inline int mpi_size(void) {
    int size;
    return MPI_Comm_size(MPI_COMM_WORLD, &size) == MPI_SUCCESS ? size : 1;
}

static inline int mpi_send(const double *values, int count, int rank) {
    return MPI_Send(values, count, MPI_DOUBLE, rank, 0, MPI_COMM_WORLD);
}

static inline int mpi_receive(double *values, int count, int rank) {
    return MPI_Recv(values, count, MPI_DOUBLE, rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

/// Replaces the values by those of one rank.
static inline int mpi_broadcast(double *values, int count, int rank) {
    return MPI_Bcast(values, count, MPI_DOUBLE, rank, MPI_COMM_WORLD);
}

/// The largest of the values of all ranks.
static inline double mpi_largest(double value) {
    MPI_Allreduce(MPI_IN_PLACE, &value, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    return value;
}

static inline int mpi_finish(void) { return MPI_Finalize(); }

/// Ends all ranks.
static inline void mpi_abort(int status) { MPI_Abort(MPI_COMM_WORLD, status); }
