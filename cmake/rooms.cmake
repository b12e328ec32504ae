# The rooms, from the ground up. What may include what is checked by tests/architecture.
perfolio_module(base SOURCES base64.cpp csv.cpp digest.cpp error.cpp json_writer.cpp parallel.cpp pattern.cpp secret.cpp text.cpp time.cpp LINKS PkgConfig::re2 PkgConfig::libcrypto)
perfolio_module(sys SOURCES append_file.cpp clock.cpp environment.cpp file.cpp folder.cpp git.cpp http.cpp machine.cpp postgresql.cpp postgresql_values.cpp standard_streams.cpp terminal.cpp USES base
  LINKS PkgConfig::libcurl PkgConfig::libpq)
perfolio_module(releases SOURCES as_of.cpp commit_graph.cpp git_tags.cpp lines.cpp order.cpp release_list.cpp run_columns.cpp timeline.cpp version.cpp USES base sys model
  LINKS nlohmann_json::nlohmann_json)
perfolio_module(units SOURCES text.cpp unit.cpp USES base)
perfolio_module(stats SOURCES change_places.cpp change_points.cpp false_discovery.cpp hodges_lehmann.cpp moderated.cpp noise_shape.cpp power_law.cpp robust.cpp
  theil_sen.cpp USES base LINKS Boost::headers)
# The hot loops: vectorised also in the presets that stop at -O2.
set_source_files_properties(src/stats/change_points.cpp src/stats/noise_shape.cpp PROPERTIES COMPILE_OPTIONS "$<$<NOT:$<CONFIG:Debug>>:-O3>")
perfolio_module(model SOURCES family_words.cpp highlight_words.cpp history.cpp letters.cpp release_bins.cpp run.cpp timeline.cpp web_links.cpp words.cpp USES base units)
perfolio_module(formats
  # The seam and what readers share, the exports, then one file for each format.
  SOURCES cargo_bench.cpp csv.cpp described.cpp described_sniff.cpp description.cpp gate.cpp json.cpp json_document.cpp json_text.cpp known.cpp lines.cpp listing.cpp load_test.cpp plain.cpp printed.cpp printed_rows.cpp registry.cpp repetitions.cpp results.cpp xml.cpp
          export.cpp export_bmf.cpp export_csv.cpp export_data_js.cpp
          ab.cpp
          asv.cpp
          bencher_measure.cpp bencher_perf.cpp
          benchmarkdotnet.cpp
          benchmarkjs.cpp
          bmf.cpp
          cargo_criterion.cpp
          catch2.cpp catch2_xml.cpp
          criterion_console.cpp
          criterion_directory.cpp criterion_work.cpp
          custom.cpp
          dart.cpp
          data_js.cpp data_js_alerts.cpp data_js_columnar.cpp
          deno_table.cpp
          divan.cpp
          go.cpp
          google_benchmark.cpp google_benchmark_console.cpp google_benchmark_families.cpp
          gungraun.cpp
          h2load.cpp
          hey.cpp
          hyperfine.cpp hyperfine_console.cpp
          iai.cpp
          jmh.cpp jmh_text.cpp
          js_time.cpp
          julia.cpp
          libtest.cpp
          lnt.cpp
          luau.cpp
          mitata.cpp mitata_console.cpp
          nanobench_table.cpp
          openssl_speed.cpp
          perf_stat.cpp
          perfolio_jsonl.cpp
          perfolio_pdf.cpp
          perfolio_report.cpp
          pgbench.cpp
          phpbench.cpp
          plain_csv.cpp
          pyperf.cpp
          pytest.cpp
          ruby.cpp
          stress_ng.cpp
          swift_benchmark.cpp
          sysbench.cpp
          timeit.cpp
          tinybench.cpp
          tinybench_console.cpp
          vitest.cpp vitest_console.cpp
          wrk.cpp
  USES base units model LINKS nlohmann_json::nlohmann_json PkgConfig::expat PkgConfig::qpdf)
