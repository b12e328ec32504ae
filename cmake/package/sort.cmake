# Run by cpack after each package. Its .tar.gz holds the files in the order the file system happens to give them; this
# packs it anew in the order of their names.
cmake_policy(VERSION 3.25)
if(NOT CPACK_GENERATOR STREQUAL "TGZ")
  return()
endif()
foreach(package ${CPACK_PACKAGE_FILES})
  cmake_path(GET CPACK_TEMPORARY_INSTALL_DIRECTORY FILENAME top)
  cmake_path(GET CPACK_TEMPORARY_INSTALL_DIRECTORY PARENT_PATH folder)
  execute_process(COMMAND_ERROR_IS_FATAL ANY
    COMMAND tar -C ${folder} --format=gnu --sort=name --owner=0 --group=0 --numeric-owner -cf - ${top}
    COMMAND gzip -9n
    OUTPUT_FILE ${package})
endforeach()
