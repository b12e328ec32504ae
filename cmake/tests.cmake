# One test binary per room.
perfolio_test(architecture SOURCES includes_test.cpp)
perfolio_test(stats SOURCES change_points_test.cpp hodges_lehmann_test.cpp many_test.cpp robust_test.cpp USES stats)
perfolio_test(units SOURCES text_test.cpp unit_test.cpp USES units base)
perfolio_test(sys SOURCES append_file_test.cpp file_test.cpp folder_test.cpp git_test.cpp machine_test.cpp USES sys base)
perfolio_test(releases SOURCES git_tags_test.cpp release_list_test.cpp timeline_test.cpp version_test.cpp USES releases sys base)

# What checks the reports from outside, and the sample it is checked on.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  foreach(name recompute sample)
    add_test(NAME support.${name} COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/${name}_test.py)
  endforeach()
  add_test(NAME support.corpus COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/corpus_readings.py
           --judge $<TARGET_FILE:perfolio> ${CMAKE_SOURCE_DIR}/../shared/corpus)
  set_tests_properties(support.corpus PROPERTIES SKIP_RETURN_CODE 77)
  add_test(NAME support.action COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/action_test.py $<TARGET_FILE:perfolio>)
endif()
perfolio_test(formats
  SOURCES export_test.cpp gate_test.cpp json_document_test.cpp lines_test.cpp printed_test.cpp readers_test.cpp
          asv_test.cpp
          bencher_perf_test.cpp
          benchmarkdotnet_test.cpp
          benchmarkjs_test.cpp
          bmf_test.cpp
          cargo_criterion_test.cpp
          catch2_test.cpp
          criterion_directory_test.cpp
          criterion_test.cpp
          custom_test.cpp
          dart_test.cpp
          data_js_test.cpp
          go_test.cpp
          google_benchmark_test.cpp
          gungraun_test.cpp
          hyperfine_test.cpp
          iai_test.cpp
          jmh_test.cpp
          js_time_test.cpp
          julia_test.cpp
          libtest_test.cpp
          lnt_test.cpp
          luau_test.cpp
          mitata_test.cpp
          perf_stat_test.cpp
          plain_csv_test.cpp
          pyperf_test.cpp
          pytest_test.cpp
          ruby_test.cpp
          tinybench_test.cpp
          vitest_test.cpp
  USES formats LINKS nlohmann_json::nlohmann_json)
perfolio_test(history SOURCES append_test.cpp commits_between_test.cpp gather_test.cpp history_test.cpp USES history)

# Speaks the JSON lines of an outside judge of change points; not installed.
add_executable(perfolio-judge tests/support/judge.cpp)
set_target_properties(perfolio-judge PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_libraries(perfolio-judge PRIVATE perfolio_options perfolio_analysis perfolio_stats fmt::fmt nlohmann_json::nlohmann_json)
perfolio_test(base SOURCES digest_test.cpp error_test.cpp json_writer_test.cpp pattern_test.cpp text_test.cpp time_test.cpp USES base)
perfolio_test(style SOURCES style_test.cpp USES style)
perfolio_test(analysis SOURCES alerts_test.cpp analyse_test.cpp groups_test.cpp renames_test.cpp series_facts_test.cpp suite_test.cpp USES analysis)
perfolio_test(cli SOURCES export_test.cpp github_test.cpp hostile_test.cpp init_test.cpp record_crash_test.cpp record_test.cpp report_test.cpp show_test.cpp terminal_table_test.cpp trouble_test.cpp USES cli sys base LINKS nlohmann_json::nlohmann_json)
perfolio_test(layout SOURCES annotations_test.cpp axis_test.cpp names_test.cpp pages_test.cpp plot_test.cpp text_metrics_test.cpp ticks_test.cpp trend_test.cpp USES layout analysis)
perfolio_test(draw SOURCES draw_test.cpp USES draw base)
perfolio_test(emit SOURCES emit_test.cpp github_test.cpp USES emit draw analysis layout base)
perfolio_test(fuzz SOURCES promises.cpp replay_test.cpp USES cli formats releases)
