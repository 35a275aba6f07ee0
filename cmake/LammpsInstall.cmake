# `cmake --install` of the LAMMPS side: plugins lie below lib/volterra, by the version of LAMMPS that they are for.
set(plugin_destination lib/volterra/${plugin_name})
install(TARGETS mtpplugin mtpstyles LIBRARY DESTINATION ${plugin_destination})
if(TARGET lmp-mtp)
  install(PROGRAMS ${VOLTERRA_STAGE}/bin/lmp-mtp DESTINATION bin)
  install(CODE "
    set(plugin \${CMAKE_INSTALL_PREFIX}/${plugin_destination}/mtpplugin.so)
    configure_file(${CMAKE_CURRENT_SOURCE_DIR}/register_mtp.lmp.in \$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${plugin_destination}/register_mtp.lmp @ONLY)")
endif()
