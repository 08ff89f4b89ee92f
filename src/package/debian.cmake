# A Debian package by CPack: `cpack --config build/package/CPackConfig.cmake`. Policy wants manual
# and changelogs compressed, and the licences in one file.
find_program(GZIP gzip REQUIRED)
set(BIHE_MAINTAINER "bihe maintainers <bihe@bihe.invalid>" CACHE STRING
    "Maintainer of the Debian package: NAME <ADDRESS>")
set(BIHE_DEBIAN_DATE "Sun, 22 Nov 2026 00:00:00 +0000")
set(BIHE_DOC ${CMAKE_INSTALL_DATADIR}/doc/bihe)

# bihe_compressed(SOURCE NAME FOLDER): installs SOURCE as FOLDER/NAME.gz, the same bytes every time.
function(bihe_compressed source name folder)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/package/${name}.gz)
  add_custom_command(OUTPUT ${out} DEPENDS ${source} VERBATIM
                     COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/package
                     COMMAND sh -c "exec \"$1\" -9nc \"$2\" > \"$3\"" - ${GZIP} ${source} ${out})
  add_custom_target(bihe_${name}_gz ALL DEPENDS ${out})
  install(FILES ${out} DESTINATION ${folder})
endfunction()

configure_file(package/changelog.in ${CMAKE_CURRENT_BINARY_DIR}/package/changelog.Debian @ONLY)
bihe_compressed(${CMAKE_CURRENT_SOURCE_DIR}/cli/bihe.1 bihe.1 ${CMAKE_INSTALL_MANDIR}/man1)
bihe_compressed(${PROJECT_SOURCE_DIR}/CHANGELOG.md changelog ${BIHE_DOC})
bihe_compressed(${CMAKE_CURRENT_BINARY_DIR}/package/changelog.Debian changelog.Debian ${BIHE_DOC})
install(FILES package/copyright DESTINATION ${BIHE_DOC})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples DESTINATION ${BIHE_DOC}
        PATTERN "run.sh" EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME bihe)
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
    GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${BIHE_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_SOURCE_DIR}/package/shlibs
    ${CMAKE_CURRENT_SOURCE_DIR}/package/triggers)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "bilingual Chinese-English posts to translation memories")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "bihe reads posts that hold a text in Chinese and in English, finds the two
languages, cuts them into sentences, aligns the sentences, says how sure it
is of each pair, and writes TMX and other formats for translation tools.
.
The package holds the command, the library libbihe with its headers, the
models, and completion for bash, zsh and fish.")
include(CPack)
