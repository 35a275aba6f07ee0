# Runs SwiftPM, once per product and CPU level, each in a scratch directory of its own so that every build is incremental.

set(library_sources
  ${VOLTERRA_SOURCE_DIR}/Sources/MomentTensor/*.swift
  ${VOLTERRA_SOURCE_DIR}/Sources/CoreABI/*.swift
  ${VOLTERRA_SOURCE_DIR}/CInterop/include/*.h
  ${VOLTERRA_SOURCE_DIR}/CInterop/CProcessor/*.h
  ${VOLTERRA_SOURCE_DIR}/CInterop/CProcessor/*.c)
set(trainer_sources
  ${VOLTERRA_SOURCE_DIR}/Sources/*.swift
  ${VOLTERRA_SOURCE_DIR}/CInterop/*.h
  ${VOLTERRA_SOURCE_DIR}/CInterop/*.c)

set(volterra_jobs_option)
if(VOLTERRA_JOBS)
  set(volterra_jobs_option --jobs ${VOLTERRA_JOBS})
endif()

# volterra_swift_product(<target> PRODUCT <name> LEVEL <march> FILE <built file> STAGED <path below the stage>
#                        SOURCES <globs>... OPTIONS <swift build options>...)
function(volterra_swift_product target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PRODUCT;LEVEL;FILE;STAGED" "SOURCES;OPTIONS")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${arg_SOURCES})
  set(scratch ${CMAKE_BINARY_DIR}/${target})
  set(staged ${VOLTERRA_STAGE}/${arg_STAGED})
  get_filename_component(staged_directory ${staged} DIRECTORY)
  # Rewritten, and so newer than the product, only when the choices change.
  file(CONFIGURE OUTPUT ${target}.choices CONTENT "${arg_LEVEL} ${arg_OPTIONS} ${VOLTERRA_SWIFT}\n")
  add_custom_command(
    OUTPUT ${staged}
    COMMAND ${CMAKE_COMMAND} -E env VOLTERRA_MARCH=${arg_LEVEL}
      ${VOLTERRA_SWIFT} build --configuration release --product ${arg_PRODUCT} --scratch-path ${scratch}
      ${volterra_jobs_option} ${arg_OPTIONS}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${staged_directory}
    COMMAND ${CMAKE_COMMAND} -E copy ${scratch}/release/${arg_FILE} ${staged}.new
    COMMAND ${CMAKE_COMMAND} -E rename ${staged}.new ${staged}
    DEPENDS ${sources} ${VOLTERRA_SOURCE_DIR}/Package.swift
      ${VOLTERRA_SOURCE_DIR}/cmake/exports.map ${CMAKE_CURRENT_BINARY_DIR}/${target}.choices
    WORKING_DIRECTORY ${VOLTERRA_SOURCE_DIR}
    COMMENT "${arg_PRODUCT} for ${arg_LEVEL}"
    USES_TERMINAL VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${staged})
endfunction()

# The library carries the Swift runtime inside, shows nothing but volterra_*, and stays loaded once loaded: the runtime
# cannot be unloaded.
set(soname libvolterra.so.${VOLTERRA_ABI_VERSION})
set(library_options
  -Xswiftc -static-stdlib -Xswiftc -use-ld=lld
  -Xlinker --version-script=${VOLTERRA_SOURCE_DIR}/cmake/exports.map
  -Xlinker -soname=${soname} -Xlinker -z -Xlinker nodelete -Xlinker --strip-all)

foreach(level IN LISTS VOLTERRA_LIBRARY_LEVELS)
  volterra_library_directory(${level} directory)
  volterra_swift_product(libvolterra-${level}
    PRODUCT volterra LEVEL ${level} FILE libvolterra.so STAGED ${directory}/${soname}
    SOURCES ${library_sources} OPTIONS ${library_options})
  file(MAKE_DIRECTORY ${VOLTERRA_STAGE}/${directory})
  file(CREATE_LINK ${soname} ${VOLTERRA_STAGE}/${directory}/libvolterra.so SYMBOLIC)
endforeach()

volterra_swift_product(trainer
  PRODUCT trainer LEVEL ${VOLTERRA_TRAINER_LEVEL} FILE trainer STAGED bin/trainer
  SOURCES ${trainer_sources} OPTIONS --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker --strip-all)
