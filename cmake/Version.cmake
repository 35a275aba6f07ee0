# The version and the number of the binary interface are said once, in the header.
set(volterra_header ${CMAKE_CURRENT_LIST_DIR}/../CInterop/include/volterra.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${volterra_header})

function(volterra_read_macro name result)
  file(STRINGS ${volterra_header} line REGEX "^#define +${name} +[0-9]+")
  if(NOT line MATCHES "${name} +([0-9]+)")
    message(FATAL_ERROR "volterra.h does not define ${name} as a number")
  endif()
  set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()

volterra_read_macro(VOLTERRA_VERSION_MAJOR major)
volterra_read_macro(VOLTERRA_VERSION_MINOR minor)
volterra_read_macro(VOLTERRA_VERSION_PATCH patch)
volterra_read_macro(VOLTERRA_ABI_VERSION VOLTERRA_ABI_VERSION)
set(VOLTERRA_VERSION ${major}.${minor}.${patch})
