# One test binary per room.
perfolio_test(architecture SOURCES includes_test.cpp)
