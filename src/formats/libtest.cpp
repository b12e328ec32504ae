// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "formats/cargo_bench.h"
#include "formats/json.h"
#include "formats/json_document.h"
#include "formats/printed.h"

#include <fmt/format.h>

#include <algorithm>

/// What Rust's own test harness prints for `#[bench]`, as text and as JSON lines, and Criterion's imitation of it
/// (`--output-format bencher`).
namespace perfolio::formats {
namespace {

constexpr std::string_view kTest = "test ";
constexpr std::string_view kDots = " ... ";
constexpr std::string_view kBench = "bench:";
constexpr std::string_view kFailed = "test or benchmark that failed";

/// A `test` line: the name and what is behind the dots.
struct TestLine {
  std::string_view name;
  std::string_view rest;
};

/// Quiet, libtest prints a mark for a test that is no benchmark, and does not end the line: "iitest parse ... bench: ".
std::string_view without_marks(std::string_view shown) {
  const std::size_t marks = shown.find_first_not_of("i.");
  const bool marked = marks != std::string_view::npos && shown.substr(marks).starts_with(kTest) &&
                      shown.find(" ... bench:") != std::string_view::npos;
  return marked ? shown.substr(marks) : shown;
}

/// A name may hold anything, also dots; what a benchmark prints may stand before its result.
std::optional<TestLine> test_line(std::string_view shown) {
  shown = without_marks(base::trim(shown));
  if (!shown.starts_with(kTest)) return std::nullopt;
  shown.remove_prefix(kTest.size());
  auto dots = shown.rfind(" ... bench:");
  if (dots == std::string_view::npos) dots = shown.find(kDots);
  if (dots == std::string_view::npos) {
    if (!shown.ends_with(" ...")) return std::nullopt;
    dots = shown.size() - 4;
  }
  return TestLine{base::trim(shown.substr(0, dots)), shown.substr(std::min(dots + kDots.size(), shown.size()))};
}

/// `18,149 ns/iter (+/- 755) = 12 MB/s`, taken apart.
struct Measured {
  std::string_view value;
  std::string_view unit;
  std::string_view deviation;
  std::string_view throughput;  ///< empty when there is none.
};

std::optional<Measured> measured_of(std::string_view text) {
  const auto words = words_of(text);
  if (words.size() < 4 || words[2] != "(+/-") return std::nullopt;
  Measured measured{words[0], words[1], words[3], {}};
  if (const auto end = measured.deviation.find(')'); end != std::string_view::npos) {
    measured.deviation = measured.deviation.substr(0, end);
  }
  if (words.size() >= 7 && words[4] == "=" && words[6] == "MB/s") measured.throughput = words[5];
  return measured;
}

bool is_missing(std::string_view word) {
  const std::string lowered = base::to_lower_ascii(word);
  return lowered == "nan" || lowered == "inf" || lowered == "-inf" || lowered == "-nan";
}

bool is_bench_object(std::string_view line) {
  if (line.find("\"bench\"") == std::string_view::npos) return false;
  const auto keys = outer_keys(line);
  const auto has = [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); };
  return has("type") && has("name") && has("median");
}

/// What libtest measures is the median of its samples. The number behind `+/-` is the distance from the smallest to the
/// largest of them, Criterion's a standard deviation: no interval around the value, so it is kept as it is written.
model::Result result_of(std::string name, std::string metric, double value, std::string unit, std::string spread) {
  model::Result result;
  result.benchmark = std::move(name);
  result.metric = std::move(metric);
  result.value = value;
  result.unit = std::move(unit);
  result.estimator = "median";
  result.spread = std::move(spread);
  return result;
}

}  // namespace

bool LibtestLines::json(const Line& line) {
  const std::size_t begin = line.begin + line.text.find('{');
  if (!is_bench_object(line.text)) {
    const bool test = line.text.find("\"test\"") != std::string_view::npos;
    const bool failed = line.text.find("\"event\": \"failed\"") != std::string_view::npos ||
                        line.text.find("\"event\":\"failed\"") != std::string_view::npos;
    if (test && failed) text_.sink.ignored(kFailed);
    return test;
  }
  const JsonDocument document(text_.bytes, begin, line.begin + line.text.size(), text_.sink);
  const JsonNode bench = document.root();
  if (bench["type"].text() != "bench") return false;
  const std::string name(bench["name"].text());
  if (name.empty()) bench.refuse("a benchmark without a name");
  const auto median = bench["median"].number(text_.sink);
  if (!median) return true;
  const auto deviation = bench["deviation"].number(text_.sink);
  text_.results.push_back(
      result_of(name, "time", *median, "ns/iter", deviation ? fmt::format("+/- {}", *deviation) : std::string()));
  // Its name promises MiB; the writer divides by 10^6.
  const auto throughput = bench["mib_per_second"].number(text_.sink);
  if (throughput) text_.results.push_back(result_of(name, "throughput", *throughput, "MB/s", {}));
  return true;
}

