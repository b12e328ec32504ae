// SPDX-FileCopyrightText: 2026 The perfolio authors
// SPDX-License-Identifier: MIT
#include "base/error.h"
#include "base/text.h"
#include "formats/format.h"
#include "formats/json.h"
#include "formats/lines.h"
#include "formats/printed.h"
#include "formats/repetitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

/// The table that `deno bench` prints: `benchmark  time/iter (avg)  iter/s  (min ... max)  p75  p99  p995`; since 2.7
/// in the bars of Markdown.
namespace perfolio::formats {
namespace {

constexpr std::string_view kTo = "\u2026";

/// Bars are no part of a name; a line without them stays as it is.
std::string without_bars(std::string_view shown) {
  std::string text(base::trim(shown));
  if (text.starts_with('|')) std::ranges::replace(text, '|', ' ');
  return std::string(base::trim(text));
}

bool is_head(std::string_view text) {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  return text.starts_with("benchmark") && has(" time/iter (avg) ") && has(" iter/s ") && has(" p75 ") && has(" p995");
}

struct Row {
  std::string_view name, number, unit;
};

/// `forLoop   152.8 \u00b5s   6,545 ( 93.1 \u00b5s \u2026 270.7 \u00b5s) 157.9 \u00b5s ...`: read from the bracket to
/// the left, for a name may hold anything.
std::optional<Row> row_of(std::string_view text) {
  const std::size_t to = text.rfind(kTo);
  const std::size_t bracket = to == std::string_view::npos ? to : text.rfind('(', to);
  if (bracket == std::string_view::npos) return std::nullopt;
  const auto words = words_of(text.substr(0, bracket));
  if (words.size() < 4 || !parse_grouped_number(words.back())) return std::nullopt;
  Row row;
  row.unit = words[words.size() - 2];
  row.number = words[words.size() - 3];
  row.name = base::trim(text.substr(0, static_cast<std::size_t>(row.number.data() - text.data())));
  const bool time = units::parse_unit(row.unit).family == units::Family::Time;
  return time && !row.name.empty() ? std::optional(row) : std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view bytes, RunSink& sink) : bytes_(bytes), sink_(sink) {}
  void line(const Line& line);
  model::Run run;

 private:
  void add(std::size_t at, const Row& row);

  std::string_view bytes_;
  RunSink& sink_;
  bool inside_ = false;  ///< a table.
  std::string group_;
};

void Reader::add(std::size_t at, const Row& row) {
  const auto value = parse_grouped_number(row.number);
  if (!value) {
    refuse_at(bytes_, at,
              fmt::format("\"{}\" is not a number that can be kept", base::visible(row.number.substr(0, 40))));
  }
  model::Result result;
  result.benchmark = base::to_utf8(row.name);
  if (!group_.empty()) result.benchmark = fmt::format("{} > {}", group_, result.benchmark);
  result.value = *value;
  result.unit = base::to_utf8(row.unit);
  result.better = units::Direction::Lower;
  result.estimator = "mean";
  if (set_printed(result, row.number, sink_)) run.results.push_back(std::move(result));
}

void Reader::line(const Line& line) {
  constexpr std::string_view kGroup = "group ";
  constexpr std::string_view kCpu = "CPU | ";
  const std::string text = without_bars(visible_part(line.text));
  if (is_head(text)) {
    inside_ = true;
    group_.clear();
  } else if (!inside_ && text.starts_with(kCpu)) {
    run.environment["cpu"] = base::to_utf8(base::trim(std::string_view(text).substr(kCpu.size())));
  } else if (text == "summary" || text.starts_with("file://")) {
    inside_ = inside_ && text == "summary";  // another group may follow in the same table.
  } else if (const auto row = inside_ ? row_of(text) : std::nullopt) {
    add(line.begin, *row);
  } else if (inside_ && text.starts_with(kGroup)) {
    group_ = base::to_utf8(base::trim(std::string_view(text).substr(kGroup.size())));
  }
}

Match sniff(std::string_view head) {
  Lines lines(head);
  while (const auto line = lines.next()) {
    if (line->text.find("time/iter (avg)") == std::string_view::npos) continue;
    if (is_head(without_bars(visible_part(line->text)))) return Match::Sure;
  }
  return Match::No;
}

void read(std::string_view bytes, RunSink& sink) {
  refuse_utf16(bytes);
  Reader reader(bytes, sink);
  reader.run.tool = "deno";
  Lines lines(bytes);
  while (const auto line = lines.next()) reader.line(*line);
  if (reader.run.results.empty()) throw base::Error(base::Fault::Input, {}, "there is no benchmark of Deno in it");
  keep_apart(reader.run, sink);
  sink.run(std::move(reader.run));
}

}  // namespace

extern const Format kDenoTable;
const Format kDenoTable{"deno-table", {}, sniff, read, true};

}  // namespace perfolio::formats
