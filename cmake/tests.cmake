# One test binary per room.
perfolio_test(architecture SOURCES includes_test.cpp)
perfolio_test(stats SOURCES change_points_test.cpp hodges_lehmann_test.cpp many_test.cpp noise_shape_test.cpp power_law_test.cpp robust_test.cpp USES stats)
perfolio_test(model SOURCES web_links_test.cpp USES model)
perfolio_test(units SOURCES text_test.cpp unit_test.cpp USES units base)
perfolio_test(sys SOURCES append_file_test.cpp file_test.cpp folder_test.cpp git_test.cpp machine_test.cpp USES sys base)
perfolio_test(releases SOURCES as_of_test.cpp git_tags_test.cpp release_list_test.cpp timeline_test.cpp version_test.cpp USES releases sys base)

# What checks the reports from outside, and the sample it is checked on.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  foreach(name recompute sample schema)
    add_test(NAME support.${name} COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/${name}_test.py)
  endforeach()
  set_tests_properties(support.schema PROPERTIES SKIP_RETURN_CODE 77)
  add_test(NAME support.corpus COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/corpus_readings.py
           --judge $<TARGET_FILE:perfolio> ${CMAKE_SOURCE_DIR}/../shared/corpus)
  set(histories ${CMAKE_SOURCE_DIR}/../shared/corpus/histories)
  add_test(NAME support.foreign_alerts COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/foreign_alerts.py
           $<TARGET_FILE:perfolio> ${CMAKE_SOURCE_DIR}/samples/atlas/data.js ${histories}/github-action-benchmark/data.js
           ${histories}/yew/data.js ${histories}/yew-old/data.old.js ${histories}/msal-js/data.js)
  set_tests_properties(support.corpus PROPERTIES SKIP_RETURN_CODE 77)
  # Whatever is printed under a release's name is one value.
  add_test(NAME support.one_value COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/one_value_test.py $<TARGET_FILE:perfolio>)
  add_test(NAME support.openmetrics COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/openmetrics_test.py $<TARGET_FILE:perfolio>)
  # A matrix as the PDF prints it, from the input alone.
  add_test(NAME support.matrix COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/matrix_test.py $<TARGET_FILE:perfolio>)
  set_tests_properties(support.matrix PROPERTIES SKIP_RETURN_CODE 77)
  # What a terminal hears of long work.
  add_test(NAME support.progress COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/progress_test.py $<TARGET_FILE:perfolio>)
  add_test(NAME support.linear COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/linear_test.py $<TARGET_FILE:perfolio>)
  # Exponents by matrices instead.
  add_test(NAME support.growth COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/growth_test.py $<TARGET_FILE:perfolio>)
  add_test(NAME support.action COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/action_test.py $<TARGET_FILE:perfolio>)
  # The program against a release host of our own.
  add_test(NAME support.publish COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/publish_test.py
           $<TARGET_FILE:perfolio>)
  set_tests_properties(support.publish PROPERTIES TIMEOUT 600)
  add_test(NAME support.openapi COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/support/openapi/run $<TARGET_FILE:perfolio>)
  set_tests_properties(support.openapi PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 900)

  # Histories in a PostgreSQL server of the tests' own.
  foreach(name database trouble query)
    add_test(NAME database.${name} COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/database/${name}_test.py $<TARGET_FILE:perfolio>)
    set_tests_properties(database.${name} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
  endforeach()

  # The page in a real browser.
  add_test(NAME browser.page COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tests/browser/run $<TARGET_FILE:perfolio>)
  set_tests_properties(browser.page PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)

  # What is installed. scripts/test-packages installs the packages too, which takes minutes.
  set(packages_tests ${CMAKE_SOURCE_DIR}/tests/packages)
  add_test(NAME packages.pages COMMAND ${Python3_EXECUTABLE} ${packages_tests}/pages_test.py $<TARGET_FILE:perfolio> ${CMAKE_BINARY_DIR}/pages)
  add_test(NAME packages.completions COMMAND ${Python3_EXECUTABLE} ${packages_tests}/completions_test.py ${CMAKE_BINARY_DIR}/pages)
  add_test(NAME packages.workflows COMMAND ${Python3_EXECUTABLE} ${packages_tests}/workflows_test.py)
  add_test(NAME packages.install COMMAND ${Python3_EXECUTABLE} ${packages_tests}/install_test.py ${CMAKE_COMMAND} ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
endif()
perfolio_test(formats
  SOURCES apart_test.cpp export_test.cpp gate_test.cpp json_document_test.cpp json_text_test.cpp lines_test.cpp plain_test.cpp printed_test.cpp readers_test.cpp resolution_test.cpp shipped_test.cpp
          asv_test.cpp
          bencher_perf_test.cpp
          benchmarkdotnet_test.cpp
          benchmarkjs_test.cpp
          bmf_test.cpp
          cargo_criterion_test.cpp
          catch2_test.cpp
          consoles_test.cpp
          criterion_directory_test.cpp
          criterion_test.cpp
          custom_test.cpp
          dart_test.cpp described_test.cpp
          data_js_test.cpp
          deno_table_test.cpp
          divan_test.cpp
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
          load_test_test.cpp
          luau_test.cpp
          mitata_test.cpp
          nanobench_table_test.cpp
          parameters_test.cpp
          perf_stat_test.cpp
          perfolio_pdf_test.cpp
          printed_tools_test.cpp
          plain_csv_test.cpp
          pyperf_test.cpp
          pytest_test.cpp
          ruby_test.cpp
          tinybench_test.cpp
          vitest_test.cpp
  USES formats LINKS nlohmann_json::nlohmann_json PkgConfig::qpdf)
perfolio_test(publish SOURCES address_test.cpp body_test.cpp git_object_test.cpp limit_test.cpp memory_host.cpp publish_test.cpp reading_test.cpp
  USES publish LINKS nlohmann_json::nlohmann_json)
perfolio_test(history SOURCES append_test.cpp commits_between_test.cpp gather_test.cpp history_test.cpp rescaled_test.cpp USES history)

perfolio_test(base SOURCES base64_test.cpp digest_test.cpp error_test.cpp json_writer_test.cpp parallel_test.cpp pattern_test.cpp text_test.cpp time_test.cpp USES base)
perfolio_test(style SOURCES style_test.cpp USES style)
perfolio_test(analysis SOURCES alerts_test.cpp analyse_test.cpp families_test.cpp groups_test.cpp jobs_test.cpp level_noise_test.cpp overview_test.cpp renames_test.cpp series_facts_test.cpp step_place_test.cpp stories_test.cpp suite_test.cpp USES analysis)
perfolio_test(cli SOURCES attachment_test.cpp badge_test.cpp compare_test.cpp export_test.cpp families_test.cpp fonts_test.cpp format_test.cpp gates_test.cpp github_test.cpp highlights_test.cpp hostile_test.cpp init_test.cpp output_test.cpp pages_test.cpp record_crash_test.cpp record_test.cpp report_test.cpp reproduce_test.cpp show_test.cpp site_test.cpp terminal_table_test.cpp trouble_test.cpp USES cli sys base LINKS nlohmann_json::nlohmann_json)
perfolio_test(layout SOURCES annotations_test.cpp axis_test.cpp family_test.cpp grid_test.cpp listing_test.cpp matrix_test.cpp names_test.cpp page_flow_test.cpp pages_test.cpp plot_test.cpp seams_test.cpp story_test.cpp summary_test.cpp text_metrics_test.cpp ticks_test.cpp trend_test.cpp trust_test.cpp USES layout analysis)
perfolio_test(draw SOURCES draw_test.cpp pdf_page_test.cpp USES draw base)
perfolio_test(emit SOURCES emit_test.cpp github_test.cpp page_test.cpp pdf_test.cpp USES emit draw analysis layout base LINKS nlohmann_json::nlohmann_json PkgConfig::zlib)
perfolio_test(fuzz SOURCES promises.cpp replay_test.cpp USES cli formats releases)