perfolio_module(history SOURCES append.cpp commit_facts.cpp commits_between.cpp database_add.cpp database_dictionary.cpp database_query.cpp database_read.cpp database_rows.cpp database_state.cpp database_tables.cpp gather.cpp merge.cpp rescaled.cpp rules.cpp same_run.cpp selection.cpp sources.cpp USES base sys units model formats)
perfolio_module(analysis SOURCES against.cpp alerts.cpp analyse.cpp common_shift.cpp drift.cpp families.cpp family_names.cpp front_page.cpp groups.cpp headline.cpp highlights.cpp identity.cpp judging.cpp lines.cpp noise.cpp overview.cpp renames.cpp scaling.cpp segmented.cpp series_facts.cpp shift.cpp stories.cpp suite.cpp USES base units stats model)
perfolio_module(style SOURCES contrast.cpp style.cpp USES base LINKS nlohmann_json::nlohmann_json)
perfolio_module(layout
  SOURCES annotations.cpp answers.cpp axis.cpp badge.cpp charted.cpp commits.cpp distribution.cpp document.cpp document_charts.cpp document_lines.cpp document_tables.cpp end_labels.cpp family.cpp family_lines.cpp family_multiple.cpp first_release.cpp folding.cpp heatmap.cpp highlights.cpp listing.cpp listing_rows.cpp matrix.cpp mean_chart.cpp method.cpp multiples.cpp names.cpp narrow.cpp page_flow.cpp page_scenes.cpp pictures.cpp plot.cpp row_names.cpp row_pictures.cpp scaling.cpp scene.cpp seams.cpp
          story.cpp summary.cpp table.cpp text_metrics.cpp ticks.cpp tile.cpp trend.cpp web_links.cpp
  USES base units model style)
perfolio_module(draw SOURCES face_letters.cpp fallback.cpp font_program.cpp font_set.cpp font_sets.cpp painter.cpp pdf_page.cpp pdf_pen.cpp png_file.cpp USES base style layout
  LINKS PkgConfig::pangocairo)
perfolio_module(emit
  SOURCES deflate.cpp families_json.cpp feed.cpp github.cpp html_data.cpp html_page.cpp html_summary.cpp html_svg.cpp html_tables.cpp html_text.cpp markdown.cpp markdown_text.cpp names.cpp openmetrics.cpp overview_json.cpp pdf.cpp pdf_document.cpp pdf_file.cpp pdf_once.cpp pictures.cpp report_csv.cpp report_json.cpp site_pages.cpp site_state.cpp stories_json.cpp svg.cpp xml_text.cpp
  USES base units model style layout draw LINKS PkgConfig::libdeflate PkgConfig::zlib PkgConfig::lcms2 Threads::Threads)
include(cmake/page_files.cmake)

perfolio_module(publish
  SOURCES address.cpp assets.cpp body.cpp client.cpp git_object.cpp images.cpp limit.cpp publish.cpp reading.cpp release.cpp
          report_folder.cpp
  USES base sys model LINKS nlohmann_json::nlohmann_json)
perfolio_module(cli
  # The subcommands and what they share, then the man pages and completions.
  SOURCES commands.cpp analysis_flags.cpp badge.cpp compare.cpp config.cpp config_catch.cpp database.cpp descriptions.cpp export.cpp fonts.cpp github_actions.cpp init.cpp inputs.cpp logo.cpp progress_line.cpp project_facts.cpp publish.cpp read_style.cpp record.cpp report.cpp reproduce.cpp resources.cpp show.cpp site.cpp site_command.cpp starter_files.cpp terminal_table.cpp
          bash_completion.cpp command_line.cpp fish_completion.cpp format.cpp man_page.cpp zsh_completion.cpp
  USES base sys units model formats history releases analysis style layout draw emit publish
  LINKS nlohmann_json::nlohmann_json CLI11::CLI11 ${LIBUNISTRING})
# What the workflow of `perfolio init` uses. A package names the commit it was built from.
set(PERFOLIO_ACTION "perfolio/perfolio@v${PROJECT_VERSION}" CACHE STRING "OWNER/NAME@REF of the action")
target_compile_definitions(perfolio_cli PRIVATE PERFOLIO_VERSION="${PROJECT_VERSION}" PERFOLIO_ACTION="${PERFOLIO_ACTION}")

add_executable(perfolio src/cli/main.cpp)
target_link_libraries(perfolio PRIVATE perfolio_options perfolio_cli CLI11::CLI11 fmt::fmt)
