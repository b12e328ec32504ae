// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/jmh.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <span>

/// The table at the end of what JMH prints: `Benchmark (size) Mode Cnt Score Error Units`. Names there are shorter than
/// those of its JSON: the packages that all have in common are cut off. A whole log has the full ones before it, in
/// lines like `# Benchmark: org.example.Wheel.spin`.
namespace perfolio::formats {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kAbout = "\u2248";
constexpr std::array<std::string_view, 4> kModes{"thrpt", "avgt", "sample", "ss"};
constexpr std::array<std::string_view, 10> kRaised{"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                                   "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};

/// A row as it is written.
struct Row {
  std::size_t at = 0;  ///< where its line begins.
  std::string name;    ///< of the benchmark, with its parameters.
  std::string extra;   ///< what stands behind the colon of a secondary row; else empty.
  std::string mode, score, error, unit;
  bool about = false;  ///< only the order of magnitude was printed.
  model::Parameters parameters;
};

bool is_head(Words words) {
  if (words.size() < 5 || words[0] != "Benchmark" || words.back() != "Units") return false;
  const auto mode = std::ranges::find(words, "Mode");
  return words.end() - mode >= 4 && mode[1] == "Cnt" && mode[2] == "Score";
}

/// The names in `(size)  (kind)`, between the first word and `Mode`.
std::vector<std::string> parameters_in(Words head) {
  std::vector<std::string> names;
  for (const std::string_view word : head.subspan(1)) {
    if (word == "Mode") break;
    const bool inside = word.size() > 2 && word.starts_with('(') && word.ends_with(')');
    names.emplace_back(inside ? word.substr(1, word.size() - 2) : word);
  }
  return names;
}

/// Columns stand two blanks apart, so that a value may have single ones in it.
std::vector<std::string_view> cells_of(std::string_view text) {
  std::vector<std::string_view> cells;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("  ", at), text.size());
    if (const std::string_view cell = base::trim(text.substr(at, end - at)); !cell.empty()) cells.push_back(cell);
    at = end + 1;
  }
  return cells;
}

/// The exponent in "10\u207b\u00b3"; nothing when it is no such number.
std::optional<int> raised_exponent(std::string_view text) {
  constexpr std::string_view kMinus = "\u207b";
  if (!text.starts_with("10")) return std::nullopt;
  text.remove_prefix(2);
  const bool negative = text.starts_with(kMinus);
  if (negative) text.remove_prefix(kMinus.size());
  int exponent = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const auto digit = std::ranges::find_if(kRaised, [&](std::string_view d) { return text.starts_with(d); });
    if (digit == kRaised.end() || exponent > 300) return std::nullopt;
    exponent = exponent * 10 + static_cast<int>(digit - kRaised.begin());
    text.remove_prefix(digit->size());
  }
  return negative ? -exponent : exponent;
}

/// JMH writes no groups of digits and always a fraction, so that a comma is the decimal point of the user's language.
std::string with_point(std::string_view number) {
  std::string text(number);
  std::ranges::replace(text, ',', '.');
  return text;
}

/// `[Cnt] Score [\u00b1 Error] Units`, of which all but the score may be blank.
bool set_score(Row& row, Words words) {
  const auto place = [&](std::string_view mark) {
    return static_cast<std::size_t>(std::ranges::find(words, mark) - words.begin());
  };
  const std::size_t about = place(kAbout);
  const std::size_t spread = place("\u00b1");
  if (words.size() < 2 || spread == 0) return false;
  row.about = about < words.size();
  row.unit = base::to_utf8(words.back());
  const std::size_t score = row.about ? about + 1 : spread < words.size() ? spread - 1 : words.size() - 2;
  if (score + 1 >= words.size()) return false;
  row.score = with_point(words[score]);
  if (spread + 2 < words.size()) row.error = with_point(words[spread + 1]);
  return true;
}

void set_name(Row& row, std::string_view written, std::vector<model::Parameter> values) {
  const std::size_t colon = written.find(':');
  row.name = base::to_utf8(written.substr(0, colon));
  if (colon != std::string_view::npos) row.extra = base::to_utf8(written.substr(colon + 1));
  row.parameters.benchmark = row.name;
  std::string shown;
  for (const model::Parameter& value : values) {
    shown += fmt::format("{}{}={}", shown.empty() ? "" : ", ", value.name, value.value);
  }
  if (!shown.empty()) row.name += fmt::format(" ({})", shown);
  row.parameters.values = std::move(values);
}

