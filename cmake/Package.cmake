# The header, what pkg-config and find_package(Volterra) read, and the rules of `make install`.
include(CMakePackageConfigHelpers)

configure_file(${VOLTERRA_SOURCE_DIR}/CInterop/include/volterra.h ${VOLTERRA_STAGE}/include/volterra.h COPYONLY)
configure_file(volterra.pc.in ${VOLTERRA_STAGE}/lib/pkgconfig/volterra.pc @ONLY)

set(package_directory ${VOLTERRA_STAGE}/lib/cmake/Volterra)
configure_file(VolterraConfig.cmake.in ${package_directory}/VolterraConfig.cmake @ONLY)
# Before 1.0 a minor version may break its users, as semantic versioning has it.
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(compatibility SameMinorVersion)
else()
  set(compatibility SameMajorVersion)
endif()
write_basic_package_version_file(${package_directory}/VolterraConfigVersion.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY ${compatibility} ARCH_INDEPENDENT)

install(PROGRAMS ${VOLTERRA_STAGE}/bin/trainer DESTINATION bin)
install(FILES ${VOLTERRA_STAGE}/include/volterra.h DESTINATION include)
install(FILES ${VOLTERRA_STAGE}/lib/pkgconfig/volterra.pc DESTINATION lib/pkgconfig)
install(DIRECTORY ${package_directory} DESTINATION lib/cmake)
foreach(level IN LISTS VOLTERRA_LIBRARY_LEVELS)
  volterra_library_directory(${level} directory)
  install(FILES ${VOLTERRA_STAGE}/${directory}/${soname} ${VOLTERRA_STAGE}/${directory}/libvolterra.so
    DESTINATION ${directory} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endforeach()
