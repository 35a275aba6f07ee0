# Versions are said once: the program's in Volterra.swift, the binary interface's in volterra.h.
function(volterra_read file pattern result)
  set(path ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../${file})
  file(STRINGS ${path} lines REGEX "${pattern}")
  if(NOT lines MATCHES "${pattern}")
    message(FATAL_ERROR "${file} does not contain '${pattern}'")
  endif()
  set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
endfunction()

volterra_read(Sources/MomentTensor/Volterra.swift "version: StaticString = \"([0-9.]+)\"" VOLTERRA_VERSION)
volterra_read(CInterop/include/volterra.h "#define VOLTERRA_ABI_VERSION ([0-9]+)" VOLTERRA_ABI_VERSION)
