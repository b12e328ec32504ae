// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
// Each step of a report by itself, and all of them, on histories made in memory. Arguments: benchmarks x runs.
#include "analysis/analyse.h"
#include "emit/outputs.h"
#include "formats/format.h"
#include "history/merge.h"
#include "releases/releases.h"
#include "support/temp_folder.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <random>

namespace {

using namespace perfolio;

const std::string kRoot = PERFOLIO_SOURCE_DIR;

/// A data.js whose benchmarks each step once.
std::string generated(std::size_t benchmarks, std::size_t runs) {
  std::mt19937 random(1);
  std::string out = R"(window.BENCHMARK_DATA = {"lastUpdate":1,"repoUrl":"https://example.org/r","entries":{"Suite":[)";
  for (std::size_t i = 0; i < runs; ++i) {
    const std::size_t date = 1600000000000 + i * 86400000;
    out += fmt::format(
        R"({}{{"commit":{{"id":"{:040x}","message":"m","url":"https://example.org/c"}},"date":{},"tool":"cargo","benches":[)",
        i == 0 ? "" : ",", i + 1, date);
    for (std::size_t k = 0; k < benchmarks; ++k) {
      // The engine's numbers are the same everywhere; the library's distributions are not.
      const double noise = static_cast<double>(random() % 2001) / 1e5 - 0.01;
      const double level = static_cast<double>(1000 * (k + 1)) * (i * 7 > runs * (k % 7) ? 1.1 : 1.0);
      out += fmt::format(R"({}{{"name":"group{}/case{}","value":{:.3f},"unit":"ns"}})", k == 0 ? "" : ",", k % 8, k,
                         level * (1 + noise));
    }
    out += "]}";
  }
  return out + "]}}";
}

struct Kept final : formats::RunSink {
  std::vector<model::Run> runs;
  void run(model::Run run) override { runs.push_back(std::move(run)); }
  void diagnostic(base::Diagnostic) override {}
  void ignored(std::string_view) override {}
  void repository_url(std::string_view) override {}
};

std::vector<model::Run> read(const std::string& bytes) {
  Kept kept;
  formats::recognised(bytes).read(bytes, kept);
  return std::move(kept.runs);
}

model::History merged(std::vector<model::Run> runs) {
  history::Merge merge;
  for (model::Run& run : runs) merge.add(std::move(run));
  return merge.finish();
}

model::Report analysed(model::History history) {
  const model::Timeline timeline = releases::timeline_by_run(history);
  return analysis::analyse(std::move(history), timeline, {});
}

style::Style style_called(const std::string& name) {
  return style::style_from_json(test::bytes_of(kRoot + "/styles/" + name + ".json"));
}

layout::DocumentOptions all_charts() {
  layout::DocumentOptions options;
  options.detail = layout::DetailMode::All;
  return options;
}

std::string data_of(const benchmark::State& state) {
  return generated(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
}

model::Report report_of(const benchmark::State& state) { return analysed(merged(read(data_of(state)))); }

void read_step(benchmark::State& state) {
  const std::string bytes = data_of(state);
  for (auto _ : state) benchmark::DoNotOptimize(read(bytes));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) * state.iterations());
}

void merge_step(benchmark::State& state) {
  const std::vector<model::Run> runs = read(data_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(merged(runs));
}

void analyse_step(benchmark::State& state) {
  const model::History history = merged(read(data_of(state)));
  for (auto _ : state) benchmark::DoNotOptimize(analysed(history));
}

void lay_out_step(benchmark::State& state) {
  const model::Report report = report_of(state);
  const draw::FontSet fonts(kRoot + "/fonts");
  const style::Style style = style_called("light");
  for (auto _ : state) {
    std::size_t pages = 0;
    layout::lay_out_pages(report, all_charts(), style, fonts, [&](const layout::Page&) { ++pages; });
    benchmark::DoNotOptimize(pages);
  }
}

void pdf_step(benchmark::State& state) {
  const model::Report report = report_of(state);
  const draw::FontSet fonts(kRoot + "/fonts");
  const style::Style style = style_called("light");
  for (auto _ : state) benchmark::DoNotOptimize(emit::pdf(report, all_charts(), style, fonts, {}));
}

void pictures_step(benchmark::State& state) {
  const model::Report report = report_of(state);
  const emit::Styles styles{style_called("light"), style_called("dark")};
  const emit::PictureOptions options{true, true, true, kRoot + "/fonts", 1};
  for (auto _ : state) benchmark::DoNotOptimize(emit::pictures(report, styles, "stem", options));
}

void whole_report(benchmark::State& state) {
  const std::string bytes = data_of(state);
  const emit::Styles styles{style_called("light"), style_called("dark")};
  const emit::PictureOptions options{true, true, true, kRoot + "/fonts", 1};
  for (auto _ : state) {
    const model::Report report = analysed(merged(read(bytes)));
    const draw::FontSet fonts(kRoot + "/fonts");
    benchmark::DoNotOptimize(emit::pdf(report, all_charts(), styles.light, fonts, {}));
    benchmark::DoNotOptimize(emit::pictures(report, styles, "stem", options));
    benchmark::DoNotOptimize(emit::report_json(report));
    benchmark::DoNotOptimize(emit::report_csv(report));
  }
}

void sizes(benchmark::internal::Benchmark* b) { b->Args({50, 40})->Args({500, 200})->Unit(benchmark::kMillisecond); }

BENCHMARK(read_step)->Name("read")->Apply(sizes);
BENCHMARK(merge_step)->Name("merge")->Apply(sizes);
BENCHMARK(analyse_step)->Name("analyse")->Apply(sizes);
BENCHMARK(lay_out_step)->Name("lay_out")->Apply(sizes);
BENCHMARK(pdf_step)->Name("pdf")->Apply(sizes);
BENCHMARK(pictures_step)->Name("pictures")->Apply(sizes);
BENCHMARK(whole_report)->Name("whole_report")->Apply(sizes);

}  // namespace

BENCHMARK_MAIN();
