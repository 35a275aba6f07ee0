# For which processors things are compiled. Package.swift reads the choice from VOLTERRA_MARCH.
#
# The library exists once per level. The copy for the first level lies in lib/ and runs on every processor that Volterra
# supports; the others lie in lib/glibc-hwcaps/LEVEL/, where the dynamic loader (glibc 2.33 and later) finds the best one
# that the processor can run. See docs/decisions/0001-cpu-levels.md.
#
# The trainer is compiled once, by default for the processor of the machine that builds it.
# See docs/decisions/0002-trainer-for-one-processor.md.

cmake_host_system_information(RESULT volterra_processor QUERY OS_PLATFORM)
if(volterra_processor MATCHES "^(x86_64|amd64|AMD64)$")
  set(VOLTERRA_LIBRARY_LEVELS x86-64-v2 x86-64-v3 x86-64-v4)
elseif(volterra_processor MATCHES "^(aarch64|arm64)$")
  set(VOLTERRA_LIBRARY_LEVELS armv8-a)
else()
  message(FATAL_ERROR "Volterra is not built for the processor '${volterra_processor}': x86_64 and aarch64 are supported")
endif()

set(VOLTERRA_TRAINER_LEVEL native CACHE STRING "What the trainer is compiled for: native, or a value of -march")

# Where, below the staged prefix, the library for `level` belongs.
function(volterra_library_directory level result)
  list(GET VOLTERRA_LIBRARY_LEVELS 0 baseline)
  if(level STREQUAL baseline)
    set(${result} lib PARENT_SCOPE)
  else()
    set(${result} lib/glibc-hwcaps/${level} PARENT_SCOPE)
  endif()
endfunction()