std::optional<Row> row_of(const Line& line, std::string_view shown, const std::vector<std::string>& names) {
  const auto cells = cells_of(shown);
  if (cells.size() < names.size() + 4 - 1) return std::nullopt;
  const std::string_view mode = cells[names.size() + 1];
  if (std::ranges::find(kModes, mode) == kModes.end()) return std::nullopt;
  Row row;
  row.at = line.begin;
  row.mode = mode;
  std::vector<model::Parameter> values;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (cells[i + 1] != "N/A") values.push_back({base::to_utf8(names[i]), base::to_utf8(cells[i + 1])});
  }
  set_name(row, cells[0], std::move(values));
  const auto words = words_of(shown.substr(static_cast<std::size_t>(mode.data() + mode.size() - shown.data())));
  return set_score(row, words) ? std::optional(std::move(row)) : std::nullopt;
}

/// Whether JMH makes `written` of a full name: of packages, what is in common is left out or one letter.
bool is_short_for(std::string_view written, std::string_view full) {
  const auto some = base::split(written, '.');
  const auto all = base::split(full, '.');
  if (some.size() > all.size()) return false;
  for (std::size_t i = 0; i < some.size(); ++i) {
    const std::string_view a = some[some.size() - 1 - i], b = all[all.size() - 1 - i];
    const bool initial = i > 1 && a.size() == 1 && b.starts_with(a);
    if (a != b && !initial) return false;
  }
  return true;
}

/// The names that the rest of a log states.
class FullNames {
 public:
  void take(std::string_view shown) {
    constexpr std::string_view kLine = "# Benchmark: ";
    if (!shown.starts_with(kLine)) return;
    const std::string_view name = base::trim(shown.substr(kLine.size()));
    names_[class_and_method(name)].insert(std::string(name));
  }
  /// Nothing where none is the only one.
  [[nodiscard]] std::optional<std::string> of(std::string_view written) const {
    const auto known = names_.find(class_and_method(written));
    std::optional<std::string> found;
    if (known == names_.end() || known->second.size() > kMostAlike) return found;
    for (const std::string& full : known->second) {
      if (!is_short_for(written, full)) continue;
      if (found) return std::nullopt;
      found = full;
    }
    return found;
  }

 private:
  /// JMH keeps both, so that few names are alike but in a hostile file.
  static std::string class_and_method(std::string_view name) {
    const std::size_t method = name.rfind('.');
    const std::size_t last = method == std::string_view::npos || method == 0 ? method : name.rfind('.', method - 1);
    return std::string(name.substr(last == std::string_view::npos || method == 0 ? 0 : last + 1));
  }

  static constexpr std::size_t kMostAlike = 50;
  std::map<std::string, std::set<std::string>> names_;  ///< by class and method.
};

/// Gives the rows the names that its JSON has, and says of how many nobody knows them.
void name_in_full(std::vector<Row>& rows, const FullNames& names, RunSink& sink) {
  std::set<std::string, std::less<>> unknown;
  for (Row& row : rows) {
    const auto full = names.of(row.parameters.benchmark);
    if (!full) {
      unknown.insert(row.parameters.benchmark);
      continue;
    }
    row.name = *full + row.name.substr(row.parameters.benchmark.size());
    row.parameters.benchmark = *full;
  }
  if (unknown.empty()) return;
  sink.diagnostic({base::Severity::Info,
                   {},
                   fmt::format("{} benchmarks have the short names of JMH's table (\"{}\"), which do not join those of "
                               "its JSON and CSV: keep the log's lines \"# Benchmark: ...\", use -rf json, or name "
                               "them under \"aliases\"",
                               unknown.size(), base::visible(*unknown.begin()))});
}

std::vector<Row> rows_of(std::string_view bytes, RunSink& sink) {
  std::vector<Row> rows;
  FullNames full;
  std::optional<std::vector<std::string>> names;  // while inside a table.
  Lines lines(bytes);
  while (const auto line = lines.next()) {
    const std::string shown = visible_part(line->text);
    const auto words = words_of(shown);
    full.take(shown);
    if (is_head(words)) {
      names = parameters_in(words);
    } else if (names && !words.empty()) {
      auto row = row_of(*line, shown, *names);
      if (row) rows.push_back(std::move(*row));
      if (!row) names.reset();
    }
  }
  name_in_full(rows, full, sink);
  return rows;
}

