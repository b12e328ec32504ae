# One program, and a link to it for each target: fuzz-go feeds the reader of `go`. scripts/fuzz builds and runs them.
# The config's parser is taken out of its room, which would bring all others along.
add_executable(fuzz-reader EXCLUDE_FROM_ALL tests/fuzz/reader.cpp tests/fuzz/promises.cpp src/cli/config.cpp)
target_include_directories(fuzz-reader PRIVATE tests)
target_link_libraries(fuzz-reader PRIVATE perfolio_options perfolio_formats perfolio_releases fmt::fmt nlohmann_json::nlohmann_json)
target_link_options(fuzz-reader PRIVATE -fsanitize=fuzzer)
add_custom_command(TARGET fuzz-reader POST_BUILD VERBATIM
  COMMAND sh -c "$<TARGET_FILE:fuzz-reader> --targets | while read -r name; do ln -sf fuzz-reader $<TARGET_FILE_DIR:fuzz-reader>/fuzz-$name; done")
