// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "formats/load_test.h"

#include "base/error.h"
#include "base/text.h"
#include "formats/json.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace perfolio::formats {
namespace {

bool is_missing(std::string_view word) {
  const std::string lower = base::to_lower_ascii(word);
  return lower == "nan" || lower == "-nan" || lower == "inf";
}

}  // namespace

std::string percentile_metric(std::string_view percent) {
  constexpr double kTold[] = {50, 75, 90, 95, 99};
  if (percent.ends_with('%')) percent.remove_suffix(1);
  const auto rank = base::parse_number(percent);
  if (!rank) return {};
  if (*rank == 100) return "max";
  const bool tail = *rank > 99 && *rank < 100;
  return tail || std::ranges::find(kTold, *rank) != std::end(kTold) ? fmt::format("p{}", *rank) : std::string();
}

std::string path_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t path = url.find('/', host);
  return path == std::string_view::npos ? "/" : base::to_utf8(url.substr(path));
}

LoadTests::LoadTests(std::string_view tool, std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {
  run_.tool = tool;
}

void LoadTests::begin(std::string_view name) {
  close();
  name_ = base::to_utf8(name);
  open_ = true;
}

void LoadTests::add(const Line& line, const Figure& figure) {
  if (!open_) return;
  if (is_missing(figure.number)) return sink_.ignored("value is missing (null or not a number)");
  const auto value = base::parse_number(figure.number);
  if (!value) {
    refuse_at(bytes_, line.begin,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(figure.number.substr(0, 40))));
  }
  model::Result result;
  result.metric = figure.metric;
  result.value = *value * figure.factor;
  result.unit = figure.unit;
  result.estimator = figure.estimator;
  result.primary = figure.metric == "time";
  if (!set_printed(result, figure.number, sink_)) return;
  result.resolution *= figure.factor;
  results_.push_back(std::move(result));
}

void LoadTests::add_time(const Line& line, std::string_view metric, std::string_view word, std::string_view estimator) {
  const std::size_t end = std::min(word.find_last_of("0123456789") + 1, word.size());
  const std::string_view unit = word.substr(end);
  const std::string_view number = unit == word ? word : word.substr(0, end);
  if (unit == "m") return add(line, {metric, number, "s", estimator, 60});
  if (unit == "h") return add(line, {metric, number, "s", estimator, 3600});
  if (unit != "us" && unit != "ms" && unit != "s") {
    return add(line, {metric, word, "s", estimator});  // NaN, or refused whole
  }
  add(line, {metric, number, unit, estimator});
}

void LoadTests::failed(const Line& line, const std::string& what) {
  if (!open_) return;
  base::Diagnostic told;
  lines_ += static_cast<int>(std::ranges::count(bytes_.substr(counted_, line.begin - counted_), '\n'));
  counted_ = line.begin;
  told.where.line = lines_;
  told.text = fmt::format("\"{}\": {}", base::visible(name_), what);
  sink_.diagnostic(std::move(told));
}

void LoadTests::close() {
  if (results_.empty()) return;
  std::string name = name_;
  // Counting on from the last one: a megabyte of equal names must not be counted from 2 each time.
  std::size_t& last = numbers_[name_];
  for (last = std::max<std::size_t>(last, 1); !names_.insert(name).second;) name = fmt::format("{} #{}", name_, ++last);
  if (name != name_) numbered_ += results_.size();
  for (model::Result& result : results_) result.benchmark = name;
  std::ranges::move(results_, std::back_inserter(run_.results));
  results_.clear();
}

void LoadTests::finish() {
  close();
  if (run_.results.empty()) {
    throw base::Error(base::Fault::Input, {}, fmt::format("there is no result of {} in it", run_.tool));
  }
  note_kept_apart(numbered_, sink_);
  sink_.run(std::move(run_));
}

void read_lines(std::string_view tool, std::string_view bytes, RunSink& sink,
                void (*read_line)(LoadTests& tests, const Line& line, std::string_view text)) {
  refuse_utf16(bytes);
  LoadTests tests(tool, bytes, sink);
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    read_line(tests, *line, base::trim(shown));
  }
  tests.finish();
}

}  // namespace perfolio::formats