/// "p50" of `p0.50`, `run\u00b7p0.999`; empty of what is no percentile, nothing of one that is not kept.
std::optional<std::string> percentile_of(std::string_view extra) {
  if (const std::size_t dot = extra.rfind("\u00b7"); dot != std::string_view::npos) extra.remove_prefix(dot + 2);
  if (!extra.starts_with("p0.") && !extra.starts_with("p1.")) return std::string();
  for (const auto& [written, kept] :
       {std::pair{"p0.50", "p50"}, {"p0.90", "p90"}, {"p0.95", "p95"}, {"p0.99", "p99"}, {"p0.999", "p99.9"}}) {
    if (extra == written) return kept;
  }
  return std::nullopt;
}

/// Of an order of magnitude the score itself may be a square root of ten away.
bool set_about(model::Result& result, const Row& row, RunSink& sink) {
  const auto exponent = raised_exponent(row.score);
  if (!exponent) {
    sink.ignored("below what was printed (nothing but zeros)");
    return false;
  }
  result.value = std::pow(10.0, *exponent);
  result.resolution = result.value * (std::sqrt(10.0) - 1);
  return true;
}

bool set_exact(model::Result& result, const Row& row, std::string_view bytes, RunSink& sink) {
  if (row.score == "NaN") {
    sink.ignored("value is missing (null or not a number)");
    return false;
  }
  const auto value = base::parse_number(row.score);
  if (!value) {
    refuse_at(bytes, row.at,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(row.score.substr(0, 40))));
  }
  result.value = *value;
  const auto error = base::parse_number(row.error);
  if (error && *error >= 0 && std::isfinite(*value + *error)) {
    result.lower = *value - *error;
    result.upper = *value + *error;
  }
  return set_printed(result, row.score, sink);
}

/// What the score of the same benchmark and mode is, for its secondary rows.
using Owners = std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>>;

std::optional<model::Result> result_of(const Row& row, const JmhModes& modes, Owners& owners, std::string_view bytes,
                                       RunSink& sink) {
  model::Result result;
  result.benchmark = row.name;
  result.unit = row.unit;
  result.estimator = "mean";
  result.parameters = row.parameters;
  auto& [own_metric, own_unit] = owners[{row.name, row.mode}];
  const auto percentile = percentile_of(row.extra);
  if (!percentile) return std::nullopt;
  if (row.extra.empty()) {
    own_unit = row.unit;
    const auto known = modes.find(row.name);
    own_metric = jmh_metric_in_mode(jmh_metric(row.unit), row.mode, known->second);
    result.metric = own_metric;
  } else if (!percentile->empty()) {
    result.metric = fmt::format("{}-{}", own_metric.empty() ? "time" : own_metric, *percentile);
    result.estimator.clear();
    result.better = units::Direction::Lower;
  } else {
    result.metric = jmh_secondary_metric(row.extra);
    result.better = jmh_secondary_direction(result.metric, row.unit, own_unit);
  }
  const bool kept = row.about ? set_about(result, row, sink) : set_exact(result, row, bytes, sink);
  return kept ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace

bool has_jmh_table(std::string_view text) {
  Lines lines(text);
  while (const auto line = lines.next()) {
    if (line->text.find("Score") != std::string_view::npos && is_head(words_of(visible_part(line->text)))) return true;
  }
  return false;
}

void read_jmh_tables(std::string_view bytes, RunSink& sink) {
  const std::vector<Row> rows = rows_of(bytes, sink);
  model::Run run;
  run.tool = "jmh";
  JmhModes modes;
  for (const Row& row : rows) {
    if (row.extra.empty()) modes[row.name].insert(row.mode);
  }
  Owners owners;
  for (const Row& row : rows) {
    auto result = result_of(row, modes, owners, bytes, sink);
    if (result) run.results.push_back(std::move(*result));
  }
  if (run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no JMH benchmark with a score in it");
  keep_apart(run, sink);
  sink.run(std::move(run));
}

}  // namespace perfolio::formats
