# What is installed, and the packages made of it. The program finds its fonts and styles beside its own bin folder, so
# that the folders below the prefix are fixed, and the prefix is anything.

# The man pages and completions, made from the command line as it is declared to CLI11. Their date is the version's in
# the change log; before it is released there is none.
string(REPLACE "." "\\." version_pattern ${PROJECT_VERSION})
file(STRINGS CHANGELOG.md release_lines REGEX "^## \\[${version_pattern}\\] - [0-9-]+$")
string(REGEX MATCH "[0-9]+-[0-9]+-[0-9]+$" PERFOLIO_RELEASE_DATE "${release_lines}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS CHANGELOG.md)
add_executable(perfolio-pages src/cli/pages.cpp)
target_link_libraries(perfolio-pages PRIVATE perfolio_options perfolio_cli CLI11::CLI11 fmt::fmt)
target_compile_definitions(perfolio-pages PRIVATE PERFOLIO_VERSION="${PROJECT_VERSION}")
add_custom_command(OUTPUT pages.stamp VERBATIM DEPENDS perfolio-pages COMMENT "Making the man pages and completions"
  COMMAND perfolio-pages ${CMAKE_BINARY_DIR}/pages ${PERFOLIO_RELEASE_DATE}
  COMMAND ${CMAKE_COMMAND} -E touch pages.stamp)
add_custom_target(pages ALL DEPENDS pages.stamp)

install(TARGETS perfolio RUNTIME DESTINATION bin)
install(DIRECTORY fonts formats styles schema DESTINATION share/perfolio)
install(DIRECTORY ${CMAKE_BINARY_DIR}/pages/man1 DESTINATION share/man)
install(FILES ${CMAKE_BINARY_DIR}/pages/bash/perfolio DESTINATION share/bash-completion/completions)
install(FILES ${CMAKE_BINARY_DIR}/pages/zsh/_perfolio DESTINATION share/zsh/site-functions)
install(FILES ${CMAKE_BINARY_DIR}/pages/fish/perfolio.fish DESTINATION share/fish/vendor_completions.d)
install(FILES README.md CHANGELOG.md cmake/package/copyright DESTINATION share/doc/perfolio)

# `cpack`, run in a build folder, makes a .deb and a .tar.gz in its packages/. With SOURCE_DATE_EPOCH set, the same
# sources give the same bytes.
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_NAME perfolio)
set(CPACK_PACKAGE_VENDOR "The perfolio authors")
set(CPACK_PACKAGE_CONTACT "The perfolio authors <perfolio@example.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "performance reports of a release from benchmark history")
set(CPACK_PACKAGE_DESCRIPTION
"perfolio reads what benchmark tools print, and the histories that projects
keep of it, and writes the performance report of a release: a PDF, charts,
tiles and a badge as SVG, Markdown for the release notes, JSON and CSV. It
says that a release is faster or slower only where the noise of each
benchmark's own past lets it.")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
# A package fits the system it is built on, and its name says which: action/install.sh looks for it. GitHub keeps
# letters, digits, dots, dashes and underscores of a file's name only.
cmake_host_system_information(RESULT system QUERY DISTRIB_ID DISTRIB_VERSION_ID)
string(REPLACE ";" "" system "${system}")
set(CPACK_SYSTEM_NAME ${system}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/package/finish.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/package/sort.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1.${system})
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "git, fonts-noto-core, fonts-noto-cjk")
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
include(CPack)
