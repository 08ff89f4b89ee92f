# What `cmake --install` puts where. All of it may be moved together: the package files find the
# rest from where they are.
set(BIHE_INSTALL_CMAKE ${CMAKE_INSTALL_LIBDIR}/cmake/bihe)
set(BIHE_INSTALL_MODELS ${CMAKE_INSTALL_DATADIR}/bihe/models)

install(TARGETS bihe_command)
install(TARGETS bihe EXPORT bihe-targets)
install(TARGETS bihe_static EXPORT bihe-static-targets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/bihe DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.h")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/models/ DESTINATION ${BIHE_INSTALL_MODELS})
if(BIHE_DEBIAN)
  include(package/debian.cmake)
else()
  install(FILES cli/bihe.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
# Debian's zsh looks in vendor-completions below /usr.
set(BIHE_ZSH_COMPLETIONS ${CMAKE_INSTALL_DATADIR}/zsh/site-functions CACHE STRING
    "Where completion for zsh is installed")
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cli/completion.bash RENAME bihe
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cli/completion.zsh RENAME _bihe
        DESTINATION ${BIHE_ZSH_COMPLETIONS})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/cli/completion.fish RENAME bihe.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(EXPORT bihe-targets NAMESPACE bihe:: DESTINATION ${BIHE_INSTALL_CMAKE})
install(EXPORT bihe-static-targets NAMESPACE bihe:: DESTINATION ${BIHE_INSTALL_CMAKE})

configure_package_config_file(bihe-config.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/bihe-config.cmake
                              INSTALL_DESTINATION ${BIHE_INSTALL_CMAKE}
                              PATH_VARS BIHE_INSTALL_MODELS)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/bihe-config-version.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/bihe-config.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/bihe-config-version.cmake
        DESTINATION ${BIHE_INSTALL_CMAKE})

# Relative to the prefix also where a directory was given in full.
file(RELATIVE_PATH BIHE_PC_PREFIX ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" BIHE_PC_PREFIX ${BIHE_PC_PREFIX})
file(RELATIVE_PATH BIHE_PC_LIBDIR ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH BIHE_PC_INCLUDEDIR ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
file(RELATIVE_PATH BIHE_PC_MODELDIR ${CMAKE_INSTALL_PREFIX}
     ${CMAKE_INSTALL_FULL_DATADIR}/bihe/models)
configure_file(bihe.pc.in bihe.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/bihe.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
