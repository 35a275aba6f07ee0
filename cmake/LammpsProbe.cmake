# What only a compiler can tell of a LAMMPS, and the targets that its headers and its MPI are used through:
#
#   lammps_headers   include directories, definitions and the string type; no library, because the plugin takes LAMMPS's functions from
#                    the program that loads it
#   lammps_mpi       the MPI library, for the launcher
include(CheckCXXSourceCompiles)

# The LAMMPS that find_package or pkg-config know (CMAKE_PREFIX_PATH, LAMMPS_DIR, PKG_CONFIG_PATH), if they know one.
function(volterra_ask_package_managers result)
  find_package(LAMMPS QUIET CONFIG)
  if(TARGET LAMMPS::lammps)
    get_target_property(headers LAMMPS::lammps INTERFACE_INCLUDE_DIRECTORIES)
    list(GET headers 0 headers)
    set(${result} ${headers} PARENT_SCOPE)
    return()
  endif()
  find_package(PkgConfig QUIET)
  pkg_get_variable(prefix liblammps prefix)
  if(prefix)
    set(${result} ${prefix} PARENT_SCOPE)
  endif()
endfunction()

macro(volterra_probe_lammps)
  add_library(lammps_headers INTERFACE)
  add_library(lammps_mpi INTERFACE)
  _volterra_use_mpi()
  _volterra_use_missing_headers()
  _volterra_use_flags()
  _volterra_probe_neighbour_lists()
endmacro()

# OpenMPI's handles are pointers and its headers come with it; everybody else's are integers, which our own header declares.
# Headers without a library do not tell which MPI they will be used with: then it is that of the machine.
macro(_volterra_use_mpi)
  set(_flavour "MPICH or none")
  find_package(PkgConfig QUIET)
  pkg_check_modules(OPENMPI QUIET ompi-c)
  if(LAMMPS_MPI STREQUAL "" AND OPENMPI_FOUND)
    set(LAMMPS_MPI OpenMPI)
  endif()
  if(LAMMPS_MPI STREQUAL OpenMPI)
    set(_flavour OpenMPI)
    if(NOT OPENMPI_FOUND)
      find_package(MPI REQUIRED COMPONENTS CXX)
      set(OPENMPI_INCLUDE_DIRS ${MPI_CXX_INCLUDE_DIRS})
      set(OPENMPI_LINK_LIBRARIES ${MPI_CXX_LIBRARIES})
    endif()
    target_include_directories(lammps_headers SYSTEM INTERFACE ${OPENMPI_INCLUDE_DIRS})
    target_link_libraries(lammps_mpi INTERFACE ${OPENMPI_LINK_LIBRARIES})
  else()
    target_include_directories(lammps_headers INTERFACE ${CMAKE_CURRENT_SOURCE_DIR}/mpich-abi)
  endif()
endmacro()

macro(_volterra_use_missing_headers)
  target_include_directories(lammps_headers SYSTEM INTERFACE ${LAMMPS_INCLUDE_DIR})
  if(NOT EXISTS ${LAMMPS_INCLUDE_DIR}/fmt/format.h)
    target_include_directories(lammps_headers INTERFACE ${CMAKE_CURRENT_SOURCE_DIR}/missing-headers)
  endif()
endmacro()

macro(_volterra_use_flags)
  target_include_directories(lammps_headers INTERFACE ${VOLTERRA_STAGE}/include)
  target_compile_features(lammps_headers INTERFACE cxx_std_17)
  target_compile_definitions(lammps_headers INTERFACE ${LAMMPS_DEFINITIONS} OMPI_SKIP_MPICXX=1 MPICH_SKIP_MPICXX=1
    MTP_LAMMPS_VERSION=${LAMMPS_VERSION} "MTP_MPI_FLAVOUR=\"${_flavour}\"")
  if(NOT LAMMPS_STRING_ABI STREQUAL "")
    target_compile_definitions(lammps_headers INTERFACE _GLIBCXX_USE_CXX11_ABI=${LAMMPS_STRING_ABI})
  endif()
  # Messages of LAMMPS name the source file: not with the path of the machine that compiled it.
  target_compile_options(lammps_headers INTERFACE -Wall -Wextra -ffile-prefix-map=${CMAKE_CURRENT_SOURCE_DIR}/=)
endmacro()

macro(_volterra_probe_neighbour_lists)
  get_target_property(CMAKE_REQUIRED_INCLUDES lammps_headers INTERFACE_INCLUDE_DIRECTORIES)
  get_target_property(_definitions lammps_headers INTERFACE_COMPILE_DEFINITIONS)
  list(TRANSFORM _definitions PREPEND -D OUTPUT_VARIABLE CMAKE_REQUIRED_DEFINITIONS)
  set(CMAKE_REQUIRED_FLAGS -std=c++17)
  # Compiled, not linked: the functions are in the program that will load the plugin.
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  check_cxx_source_compiles("
    #include \"pair.h\"
    int size() { return sizeof(LAMMPS_NS::Pair); }" MTP_HEADERS_WORK)
  if(NOT MTP_HEADERS_WORK)
    message(FATAL_ERROR "the headers of LAMMPS in ${LAMMPS_INCLUDE_DIR} do not compile; see ${CMAKE_BINARY_DIR}/CMakeFiles/CMakeError.log")
  endif()
  check_cxx_source_compiles("
    #include \"neighbor.h\"
    #include \"pair.h\"
    void request(LAMMPS_NS::Neighbor *n, LAMMPS_NS::Pair *p) { n->add_request(p, LAMMPS_NS::NeighConst::REQ_FULL); }" MTP_HAVE_ADD_REQUEST)
  if(MTP_HAVE_ADD_REQUEST)
    target_compile_definitions(lammps_headers INTERFACE MTP_HAVE_ADD_REQUEST)
  endif()
endmacro()