void LibtestLines::add(const Line& line, std::string_view name, std::string_view measured) {
  const auto parts = measured_of(measured);
  const auto number = [&](std::string_view word) -> std::optional<double> {
    if (is_missing(word)) {
      text_.sink.ignored("value is missing (null or not a number)");
      return std::nullopt;
    }
    const auto value = parse_grouped_number(word);
    if (!value) {
      refuse_at(text_.bytes, line.begin,
                fmt::format("\"{}\" is not a number that can be kept", base::visible(word.substr(0, 40))));
    }
    return value;
  };
  const std::string unit = restored_unit(parts->unit);
  const auto keep = [&](model::Result result, std::string_view printed) {
    if (set_printed(result, printed, text_.sink)) text_.results.push_back(std::move(result));
  };
  if (const auto value = number(parts->value)) {
    keep(result_of(base::to_utf8(name), metric_of_unit(unit), *value, unit, "+/- " + base::to_utf8(parts->deviation)),
         parts->value);
  }
  if (parts->throughput.empty()) return;
  if (const auto value = number(parts->throughput)) {
    keep(result_of(base::to_utf8(name), "throughput", *value, "MB/s", {}), parts->throughput);
  }
}

bool LibtestLines::line(const Line& line, std::string_view shown) {
  if (base::trim(shown).starts_with('{')) return json(line);
  const auto test = test_line(shown);
  if (test) started_ = test->name;
  if (base::trim(shown).ends_with(" --- FAILED")) text_.sink.ignored(kFailed);  // quiet output
  if (started_.empty()) return false;
  const std::string_view rest = test ? test->rest : shown;
  const auto bench = rest.rfind(kBench);
  const bool measured = bench != std::string_view::npos && measured_of(rest.substr(bench + kBench.size())).has_value();
  if (measured) add(line, started_, rest.substr(bench + kBench.size()));
  // Tests that are no benchmarks are "ignored" in every `cargo bench`: nothing is missing then.
  const bool failed = test && base::trim(rest) == "FAILED";
  if (failed) text_.sink.ignored(kFailed);
  if (measured || failed || (test && base::trim(rest).starts_with("ignored"))) started_.clear();
  return test || measured;
}

bool has_libtest_lines(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    const bool object = base::trim(line->text).starts_with('{');
    if (object && is_bench_object(line->text) && line->text.find("\"deviation\"") != std::string_view::npos) {
      return true;
    }
    const auto bench = line->text.find(kBench);
    if (bench == std::string_view::npos) continue;
    const std::string shown = visible_part(line->text);
    const std::string_view text = base::trim(shown);
    const auto at = text.rfind(kBench);
    if (at == std::string_view::npos || !measured_of(text.substr(at + kBench.size()))) continue;
    if (at == 0 || test_line(text)) return true;
  }
  return false;
}

namespace {

Match sniff(std::string_view head) {
  // Criterion's reader takes libtest's lines along, so where both stand in a text it has the word.
  if (has_criterion_lines(head)) return Match::No;
  if (has_libtest_lines(head)) return Match::Sure;
  const bool summary = head.find("test result: ") != std::string_view::npos;
  const bool suite = head.find(R"({ "type": "suite", "event": )") != std::string_view::npos;
  // Other harnesses run behind libtest's empty ones: only a text seen to its end has nothing else.
  if (head.size() >= kSniffBytes) return Match::No;
  return summary || suite ? Match::Maybe : Match::No;
}

void read(std::string_view bytes, RunSink& sink) { read_cargo_bench(bytes, "libtest", sink); }

constexpr std::string_view kAliases[] = {"cargo", "rust", "rust_bench", "cargo-bench"};

}  // namespace

extern const Format kLibtest;
const Format kLibtest{"libtest", kAliases, sniff, read, true};

}  // namespace perfolio::formats
