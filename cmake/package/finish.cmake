# Run by cpack on what is to be packed, once for each kind of package: what Debian's policy asks of a package and
# `cmake --install` has no need of, and modes and dates that do not depend on who packs, and when.
cmake_policy(VERSION 3.25)
set(top ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
set(epoch $ENV{SOURCE_DATE_EPOCH})
if("${epoch}" STREQUAL "")
  string(TIMESTAMP epoch %s UTC)
endif()

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

if(CPACK_GENERATOR STREQUAL "DEB")
  set(share ${top}/usr/share)
  set(doc ${share}/doc/perfolio)
  execute_process(COMMAND date --utc --rfc-email --date=@${epoch} OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE
                  COMMAND_ERROR_IS_FATAL ANY)
  file(RENAME ${doc}/CHANGELOG.md ${doc}/changelog)
  file(WRITE ${doc}/changelog.Debian "perfolio (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) stable; urgency=medium\n\n"
    "  * What is new stands in changelog.gz.\n\n -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
  run(strip --remove-section=.comment ${top}/usr/bin/perfolio)
  file(GLOB manuals ${share}/man/man*/*)
  run(gzip -9n ${manuals} ${doc}/changelog ${doc}/changelog.Debian)
  file(MAKE_DIRECTORY ${share}/lintian/overrides)
  file(COPY_FILE ${CMAKE_CURRENT_LIST_DIR}/lintian-overrides ${share}/lintian/overrides/perfolio)
  file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions)
endif()

run(chmod -R u=rwX,go=rX ${top})
run(find ${top} -exec touch --no-dereference --date=@${epoch} {} +)
