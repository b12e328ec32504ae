# One test binary per room.
perfolio_test(architecture SOURCES includes_test.cpp)

# What checks the reports from outside, and the sample it is checked on.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  foreach(name recompute sample)
    add_test(NAME support.${name} COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/${name}_test.py)
  endforeach()
endif()
