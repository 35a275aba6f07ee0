/* The names of MPI that LAMMPS's headers mention, in the binary interface of MPICH (and of its relatives, and of LAMMPS's own serial
   stubs): handles are integers. With this no MPI has to be installed to build for a LAMMPS that brings its own. The plugin calls no
   function of MPI. */

#ifndef MTP_MPICH_ABI_MPI_H
#define MTP_MPICH_ABI_MPI_H

typedef int MPI_Comm;
typedef int MPI_Datatype;

#endif
